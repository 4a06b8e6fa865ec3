/**
 * Creates ajv instances for the schemas of documents: draft-07, with unknown keywords and formats.
 */
import {
  Ajv,
  type AnySchema,
  type ErrorObject,
  type ValidateFunction,
} from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { comparesObjects, comparisons } from "./comparisons.js";
import { isDateTime } from "./date-time.js";
import { corrections, replaceKeywords } from "./keywords.js";

/** Schemas by type name. A `$ref` contains the name of another schema. */
export type Schemas = Readonly<Record<string, AnySchema>>;

/**
 * Creates an ajv instance. It is not strict: documents have keywords and formats of their own, which
 * validators ignore. `$data` stays off: with it, messages could choose the regular expressions.
 */
export function createAjv(
  schemas: Schemas,
  { allErrors }: { readonly allErrors: boolean },
): Ajv {
  const ajv = new Ajv({
    allErrors,
    code: { regExp: Object.assign(toRegExp, { code: "new RegExp" }) },
    verbose: true,
    strict: false,
    // NaN and Infinity have no JSON.
    strictNumbers: true,
    validateSchema: false,
    logger: false,
    // Slower, so only if a schema names a member of Object.prototype.
    ownProperties: Object.values(schemas).some(namesInherited),
    // `url` is not a format of draft-07, and the one of ajv-formats takes quadratic time.
    formats: {
      ...fullFormats,
      "date-time": isDateTime,
      url: /^(?:https?|ftp):\/\/[^\s/?#]\S*$/i,
    },
  });
  replaceKeywords(ajv, corrections(ajv));
  if (Object.values(schemas).some(comparesObjects)) {
    replaceKeywords(ajv, comparisons);
  }
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(schema, name);
  }
  return ajv;
}

/** Compiles a pattern with Unicode (draft-07, section 4.3), or without it if that fails. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}

/** Whether a string or key anywhere in a schema is the name of a member of `Object.prototype`. */
function namesInherited(schema: unknown): boolean {
  if (typeof schema === "string") {
    return schema in Object.prototype;
  }
  if (typeof schema !== "object" || schema === null) {
    return false;
  }
  return (
    Object.keys(schema).some((key) => key in Object.prototype) ||
    Object.values(schema).some(namesInherited)
  );
}

/** Returns the validator of a schema, and compiles it on the first call. */
export function getValidator(ajv: Ajv, name: string): ValidateFunction {
  const validate = ajv.getSchema(name);
  if (validate === undefined) {
    throw new TypeError(
      `There is no schema named "${name}". Use a name of the schemas that were passed`,
    );
  }
  return validate;
}

/** The errors of a value; `null` if it is valid. */
export type Errors = readonly ErrorObject[] | null;

/** Validates a value; returns its errors, or `null` if it is valid. */
export function errorsOf(validate: ValidateFunction, value: unknown): Errors {
  return validate(value) ? null : (validate.errors ?? []);
}
