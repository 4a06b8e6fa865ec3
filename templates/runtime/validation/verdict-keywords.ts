/**
 * The keywords of verdicts. ajv's own create an error for each alternative that they try, even if
 * another one is valid. These create only the error that makes the value invalid.
 */
import { _, type Ajv, type CodeKeywordDefinition, type ErrorObject } from "ajv";
import type { Errors } from "./create-ajv.js";
import { definitionOf, type KeywordCode } from "./keywords.js";

/** Checks a value against the target of a `$ref`; returns its errors. */
export type Reference = (value: unknown) => Errors;

/** Returns replacements for ajv's keywords. `refer` is called for each `$ref` that is compiled. */
export function verdictKeywords(
  ajv: Ajv,
  refer: (name: string) => Reference,
): Readonly<Record<string, KeywordCode>> {
  return {
    $ref: reference(refer),
    anyOf: quiet(definitionOf(ajv, "anyOf")),
    oneOf: quiet(definitionOf(ajv, "oneOf")),
    contains: quiet(definitionOf(ajv, "contains")),
  };
}

/**
 * The error of a `$ref`. Its parameter has the errors of the other schema, with paths relative to
 * it.
 */
type ReferenceError = ErrorObject<"$ref", { readonly errors: Errors }>;

function reference(refer: (name: string) => Reference): KeywordCode {
  return {
    code(cxt) {
      const check = cxt.gen.scopeValue("keyword", {
        ref: refer(String(cxt.schema)),
      });
      const errors = cxt.gen.const("refErrors", _`${check}(${cxt.data})`);
      cxt.setParams({ errors });
      cxt.pass(_`${errors} === null`);
    },
    error: {
      message: "must be valid",
      params: ({ params }) => _`{errors: ${params["errors"]}}`,
    },
  };
}

/** Follows the first error through references to the error that caused it. */
export function originOf(errors: Errors): ErrorObject | undefined {
  let path = "";
  let error = errors?.[0];
  while (error !== undefined && isReferenceError(error)) {
    path += error.instancePath;
    error = error.params.errors?.[0];
  }
  return error && { ...error, instancePath: path + error.instancePath };
}

function isReferenceError(error: ErrorObject): error is ReferenceError {
  return error.keyword === "$ref";
}

/** Discards the errors of a branch or an item, since another one may be valid. */
function quiet(definition: CodeKeywordDefinition): KeywordCode {
  return {
    code(cxt) {
      const trySubschema = cxt.subschema.bind(cxt);
      cxt.subschema = (applied, valid) => {
        const tried = trySubschema({ ...applied, createErrors: false }, valid);
        cxt.reset();
        return tried;
      };
      definition.code(cxt);
    },
  };
}
