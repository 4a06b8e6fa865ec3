/**
 * The keywords of verdicts. ajv's own create an error for each alternative that they try, even if
 * another one is valid. These create only the error that makes the value invalid.
 */
import { _, type Ajv, type CodeKeywordDefinition } from "ajv";
import { definitionOf, type KeywordCode } from "./keywords.js";
import type { Refer } from "../validation/verdicts.js";

/** Returns replacements for ajv's keywords. `refer` is called for each `$ref` that is compiled. */
export function verdictKeywords(
  ajv: Ajv,
  refer: Refer,
): Readonly<Record<string, KeywordCode>> {
  return {
    $ref: reference(refer),
    anyOf: quiet(definitionOf(ajv, "anyOf")),
    oneOf: quiet(definitionOf(ajv, "oneOf")),
    contains: quiet(definitionOf(ajv, "contains")),
  };
}

function reference(refer: Refer): KeywordCode {
  return {
    code(cxt) {
      const check = cxt.gen.scopeValue("keyword", {
        key: `$ref ${String(cxt.schema)}`,
        ref: refer(String(cxt.schema)),
        code: _`refer(${String(cxt.schema)})`,
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
