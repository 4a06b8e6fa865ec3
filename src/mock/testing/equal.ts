/**
 * Whether a value equals what a test expects. Matchers of Jest and Vitest, such as `expect.objectContaining`, decide
 * for themselves.
 */
export function equals(value: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(value);
  if (!isObject(value) || !isObject(expected)) return Object.is(value, expected);
  if (Array.isArray(value) !== Array.isArray(expected)) return false;
  const [own, wanted] = [definedOf(value), definedOf(expected)];
  return (
    own.size === wanted.size &&
    [...wanted].every(([key, member]) => own.has(key) && equals(own.get(key), member))
  );
}

interface Matcher {
  asymmetricMatch(value: unknown): boolean;
}

function isMatcher(value: unknown): value is Matcher {
  return (
    isObject(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Returns the members of an object; those that are `undefined` are absent in JSON. */
function definedOf(value: object): ReadonlyMap<string, unknown> {
  const members: [string, unknown][] = Object.entries(value);
  return new Map(members.filter(([, member]) => member !== undefined));
}
