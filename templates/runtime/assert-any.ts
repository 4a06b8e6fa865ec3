/** For messages of which there are several kinds on one channel. */
import type { Assert } from "./descriptor.js";
import { ValidationError } from "./errors.js";

/** Accepts what one of the assertions accepts; the error holds the issues of all of them. */
export function assertAny<T extends readonly unknown[]>(
  ...assertions: { readonly [K in keyof T]: Assert<T[K]> }
): Assert<T[number]> {
  return (value): asserts value is T[number] => {
    const errors: ValidationError[] = [];
    for (const assertion of assertions) {
      const error = errorOf(assertion, value);
      if (error === undefined) {
        return;
      }
      errors.push(error);
    }
    throw new ValidationError(
      errors.map(({ subject }) => subject).join(" or "),
      errors.flatMap(({ issues }) => issues),
    );
  };
}

function errorOf(
  assertion: (value: unknown) => void,
  value: unknown,
): ValidationError | undefined {
  try {
    assertion(value);
    return undefined;
  } catch (error) {
    if (error instanceof ValidationError) {
      return error;
    }
    throw error;
  }
}
