/** ajv, set up for schemas as documents have them: draft-07, with keywords and formats of their own. */
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
import { multipleOf } from "./multiple-of.js";

/** By type name; `$ref` holds the name of another one. */
export type Schemas = Readonly<Record<string, AnySchema>>;

/**
 * Not strict: documents carry keywords and formats of their own, which mean nothing to a
 * validator. `$data` stays off: with it, messages could choose the regular expressions.
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
    // NaN and the infinities have no JSON.
    strictNumbers: true,
    validateSchema: false,
    logger: false,
    // To look for own properties is slower: only where one is called like what every object has.
    ownProperties: Object.values(schemas).some(namesInherited),
    // `url` is not of draft-07, and that of ajv-formats takes quadratic time.
    formats: {
      ...fullFormats,
      "date-time": isDateTime,
      url: /^(?:https?|ftp):\/\/[^\s/?#]\S*$/i,
    },
  });
  replaceKeywords(ajv, { ...corrections(ajv), multipleOf });
  if (Object.values(schemas).some(comparesObjects)) {
    replaceKeywords(ajv, comparisons);
  }
  for (const [name, schema] of Object.entries(schemas)) {
    ajv.addSchema(schema, name);
  }
  return ajv;
}

/** Draft-07 wants Unicode (section 4.3), but some patterns in use work only without it. */
function toRegExp(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}

/** Whether a text or key anywhere in a schema is the name of what every object has. */
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

/** Compiles a schema, unless it is compiled already. */
export function getValidator(ajv: Ajv, name: string): ValidateFunction {
  const validate = ajv.getSchema(name);
  if (validate === undefined) {
    throw new TypeError(`There is no schema "${name}"`);
  }
  return validate;
}

/** What is wrong with a value; `null` if it is valid. */
export type Errors = readonly ErrorObject[] | null;

export function errorsOf(validate: ValidateFunction, value: unknown): Errors {
  return validate(value) ? null : (validate.errors ?? []);
}
