import { isArray, isObject, type Json, member } from '../../src/json/json.js';

/** The way from a value to one within it. */
export type Path = readonly (string | number)[];

/** The keys of a mapping, the indices of a list, nothing for any other value. */
export function keysOf(value: Json | undefined): readonly (string | number)[] {
  if (isArray(value)) return value.map((_, index) => index);
  return isObject(value) ? Object.keys(value) : [];
}

/** The paths to a value and to everything within it. */
export function pathsIn(value: Json, path: Path = []): readonly Path[] {
  return [
    path,
    ...keysOf(value).flatMap((key) => pathsIn(valueAtPath(value, [key]) ?? null, [...path, key])),
  ];
}

/** The value at a path; undefined where there is none. */
export function valueAtPath(data: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => member(value, String(key)), data);
}

/** A copy in which the value at a path is another one, or is gone. */
export function replaceAt(
  data: Json,
  path: Path,
  change: (value: Json) => Json | undefined,
): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change(data);
  if (isArray(data)) {
    return data.flatMap((item, index) => {
      if (index !== key) return [item];
      const next = replaceAt(item, rest, change);
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(data)) return data;
  return Object.fromEntries(
    Object.entries(data).flatMap(([name, child]): (readonly [string, Json])[] => {
      if (name !== key) return [[name, child]];
      const next = replaceAt(child, rest, change);
      return next === undefined ? [] : [[name, next]];
    }),
  );
}
