/** The keywords that compare whole values: `const`, `enum` and `uniqueItems`. */
import { _, type Code, type KeywordCxt } from "ajv";
import { areEqual, areUnique } from "../validation/equality.js";
import { isObject } from "../validation/schema-error.js";
import type { KeywordCode } from "./keywords.js";

/**
 * Replacements for ajv's keywords. Those call `toString` and `valueOf` of the objects that they
 * compare, so they throw a `TypeError` for a message that has a property of such a name.
 */
export const comparisons: Readonly<Record<string, KeywordCode>> = {
  const: {
    code(cxt) {
      cxt.pass(_`${equal(cxt)}(${cxt.data}, ${cxt.schemaCode})`);
    },
  },
  enum: {
    code(cxt) {
      const same = equal(cxt);
      const value = cxt.gen.name("value");
      cxt.pass(
        _`${cxt.schemaCode}.some((${value}) => ${same}(${cxt.data}, ${value}))`,
      );
    },
  },
  uniqueItems: {
    code(cxt) {
      if (cxt.schema === true) {
        const code = _`areUnique`;
        const check = cxt.gen.scopeValue("keyword", { ref: areUnique, code });
        cxt.pass(_`${check}(${cxt.data})`);
      }
    },
    error: { message: "must NOT have duplicate items" },
  },
};

function equal({ gen }: KeywordCxt): Code {
  return gen.scopeValue("keyword", { ref: areEqual, code: _`areEqual` });
}

/** Whether a schema compares objects or arrays. For other schemas ajv's own keywords are faster. */
export function comparesObjects(schema: unknown): boolean {
  if (!isObject(schema)) {
    return false;
  }
  return Object.entries(schema).some(
    ([key, inner]) =>
      (key === "uniqueItems" && inner === true) ||
      (key === "const" && isObject(inner)) ||
      (key === "enum" && Array.isArray(inner) && inner.some(isObject)) ||
      comparesObjects(inner),
  );
}
