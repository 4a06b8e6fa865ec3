/** Keywords with thousands of parts, for each of which ajv would nest code in the code before. */
import { expect, it } from '@jest/globals';
import { createValidators } from '../../templates/runtime/validation/validation.js';

const COUNT = 3_000;
const names = Array.from({ length: COUNT }, (_, index) => `p${index}`);
const last = `p${COUNT - 1}`;

function forEachName<T>(part: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, part(name)]));
}

const text = { type: 'string' };
const texts = forEachName((name) => name);

it.each([
  [
    'properties, of which each is required and no other is allowed',
    { properties: forEachName(() => text), required: names, additionalProperties: false },
    { right: texts, wrong: [{ ...texts, [last]: 1 }, { ...texts, other: 1 }, { p0: 'p0' }] },
  ],
  [
    'patternProperties',
    { patternProperties: Object.fromEntries(names.slice(0, 1_500).map((name) => [name, text])) },
    { right: { p7: 'a' }, wrong: [{ p7: 1 }, { x_p1499: 1 }] },
  ],
  [
    'allOf',
    { allOf: names.map((name) => ({ required: [name] })) },
    { right: texts, wrong: [{ p0: 1 }] },
  ],
  ['items', { items: names.map(() => text) }, { right: names, wrong: [[...names.slice(1), 1]] }],
  [
    'anyOf',
    { items: { anyOf: names.map((name) => ({ pattern: `^${name}$` })) } },
    { right: ['p0', last], wrong: [['p0', 'q']] },
  ],
  [
    'oneOf',
    { items: { oneOf: [...names, 'p1', 'p1'].map((name) => ({ const: name })) } },
    { right: ['p0', last], wrong: [['p0', 'q'], ['p1']] },
  ],
  [
    'dependencies',
    { dependencies: forEachName((name) => (name === last ? { required: ['p0'] } : ['p0'])) },
    { right: { p0: 1, p1: 1, [last]: 1 }, wrong: [{ p1: 1 }, { [last]: 1 }] },
  ],
])('%s', (_, schema, { right, wrong }) => {
  const validators = createValidators({ Wide: schema });
  expect(validators.is('Wide', right)).toBe(true);
  for (const value of wrong) {
    expect(validators.is('Wide', value)).toBe(false);
    expect(() => validators.assert('Wide', value)).toThrow('Wide is not valid: ');
  }
});
