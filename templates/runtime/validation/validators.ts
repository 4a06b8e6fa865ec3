/** Validators, however their checks are made. */
import type { Reports } from "./report.js";
import type { Verdicts } from "./verdicts.js";

/** Validators of several schemas by name. */
export interface Validators<Name extends string> {
  /** Whether a value is valid. */
  is(name: Name, value: unknown): boolean;
  /** Throws a `ValidationError` with the issues of a value unless it is valid. */
  assert(name: Name, value: unknown): void;
}

/** Creates validators from verdicts and the reports of values that are not valid. */
export function validatorsBy<Name extends string>(
  verdicts: Verdicts,
  reports: Reports,
): Validators<Name> {
  return {
    is: (name, value) => verdicts.firstError(name, value) === undefined,
    assert: (name, value) => {
      const error = verdicts.firstError(name, value);
      if (error !== undefined) {
        throw reports.write(name, value, error);
      }
    },
  };
}
