/** What is printed of an error that nobody else hears of. */
import { visible } from "../visible.js";

const MAX_CAUSES = 5;

/**
 * Prints an error with its causes. Messages may hold what a peer has sent: what could steer a
 * terminal or a log is escaped, and of an error's own properties nothing is printed.
 */
export function printError(error: unknown): void {
  console.error(printable(error, MAX_CAUSES));
}

/** A copy with the same class, or a text where it is no error. */
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
