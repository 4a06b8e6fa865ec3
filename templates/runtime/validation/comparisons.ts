/** The keywords that compare whole values, for values that may have properties of any name. */
import { _ } from "ajv";
import type { KeywordCode } from "./keywords.js";

/** Makes of the value of a keyword a check of the values in messages. */
type Comparison = (keyword: unknown) => (value: unknown) => boolean;

/**
 * In place of ajv's own, which call `toString` and `valueOf` of the objects that they compare: of a
 * message that has such a property they throw a `TypeError`.
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

/** As code: whenever it calls a function keyword, ajv writes the path of the value before. */
function comparing(compile: Comparison): KeywordCode {
  return {
    code(cxt) {
      const ref = compile(cxt.schema);
      cxt.pass(_`${cxt.gen.scopeValue("keyword", { ref })}(${cxt.data})`);
    },
  };
}

/** Whether values are the same JSON (draft-07, JSON Schema Core 4.2.3). Recurses as deep as both. */
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

/** How long a text of an item is at first, and how much longer if others begin like it. */
const FIRST_LIMIT = 100;
const LIMIT_GROWTH = 8;

/**
 * Whether no two items are the same JSON. Of an item it reads little more than what another one has
 * in common with it, so that arrays within arrays are not read once for each that they are in.
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

/** The start of a text that is not the whole item; no other text starts like this. */
const CUT = "…";

/**
 * The same text for equal values and different texts for different ones. Of an item whose text would
 * be longer than about `limit` it is the beginning, after `CUT`.
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
    // Whatever says how long it is, or ends with a comma, runs into nothing that follows.
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
