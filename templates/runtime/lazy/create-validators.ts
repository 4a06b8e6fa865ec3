/** Creates validators from JSON schemas (draft-07). Each one is compiled when it is first used. */
import type { AnySchema } from "ajv";
import { formatsWith } from "../validation/formats.js";
import { Reports } from "../validation/report.js";
import { validatorsBy, type Validators } from "../validation/validators.js";
import { Verdicts } from "../validation/verdicts.js";
import { formatPatterns } from "./create-ajv.js";
import { lazyChecks } from "./lazy-checks.js";

export type { Validators } from "../validation/validators.js";
export type { Schemas } from "./create-ajv.js";

/**
 * Creates validators for schemas. Each schema is compiled when it is first used. The type parameter
 * has only the names of the schemas: their full types may be too deep for TypeScript.
 */
export function createValidators<Name extends string>(
  schemas: Readonly<Record<Name, AnySchema>>,
): Validators<Name> {
  return validatorsBy(
    new Verdicts(lazyChecks(schemas)),
    new Reports(schemas, formatsWith(formatPatterns())),
  );
}
