/** Prints errors that have no caller and no `onError`. */
import { ValidationError } from "../validation/validation-error.js";
import { visible } from "../visible.js";

const MAX_CAUSES = 5;

/**
 * Prints an error with its causes. Messages may contain what a peer has sent, so control characters
 * are escaped, and other properties of the error are not printed.
 */
export function printError(error: unknown): void {
  // The stack of a message that is not valid tells nothing about its sender.
  const shown =
    error instanceof ValidationError
      ? visible(`${error.name}: ${error.message}`)
      : printable(error, MAX_CAUSES);
  console.error(shown);
}

/** Returns a copy of an error that is safe to print, or a string if the value is not an error. */
function printable(error: unknown, causes: number): unknown {
  if (!(error instanceof Error)) {
    return visible(describe(error));
  }
  const { name, message, stack = "", cause } = error;
  const copy = new Error(visible(message));
  Object.setPrototypeOf(copy, Reflect.getPrototypeOf(error));
  Object.defineProperties(copy, {
    name: { value: visible(name) },
    stack: { value: visible(stack) },
    ...(cause === undefined || causes === 0
      ? {}
      : { cause: { value: printable(cause, causes - 1) } }),
  });
  return copy;
}

function describe(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  try {
    const json: string | undefined = JSON.stringify(value);
    return json ?? typeof value;
  } catch {
    return typeof value;
  }
}
