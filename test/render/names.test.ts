import { expect, it } from '@jest/globals';
import { placeNames } from '../../src/render/names.js';

const text = `import a from "a";

/** Is a {@link $$}. */
export function is$$() {}

/** Is a {@link $}. */
export function is$() {}

/** Asserts a {@link $}. */
export function assert$() {}
`;

it('replaces the declarations of a placeholder by those of the names of its length', () => {
  expect(placeNames(text, ['B', 'Cc', 'D'])).toBe(`import a from "a";

/** Is a {@link B}. */
export function isB() {}

/** Asserts a {@link B}. */
export function assertB() {}

/** Is a {@link Cc}. */
export function isCc() {}

/** Is a {@link D}. */
export function isD() {}

/** Asserts a {@link D}. */
export function assertD() {}
`);
});

it('leaves a file without names as it is', () => {
  expect(placeNames(text, [])).toBe(text);
});

it('refuses a name that no placeholder stands for', () => {
  expect(() => placeNames(text, ['Abc'])).toThrow('No declaration stands for that of Abc.');
});
