import { expect, it } from '@jest/globals';
import { code } from '../../src/plan/code/code.js';
import { strictView } from '../../src/render/strict-view.js';

const view = strictView({ name: code`a`, list: [{ inner: true }], deep: { deeper: { x: false } } });

/** What stands at the end of some names. */
function inner(...names: readonly string[]): unknown {
  return names.reduce<unknown>((value, name) => Reflect.get(Object(value), name), view);
}

it('gives what is there', () => {
  expect(view['name']).toBe('a');
  expect(inner('list', '0', 'inner')).toBe(true);
  expect(inner('deep', 'deeper', 'x')).toBe(false);
});

it.each([
  ['nme', () => view['nme']],
  ['toString', () => inner('toString')],
  ['__proto__', () => view['__proto__']],
  ['y', () => inner('deep', 'deeper', 'y')],
  ['iner', () => inner('list', '0', 'iner')],
])('throws at %s', (name, read) => {
  expect(read).toThrow(`reads "${name}"`);
});
