/** Finds the message that a body fits, if several messages share a channel. */
import { ValidationError } from "./validation-error.js";

/**
 * Returns the result of the first candidate for which `attempt` does not throw a `ValidationError`.
 * If it throws for all, throws one error with the issues of all. There must be at least one
 * candidate.
 */
export function firstValid<C, R>(
  candidates: readonly C[],
  attempt: (candidate: C) => R,
): R {
  const errors: ValidationError[] = [];
  for (const candidate of candidates) {
    try {
      return attempt(candidate);
    } catch (error) {
      if (!(error instanceof ValidationError)) {
        throw error;
      }
      errors.push(error);
    }
  }
  const [first] = errors;
  if (first !== undefined && errors.length === 1) {
    throw first;
  }
  throw new ValidationError(
    [...new Set(errors.map(({ subject }) => subject))].join(" or "),
    errors.flatMap(({ issues }) => issues),
    { isComplete: errors.every(({ isComplete }) => isComplete) },
  );
}

/**
 * Returns the result of the only candidate for which `attempt` does not throw a `ValidationError`. Throws one if there
 * is no such candidate, or more than one.
 */
export function onlyValid<C, R>(
  candidates: readonly C[],
  attempt: (candidate: C) => R,
): R {
  const [found, ...others] = candidates.flatMap((candidate) => {
    try {
      return [{ result: attempt(candidate) }];
    } catch (error) {
      if (error instanceof ValidationError) {
        return [];
      }
      throw error;
    }
  });
  if (found === undefined || others.length > 0) {
    throw new ValidationError("The message", [
      {
        path: "",
        keyword: "oneOf",
        message: "must be exactly one of the messages of its operation",
        expected: "one message",
        received: undefined,
      },
    ]);
  }
  return found.result;
}
