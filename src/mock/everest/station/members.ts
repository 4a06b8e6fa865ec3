/** Returns an own property of a value, or of a value within it; `undefined` if there is none. */
export function memberAt(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = new Map<string, unknown>(Object.entries(here)).get(name);
  }
  return here;
}

/** Returns a value if it is an object, else an empty one. */
export function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Like `memberAt`, for strings; any other value is empty. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = memberAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** Like `memberAt`, for numbers; `undefined` for any other value. */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = memberAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}
