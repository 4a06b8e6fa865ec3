/** Keywords without effect are reported, in every dialect of JSON Schema that people write. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import {
  annotationKeywords,
  applyingKeywords,
  foreignKeywords,
  keywordsHolding,
  knownKeywords,
  restrictedKinds,
} from '../../src/model/schema/keywords.js';
import { brief, generateText, lint3, lintPayload } from './linting.js';

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

const reported = async (schema: Json, rest = ''): Promise<readonly string[]> => {
  const found = await lintPayload(JSON.stringify(schema), rest);
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

/** For each keyword that holds a value, one that fits and restricts, and one of the wrong kind. */
const samples: Readonly<Record<string, readonly [right: Json, wrong: Json]>> = {
  type: ['string', 'text'],
  const: ['a', 'a'],
  enum: [['a'], 'a'],
  format: ['email', 5],
  pattern: ['a', 5],
  ...each(['minLength', 'maxLength', 'minItems', 'maxItems'], [1, '1']),
  ...each(['minProperties', 'maxProperties'], [1, -1]),
  ...each(['minimum', 'maximum', 'multipleOf'], [1, '1']),
  ...each(['exclusiveMinimum', 'exclusiveMaximum'], [1, true]),
  uniqueItems: [true, 'yes'],
  ...each(['contentEncoding', 'contentMediaType'], ['base64', 5]),
  required: [['a'], true],
  ...each(['properties', 'patternProperties', 'definitions', '$defs'], [{ a: {} }, { a: 5 }]),
  dependencies: [{ a: ['b'] }, { a: 5 }],
  ...each(keywordsHolding('schema'), [{ maxLength: 1 }, 5]),
  items: [{ maxLength: 1 }, 5],
  ...each(['allOf', 'anyOf', 'oneOf'], [[{ maxLength: 1 }], []]),
};

function each(
  keywords: readonly string[],
  pair: readonly [Json, Json],
): Readonly<Record<string, readonly [Json, Json]>> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, pair]));
}

it('has a sample of each keyword that is no annotation', () => {
  const all = [...knownKeywords].filter(
    (keyword) => keyword !== '$ref' && !annotationKeywords.includes(keyword),
  );
  expect(Object.keys(samples).sort()).toEqual(all.sort());
});

describe('a keyword that does nothing where it stands', () => {
  const kinds = ['number', 'string', 'array', 'object', 'boolean', 'null'];

  it.each([...restrictedKinds])('%s, for values that are no %s', async (keyword, kind) => {
    const value = samples[keyword]?.[0] ?? null;
    for (const type of kinds) {
      const beside = keyword === 'additionalItems' ? { items: [{}] } : {};
      const found = await reported({ type, ...beside, [keyword]: value });
      const own = found.filter((text) => text.includes(`The keyword "${keyword}"`));
      expect([type, own.length]).toEqual([type, type === kind ? 0 : 1]);
    }
  });

  it.each(applyingKeywords)('%s, beside a reference', async (keyword) => {
    const schema = { $ref: '#/components/schemas/S', [keyword]: samples[keyword]?.[0] ?? null };
    const found = await lintPayload(
      JSON.stringify(schema),
      'components: { schemas: { S: { type: [string, number, array, object] } } }\n',
    );
    expect(brief(found)).toEqual(['warning REF_SIBLING_IGNORED 3:47']);
  });

  it.each([...foreign, 'propertys'])('%s, beside a reference', async (keyword) => {
    const schema = { $ref: '#/components/schemas/S', [keyword]: true };
    const found = await reported(schema, 'components: { schemas: { S: { type: string } } }\n');
    expect(found).toEqual([
      expect.stringContaining(`KEYWORD_INEFFECTIVE: The keyword "${keyword}"`),
    ]);
  });

  it.each(annotationKeywords.filter((keyword) => keyword !== 'default'))(
    '%s is none beside a reference',
    async (keyword) => {
      const schema = { $ref: '#/components/schemas/S', [keyword]: [] };
      expect(await reported(schema, 'components: { schemas: { S: {} } }\n')).toEqual([]);
    },
  );

  it.each([
    ['{ type: integer, format: date-time }', 'format'],
    ['{ type: string, format: int64 }', 'format'],
    ['{ allOf: [{ type: string }], anyOf: [{ minimum: 1 }] }', 'minimum'],
    ['{ type: [string, number], anyOf: [{ minimum: 1 }, { pattern: a }] }', undefined],
    ['{ type: string, anyOf: [{ minimum: 1 }, { pattern: a }] }', 'minimum'],
    ['{ enum: [a], not: { minItems: 1 } }', 'minItems'],
    ['{ type: array, if: { required: [a] }, then: { maxItems: 1 } }', 'required'],
  ])('%s: %s', async (schema, keyword) => {
    const found = await lintPayload(schema);
    const reasons = found.filter(({ code }) => code === 'KEYWORD_INEFFECTIVE');
    expect(reasons.map(({ message }) => /"(\w+)"/.exec(message)?.[1])).toEqual(
      keyword === undefined ? [] : [keyword],
    );
  });
});

describe('a keyword with a value of the wrong kind', () => {
  const wrong = Object.entries(samples).filter(([keyword]) => keyword !== 'const');

  it.each(wrong)('%s', async (keyword, [, value]) => {
    // `$defs` belongs to a later draft, whose vocabulary the JSON Schema of AsyncAPI does not have.
    const { found } = await generateText(`asyncapi: 3.0.0
info: { title: T, version: '1' }
components: { schemas: { S: ${JSON.stringify({ [keyword]: value })} } }
`);
    const expected = keyword === '$defs' ? [] : [expect.stringMatching(/^error /)];
    expect(found.filter((text) => !text.includes('MQTT'))).toEqual(expected);
  });
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
    [{ type: 'string', uniqueItems: true }, 'uniqueItems', 'Correct the type'],
    [{ type: 'string', contains: true }, 'contains', 'Correct the type'],
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
    { type: 'string', uniqueItems: false },
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
