import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { key, literal } from '../../src/plan/code/code.js';
import type { Json } from '../../src/json/json.js';
import { formatTypeScript } from '../../src/render/format.js';
import { layOutMember, placeLiterals } from '../../src/render/literals.js';

const text = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 90 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '\0'), maxLength: 80 }),
  fc.constantFrom('</script>', '<!--', `it's`, `"it"`),
);
const name = fc.oneof(
  fc.constantFrom('', 'type', 'a', 'ab', 'abc', '1', '1e3', '-1', '__proto__', 'a-b'),
  fc.integer({ min: 60, max: 160 }).map((length) => 'k'.repeat(length)),
  text,
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 1e21, 1e-7, 5e300),
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.constantFrom(null, true, false),
    number,
    text,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(number, { maxLength: 40 }),
    fc.array(text, { maxLength: 6 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

it('lays out any value as Prettier does', async () => {
  await fc.assert(
    fc.asyncProperty(name, value, async (property, each) => {
      const expected = await formatTypeScript(`call({\n${key(property)}: ${literal(each)},\n});\n`);
      expect(`call({\n  ${layOutMember(property, each, 2)},\n});\n`).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

it('takes time linear in the size of a value', () => {
  const deep = Array.from({ length: 500 }).reduce<Json>(
    (inner) => ({ items: [inner] }),
    'x'.repeat(1e6),
  );
  expect(layOutMember('Deep', deep, 2).length).toBeGreaterThan(1e6);
});

it('places literals in a formatted file, also where a placeholder is on a line of its own', () => {
  const name = 'N'.repeat(77);
  const text = `const a = f({\n  A: [1],\n  ${name}:\n    [0],\n});\n`;
  expect(placeLiterals(text, ['long', { type: 'string' }])).toBe(
    `const a = f({\n  A: { type: "string" },\n  ${name}:\n    "long",\n});\n`,
  );
  expect(() => placeLiterals(text, [1, 2, 3])).toThrow('placeholder');
});
