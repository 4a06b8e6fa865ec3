import { expect, it } from '@jest/globals';
import { brief, lint3 } from './linting.js';

const note = (payload: string, schemas: string): string => `channels:
  c: { address: c, messages: { m: { payload: ${payload} } } }
components:
  schemas:
${schemas}
`;
const union = (more: string): string =>
  note(
    "{ $ref: '#/components/schemas/Pet' }",
    `    Pet: { discriminator: kind, oneOf: [{ $ref: '#/components/schemas/Cat' }, ${more}] }
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
    Dog: { type: object, properties: { kind: { type: string } } }
    Cow: { type: object, required: [kind], properties: { kind: { const: Cat } } }
    Hen: { type: object, required: [kind], properties: { kind: { enum: [hen, cock] } } }
    Elk: { type: object, required: [kind], properties: { kind: { type: integer } } }`,
  );

async function messages(text: string): Promise<readonly string[]> {
  const found = await lint3(text);
  return found
    .filter(({ code }) => code === 'DISCRIMINATOR_INEFFECTIVE')
    .map((each) => each.message);
}

it('a discriminator has an effect if each variant has values of its own', async () => {
  expect(await messages(union("{ $ref: '#/components/schemas/Hen' }, { type: 'null' }"))).toEqual(
    [],
  );
});

it.each([
  ["{ $ref: '#/components/schemas/Dog' }", '"Dog" does not require the property'],
  ["{ $ref: '#/components/schemas/Cow' }", 'two variants have the value "Cat"'],
  [
    "{ $ref: '#/components/schemas/Elk' }",
    'the property does not allow the name of the schema "Elk"',
  ],
  [
    '{ type: object, required: [kind], properties: { kind: { type: string } } }',
    'a variant has no name, and declares no "const" for the property',
  ],
  ['{}', 'a variant allows values that are no objects'],
])('else a finding says why: %s', async (variant, reason) => {
  expect(await messages(union(variant))).toEqual([
    `The discriminator "kind" has no effect: ${reason}.`,
  ]);
});

const base = `    Base: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string } } }`;

it('a base that describes a value by itself stays what it is, and a finding says so', async () => {
  const heirs = `${base}
    Cat: { allOf: [{ $ref: '#/components/schemas/Base' }] }`;
  const found = await lint3(note("{ $ref: '#/components/schemas/Base' }", heirs));
  const own = found.filter(({ code }) => code === 'DISCRIMINATOR_INEFFECTIVE');
  expect(brief(own)).toEqual(['warning DISCRIMINATOR_INEFFECTIVE 7:27']);
  expect(own[0]?.help).toBe(
    'Refer to a schema with "oneOf" in place of "Base"; its variants are "Cat".',
  );
});

it('a base that no schema includes is a finding', async () => {
  expect(await messages(note("{ $ref: '#/components/schemas/Base' }", base))).toEqual([
    'The discriminator "kind" has no effect: "Base" has no "oneOf" or "anyOf", and no schema includes it by "allOf".',
  ]);
});
