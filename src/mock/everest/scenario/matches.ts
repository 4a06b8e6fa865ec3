import { memberAt } from '../station/members.js';

/** Whether a value has everything that is expected: the members of objects, and all items of arrays. */
export function matches(value: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((item, index) => matches(value[index], item))
    );
  }
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return Object.entries(expected).every(([name, member]) => matches(memberAt(value, name), member));
}
