/**
 * The keywords of a verdict. Those of ajv make errors, with paths, of whatever they try on the way to
 * a message that is valid in the end; these make the one error that a message is refused for.
 */
import { _, type Ajv, type CodeKeywordDefinition, type ErrorObject } from "ajv";
import type { Errors } from "./create-ajv.js";
import { definitionOf, type KeywordCode } from "./keywords.js";

/** Checks a value by another schema. */
export type Reference = (value: unknown) => Errors;

/** To take the place of ajv's own. `refer` is called for each `$ref` when its schema is compiled. */
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

/** The errors behind a `$ref`, their paths as seen from there, are a parameter of its own error. */
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

/** Follows references from the first of some errors to the one that they come from. */
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

/** Forgets at once what is wrong with a branch or an item: another one may do. */
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
