/** The keywords that compare whole values: `const`, `enum` and `uniqueItems`. */
import { _ } from "ajv";
import type { KeywordCode } from "./keywords.js";

/** Takes the value of a keyword and returns the check of a value. */
type Comparison = (keyword: unknown) => (value: unknown) => boolean;

/**
 * Replacements for ajv's keywords. Those call `toString` and `valueOf` of the objects that they
 * compare, so they throw a `TypeError` for a message that has a property of such a name.
 */
export const comparisons: Readonly<Record<string, KeywordCode>> = {
  const: comparing((expected) => (value) => areEqual(value, expected)),
  enum: comparing(
    (allowed) => (value) =>
      Array.isArray(allowed) && allowed.some((each) => areEqual(value, each)),
  ),
  uniqueItems: {
    ...comparing(
      (isWanted) => (items) =>
        isWanted !== true || !Array.isArray(items) || areUnique(items),
    ),
    error: { message: "must NOT have duplicate items" },
  },
};

/**
 * Creates a code keyword. For a function keyword, ajv would build the path of the value on every
 * call.
 */
function comparing(compile: Comparison): KeywordCode {
  return {
    code(cxt) {
      const ref = compile(cxt.schema);
      cxt.pass(_`${cxt.gen.scopeValue("keyword", { ref })}(${cxt.data})`);
    },
  };
}

/** Whether two values are the same JSON (draft-07, JSON Schema Core 4.2.3). */
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

/** How long the string of an item is at first, and by which factor it grows if others start alike. */
const FIRST_LIMIT = 100;
const LIMIT_GROWTH = 8;

/**
 * Whether no two items are the same JSON. It compares the starts of items first, and reads further
 * only where these are equal, so nested arrays are not read again for each array around them.
 */
function areUnique(items: readonly unknown[], limit = FIRST_LIMIT): boolean {
  const groups = new Map<string, unknown[]>();
  for (const item of items) {
    const text = canonical(item, limit);
    const group = groups.get(text);
    if (group === undefined) {
      groups.set(text, [item]);
    } else if (text.startsWith(CUT)) {
      group.push(item);
    } else {
      return false;
    }
  }
  return [...groups.values()].every(
    (group) => group.length < 2 || areUnique(group, LIMIT_GROWTH * limit),
  );
}

/** Marks a string that is only the start of an item. No other string starts with it. */
const CUT = "…";

/**
 * Returns equal strings for equal values and different strings for different values. A string longer
 * than about `limit` is cut: `CUT`, then its start.
 */
function canonical(item: unknown, limit: number): string {
  const open = [item];
  let text = "";
  while (open.length > 0) {
    const value = open.pop();
    const size = sizeOf(value);
    if (text.length > limit || size > limit) {
      return `${CUT}${text}${size}`;
    }
    // Each part states its length or ends with a comma, so parts cannot run into each other.
    if (typeof value === "string") {
      text += `"${size}:${value}`;
    } else if (!isObject(value)) {
      text += `${String(value)},`;
    } else if (Array.isArray(value)) {
      text += `[${size}:`;
      value.forEach((inner: unknown) => open.push(inner));
    } else {
      text += `{${size}:`;
      const keys = Object.keys(value).sort();
      keys.forEach((key) => open.push(Reflect.get(value, key), key));
    }
  }
  return text;
}

function sizeOf(value: unknown): number {
  if (typeof value === "string" || Array.isArray(value)) {
    return value.length;
  }
  return isObject(value) ? Object.keys(value).length : 0;
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

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
