/**
 * Creates ajv instances for the schemas of documents: draft-07, with unknown keywords and formats.
 */
import { _, Ajv, type AnySchema, type ValidateFunction } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { comparesObjects, comparisons } from "./comparisons.js";
import { formatsWith } from "../validation/formats.js";
import { corrections, replaceKeywords } from "./keywords.js";
import { namesInherited } from "../validation/names-inherited.js";
import { toRegExp } from "../validation/strings.js";

/** Schemas by type name. A `$ref` contains the name of another schema. */
export type Schemas = Readonly<Record<string, AnySchema>>;

/** Returns the regular expressions of formats, by their names. */
export function formatPatterns(): Readonly<Record<string, RegExp>> {
  return Object.fromEntries(
    Object.entries(fullFormats).flatMap(([name, format]) =>
      format instanceof RegExp ? [[name, format] as const] : [],
    ),
  );
}

/** Returns `toRegExp` for ajv, which writes its name into the source of functions. */
function compilePattern(): { (pattern: string): RegExp; code: string } {
  return Object.assign((pattern: string) => toRegExp(pattern), {
    code: "toRegExp",
  });
}

/**
 * Creates an ajv instance. It is not strict: documents have keywords and formats of their own, which
 * validators ignore. It stops at the first error. `$data` stays off: with it, messages could choose the
 * regular expressions.
 */
export function createAjv(
  schemas: Schemas,
  { source = false }: { readonly source?: boolean } = {},
): Ajv {
  const ajv = new Ajv({
    code: {
      regExp: compilePattern(),
      formats: _`formats`,
      source,
      lines: source,
    },
    // `issues.ts` has the messages.
    messages: false,
    strict: false,
    // NaN and Infinity have no JSON.
    strictNumbers: true,
    validateSchema: false,
    logger: false,
    // Slower, so only if a schema names a member of Object.prototype.
    ownProperties: Object.values(schemas).some(namesInherited),
    formats: formatsWith(formatPatterns()),
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
