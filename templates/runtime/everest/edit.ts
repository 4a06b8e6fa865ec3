/** Copies of JSON values with a changed part. */
import { isObject } from "../validation/schema-error.js";

/**
 * Returns a copy of a JSON value with another part at a JSON pointer (RFC 6901); the value itself if nothing is there.
 */
export function replaceAt(
  value: unknown,
  pointer: string,
  part: unknown,
): unknown {
  const [, ...keys] = pointer.split("/").map(unescapeKey);
  return replaceBelow(value, keys, part);
}

function replaceBelow(
  value: unknown,
  [key, ...keys]: readonly string[],
  part: unknown,
): unknown {
  if (key === undefined) {
    return part;
  }
  if (!isObject(value) || !Object.hasOwn(value, key)) {
    return value;
  }
  const changed = replaceBelow(Reflect.get(value, key), keys, part);
  return Array.isArray(value)
    ? value.map((item: unknown, index) =>
        String(index) === key ? changed : item,
      )
    : { ...value, [key]: changed };
}

function unescapeKey(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}
