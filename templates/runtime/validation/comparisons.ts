/** The keywords that compare whole values, for values that may have properties of any name. */
import { _, type FuncKeywordDefinition } from "ajv";

/**
 * In place of ajv's own, which call `toString` and `valueOf` of the objects that they compare: of a
 * message that has such a property they throw a `TypeError`.
 */
export const comparisons: readonly FuncKeywordDefinition[] = [
  {
    keyword: "const",
    compile: (expected: unknown) => (value: unknown) =>
      areEqual(value, expected),
    error: {
      message: "must be equal to constant",
      params: ({ schemaCode }) => _`{allowedValue: ${schemaCode}}`,
    },
  },
  {
    keyword: "enum",
    schemaType: "array",
    compile: (allowed: readonly unknown[]) => (value: unknown) =>
      allowed.some((each) => areEqual(value, each)),
    error: {
      message: "must be equal to one of the allowed values",
      params: ({ schemaCode }) => _`{allowedValues: ${schemaCode}}`,
    },
  },
  {
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    compile: (isWanted: boolean) => (items: readonly unknown[]) =>
      !isWanted || areUnique(items),
    error: { message: "must NOT have duplicate items" },
  },
];

/** Whether values are the same JSON (draft-07, JSON Schema Core 4.2.3). */
function areEqual(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) {
    return one === other;
  }
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        areEqual(Reflect.get(one, key), Reflect.get(other, key)),
    )
  );
}

/** Goes through a long list once, and through deep values without recursion. */
function areUnique(items: readonly unknown[]): boolean {
  return (
    items.length < 2 || new Set(items.map(canonical)).size === items.length
  );
}

/** What is still to be written: a value, or text. */
type Rest = { readonly value: unknown } | string;

/** The same text for equal values. */
function canonical(item: unknown): string {
  const written: string[] = [];
  const open: Rest[] = [{ value: item }];
  for (let rest = open.pop(); rest !== undefined; rest = open.pop()) {
    if (typeof rest === "string") {
      written.push(rest);
    } else if (isObject(rest.value)) {
      const { value } = rest;
      const isList = Array.isArray(value);
      written.push(isList ? "[" : "{");
      open.push(isList ? "]" : "}");
      const keys = Object.keys(value);
      for (const key of isList ? keys : keys.sort()) {
        open.push({ value: Reflect.get(value, key) });
        open.push(isList ? "," : `,${JSON.stringify(key)}:`);
      }
    } else {
      written.push(
        typeof rest.value === "string"
          ? JSON.stringify(rest.value)
          : String(rest.value),
      );
    }
  }
  return written.join("");
}

/** Whether ajv would compare objects or lists by this schema; the others it compares faster. */
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

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
