/** Validators from JSON schemas (draft-07): compiled one by one, each when it is first used. */
import type { AnySchema } from "ajv";
import { Reports } from "./report.js";
import { Verdicts } from "./verdicts.js";

export type { Schemas } from "./create-ajv.js";
export { invalid } from "./report.js";

export interface Validators<Name extends string> {
  is(name: Name, value: unknown): boolean;
  /** Throws a `ValidationError` with the issues of a value that is not valid. */
  assert(name: Name, value: unknown): void;
}

/**
 * Nothing is compiled before the first call. Of the schemas TypeScript looks at the names only, for a
 * type of each of them as a whole may be too deep for it.
 */
export function createValidators<Name extends string>(
  schemas: Readonly<Record<Name, AnySchema>>,
): Validators<Name> {
  const verdicts = new Verdicts(schemas);
  const reports = new Reports(schemas);
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
