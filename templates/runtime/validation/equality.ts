/** Compares JSON values for the keywords `const`, `enum` and `uniqueItems`. */
import { isObject } from "./schema-error.js";

/** Whether two values are the same JSON (draft-07, JSON Schema Core 4.2.3). */
export function areEqual(one: unknown, other: unknown): boolean {
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
export function areUnique(
  items: readonly unknown[],
  limit: number = FIRST_LIMIT,
): boolean {
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
