/** For messages of which there are several kinds on one channel. */
import { ValidationError } from "../errors.js";

/**
 * The first result that is not a `ValidationError`. If there is none, it throws one error with the
 * issues of all candidates, of which there is at least one.
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
