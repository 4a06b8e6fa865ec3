/** Creates validators from JSON schemas (draft-07). Each one is compiled when it is first used. */
import type { AnySchema } from "ajv";
import { Reports } from "./report.js";
import { Verdicts } from "./verdicts.js";

export type { Schemas } from "./create-ajv.js";
export { invalid } from "./report.js";

/** Validators of several schemas by name. */
export interface Validators<Name extends string> {
  /** Whether a value is valid. */
  is(name: Name, value: unknown): boolean;
  /** Throws a `ValidationError` with the issues of a value unless it is valid. */
  assert(name: Name, value: unknown): void;
}

/**
 * Creates validators for schemas. Each schema is compiled when it is first used. The type parameter
 * has only the names of the schemas: their full types may be too deep for TypeScript.
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
