/** Keywords without effect are reported, in every dialect of JSON Schema that people write. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import { foreignKeywords, knownKeywords } from '../../src/model/schema/keywords.js';
import { brief, lint3, lintPayload } from './linting.js';

/** The vocabularies of each dialect, as its specification lists them. */
const dialects: Readonly<Record<string, string>> = {
  'draft-07': `$id $schema $ref $comment title description default readOnly writeOnly examples type enum
    const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern items
    additionalItems maxItems minItems uniqueItems contains maxProperties minProperties required properties
    patternProperties additionalProperties dependencies propertyNames if then else allOf anyOf oneOf not
    format contentMediaType contentEncoding definitions`,
  '2019-09': `$anchor $recursiveRef $recursiveAnchor $vocabulary $defs dependentSchemas
    unevaluatedItems unevaluatedProperties maxContains minContains dependentRequired contentSchema
    deprecated`,
  '2020-12': '$dynamicRef $dynamicAnchor prefixItems',
  'OpenAPI 3.0': 'nullable discriminator readOnly writeOnly xml externalDocs example deprecated',
  'OpenAPI 3.1': 'discriminator xml externalDocs example',
};

const foreign = new Set<string>(Object.values(foreignKeywords).flat());

const reported = async (schema: Json): Promise<readonly string[]> => {
  const found = await lintPayload(JSON.stringify(schema));
  return found
    .filter(({ code }) => code.startsWith('KEYWORD_'))
    .map(({ code, message, help }) => `${code}: ${message} ${help}`);
};

describe.each(Object.entries(dialects))('%s', (_, list) => {
  it.each(list.split(/\s+/))('%s has an effect, describes, or is reported', async (keyword) => {
    if (knownKeywords.has(keyword)) return;
    expect(foreign).toContain(keyword);
    expect(await reported({ type: 'object', [keyword]: true })).toHaveLength(1);
  });
});

it('knows no keyword that no dialect has', () => {
  const all = new Set(['id', ...Object.values(dialects).flatMap((list) => list.split(/\s+/))]);
  expect([...knownKeywords, ...foreign].filter((keyword) => !all.has(keyword))).toEqual([]);
});

describe('a keyword without effect', () => {
  it.each<readonly [Json, ...string[]]>([
    [{ type: 'object', propertys: { a: {} } }, 'propertys', 'Did you mean "properties"?'],
    [{ type: 'string', minlength: 1 }, 'minlength', 'Did you mean "minLength"?'],
    [{ type: 'number', minimun: 1 }, 'minimun', 'Did you mean "minimum"?'],
    [{ type: 'object', oneof: [] }, 'oneof', 'Did you mean "oneOf"?'],
    [{ type: 'string', nullable: true }, 'nullable', "Write type: [string, 'null']."],
    [{ anyOf: [{ type: 'string' }], nullable: true }, 'nullable', 'oneOf'],
    [{ type: 'array', prefixItems: [{}] }, 'prefixItems', 'under "items"'],
    [{ type: 'object', dependentRequired: { a: ['b'] } }, 'dependentRequired', '"dependencies"'],
    [{ status: { type: 'number' } }, 'status', 'put it under "properties"'],
    [{ type: 'string', minimum: 1 }, 'minimum', 'Correct the type'],
    [{ type: 'object', minItems: 1 }, 'minItems', 'Correct the type'],
    [{ type: 'object', then: {} }, 'then', 'Add "if".'],
    [{ type: 'array', items: {}, additionalItems: false }, 'additionalItems', 'Add an array'],
  ])('%j: %s', async (schema, keyword, help = '') => {
    const found = await reported(schema);
    expect(found).toEqual([
      expect.stringContaining(`KEYWORD_INEFFECTIVE: The keyword "${keyword}"`),
    ]);
    expect(found[0]).toContain(help);
  });

  it.each<Json>([
    { type: 'string', nullable: false },
    { type: 'string', 'x-anything': 1 },
    { type: ['string', 'null'], minLength: 1 },
    { type: 'object', xml: {}, example: {}, externalDocs: { url: 'https://a.b' } },
    { minimum: 3 },
    { type: 'string', additionalProperties: true },
  ])('%j has none', async (schema) => {
    expect(await reported(schema)).toEqual([]);
  });

  it('that nobody knows is a hint', async () => {
    const found = await lintPayload('{ type: number, unitOfMeasure: kWh }');
    expect(brief(found)).toEqual(['info KEYWORD_UNKNOWN 4:18']);
    expect(found[0]?.help).toContain('"x-unitOfMeasure"');
  });

  it('is reported once for many places', async () => {
    const found = await lintPayload(
      '{ type: object, properties: { a: { type: string, nullable: true }, b: { type: string, nullable: true } } }',
    );
    expect(brief(found)).toEqual(['warning KEYWORD_INEFFECTIVE 4:51']);
    expect(found[0]).toMatchObject({ related: [{ place: { line: 4, column: 88 } }] });
  });

  it('is none where it holds schemas that others refer to', async () => {
    const found = await lint3(`channels:
  c: { address: c, messages: { m: { payload: { $ref: '#/components/schemas/units/all/Watt' } } } }
components: { schemas: { units: { description: Units., all: { Watt: { type: number } } } } }
`);
    expect(found.filter(({ code }) => code.startsWith('KEYWORD_'))).toEqual([]);
  });
});
