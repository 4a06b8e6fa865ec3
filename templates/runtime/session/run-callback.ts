/** Runs callbacks of the user, whose errors must not end what calls them. */
import { ignore } from "../ignore.js";
import { printError } from "./print-error.js";

/**
 * Runs a callback. `onError` receives what it throws, or what its promise rejects with. Returns when that promise has
 * settled; `undefined` if there is none.
 */
export function runCallback(
  run: () => unknown,
  onError: (error: unknown) => void = printError,
): Promise<void> | undefined {
  try {
    const result = run();
    if (typeof result === "object" && result !== null) {
      return Promise.resolve(result).then(ignore, onError);
    }
  } catch (error) {
    onError(error);
  }
  return undefined;
}
