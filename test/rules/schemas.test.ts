import { describe, expect, it } from '@jest/globals';
import { brief, lint2, lint3, lintPayload } from './linting.js';

it('finds examples and defaults that break their own schema', async () => {
  const payload =
    '{ type: object, properties: { n: { type: integer, default: many, examples: [1, x] } } }';
  const found = await lintPayload(payload);
  expect(brief(found)).toEqual(['warning EXAMPLE_INVALID 4:81', 'warning EXAMPLE_INVALID 4:52']);
  expect(found[0]).toMatchObject({
    message: 'The example does not match its schema: the value must be integer, but is "x".',
    help: 'Correct the example, or the schema if it is wrong.',
  });
  expect(found[1]?.message).toBe(
    'The default does not match its schema: the value must be integer, but is "many".',
  );
});

it('finds examples of messages that break payload or headers, with what is wrong', async () => {
  const found = await lint3(`channels:
  c:
    address: c
    messages:
      m:
        headers: { type: object, properties: { h: { type: string } } }
        payload: { $ref: '#/components/schemas/P' }
        examples:
          - headers: { h: 1 }
            payload: { a: {} }
          - payload: { a: { b: ok }, c: 1 }
components:
  schemas:
    P:
      type: object
      required: [a, c]
      properties: { a: { type: object, required: [b], properties: { b: { type: string } } }, c: {} }
`);
  expect(brief(found)).toEqual(['warning EXAMPLE_INVALID 12:13', 'warning EXAMPLE_INVALID 11:13']);
  expect(found[0]?.message).toBe(
    'The example does not match its schema: /c is required; /a/b is required.',
  );
});

it('finds examples and defaults that break their schema in AsyncAPI 2, too', async () => {
  const found = await lint2(`channels:
  c:
    publish:
      message:
        payload: { type: object, properties: { a: { type: string, default: 5 } } }
        examples: [{ payload: { a: 3 } }]
`);
  expect(brief(found)).toEqual(['warning EXAMPLE_INVALID 8:22', 'warning EXAMPLE_INVALID 7:67']);
});

it('takes what is not JSON for no example of the payload', async () => {
  const found = await lint3(`defaultContentType: text/plain
channels:
  c: { address: c, messages: { m: { payload: { type: integer }, examples: [{ payload: '5' }] } } }
`);
  expect(found).toEqual([]);
});

it('finds unknown formats, each once in a file', async () => {
  const found = await lintPayload(
    '{ type: object, properties: { a: { type: string, format: ASCII }, b: { type: string, format: ASCII } } }',
  );
  expect(brief(found)).toEqual(['warning FORMAT_UNKNOWN 4:51']);
  expect(found[0]).toMatchObject({
    message: 'The format "ASCII" is unknown, so values are not validated against it (at 2 places).',
    help: expect.stringContaining('date-time'),
    related: [{ place: { line: 4, column: 87 } }],
  });
});

it.each(['date-time', 'uuid', 'int32', 'float', 'binary', 'password', 'iri'])(
  'knows the format %s',
  async (format) => {
    expect(await lintPayload(`{ type: [string, number], format: ${format} }`)).toEqual([]);
  },
);

it('finds schemas for objects without a type', async () => {
  const found = await lintPayload('{ properties: { a: { required: [x] } } }');
  expect(brief(found)).toEqual(['warning TYPE_MISSING 3:47', 'warning TYPE_MISSING 4:18']);
  expect(found[0]).toMatchObject({
    message: expect.stringContaining('has "properties" but no "type"'),
    help: 'Add "type: object".',
  });
});

it.each([
  '{ type: object, properties: { a: {} } }',
  '{ type: object, anyOf: [{ required: [a] }, { required: [b] }] }',
  '{ allOf: [{ type: object }, { properties: { a: {} } }] }',
  '{ properties: { a: {} }, oneOf: [{ type: object }, { type: "null" }] }',
  '{ type: object, not: { required: [a] }, if: { properties: { a: { properties: {} } } }, then: {} }',
])('finds types enough in %s', async (payload) => {
  expect(await lintPayload(payload)).toEqual([]);
});

it('finds required properties that are not declared', async () => {
  const found = await lintPayload(
    '{ type: object, required: [a, nmae], properties: { a: {}, name: {} } }',
  );
  expect(brief(found)).toEqual(['warning REQUIRED_UNDECLARED 4:32']);
  expect(found[0]).toMatchObject({
    message: '"required" names properties that "properties" does not declare: "nmae".',
    help: expect.stringContaining('spelling'),
  });
  const [similar] = await lintPayload(
    '{ type: object, required: [isOpn], properties: { a: {}, isOpen: {} } }',
  );
  expect(similar?.help).toContain('Did you mean "isOpen" in place of "isOpn"?');
  const [closed] = await lintPayload(
    '{ type: object, required: [b], properties: { a: {} }, additionalProperties: false }',
  );
  expect(closed?.message).toContain('no value is valid');
});

it.each([
  '{ type: object, required: [a], properties: { a: {} } }',
  '{ type: object, required: [a], additionalProperties: true }',
  '{ type: object, required: [a], properties: { b: {} }, additionalProperties: { type: string } }',
  '{ type: object, required: [a], properties: { b: {} }, patternProperties: { "^a": {} } }',
  '{ type: object, required: [a], properties: { b: {} }, allOf: [{ properties: { a: {} } }] }',
  '{ type: object, properties: { a: {} }, oneOf: [{ required: [a, b], properties: { b: {} } }] }',
])('finds everything declared in %s', async (payload) => {
  expect(await lintPayload(payload)).toEqual([]);
});

it('finds values that differ in case only', async () => {
  const found = await lintPayload('{ type: string, enum: [On, Off, off] }');
  expect(brief(found)).toEqual(['warning ENUM_CASE 4:34']);
  expect(found[0]).toMatchObject({
    message: 'The values "Off" and "off" differ only in case.',
    help: expect.stringContaining('never sent'),
    related: [{ place: { line: 4, column: 29 } }],
  });
  expect(await lintPayload('{ enum: [a, b, 1, "1", null] }')).toEqual([]);
});

it('finds constraints beside a reference, but not those that the target has, too', async () => {
  const components = 'components: { schemas: { S: { type: string, maxLength: 9 } } }';
  const reference = `$ref: '#/components/schemas/S'`;
  const found = await lintPayload(
    `{ type: object, properties: { a: { ${reference}, minLength: 2, maxLength: 9, type: string } } }`,
    components,
  );
  expect(brief(found)).toEqual(['warning REF_SIBLING_IGNORED 4:32']);
  expect(found[0]).toMatchObject({
    message: expect.stringMatching(/: "minLength"\. Values/),
    help: expect.stringContaining('allOf'),
  });
  const own = await lintPayload(`{ ${reference}, minLength: 2 }`, components);
  expect(brief(own)).toEqual(['warning REF_SIBLING_IGNORED 3:47']);
  expect(await lintPayload(`{ ${reference}, description: D }`, components)).toEqual([]);
});

describe('a keyword beside a reference', () => {
  const beside = async (keywords: string, target: string): Promise<readonly string[]> =>
    brief(
      await lintPayload(
        `{ $ref: '#/components/schemas/S', ${keywords} }`,
        `components: { schemas: { S: ${target} } }`,
      ),
    ).map((each) => each.replace(/ \d+:\d+$/, ''));

  it.each([
    ['minLength: 2, maxLength: 9', '{ enum: [ab, abc] }'],
    ['type: string', '{ type: string, maxLength: 3 }'],
    ['type: [string, number]', '{ enum: [ab, 1.5] }'],
    ['minimum: 0', '{ const: 3 }'],
  ])('%s is none where all values of %s satisfy it', async (keywords, target) => {
    expect(await beside(keywords, target)).toEqual([]);
  });

  it.each([
    ['maxLength: 2', '{ enum: [ab, abc] }'],
    ['type: string', '{ type: [string, "null"] }'],
    ['type: integer', '{ type: number }'],
    ['pattern: "^a"', '{ enum: [ab, abc] }'],
    ['type: object, minProperties: 1', '{ type: string }'],
    ['contentEncoding: base64', '{ type: string }'],
    ['properties: { a: {} }', '{ type: object }'],
  ])('%s is a warning with %s', async (keywords, target) => {
    expect(await beside(keywords, target)).toEqual(['warning REF_SIBLING_IGNORED']);
  });

  it.each([
    ['type: object', '{ type: string, enum: [a] }'],
    ['type: [object, "null"]', '{ type: array }'],
  ])('%s is a hint with %s, since no value can be both', async (keywords, target) => {
    expect(await beside(keywords, target)).toEqual(['info REF_TYPE_IGNORED']);
  });
});

it('finds patterns that work only without the flag u', async () => {
  const strict = await lintPayload(String.raw`{ type: string, pattern: '^[\w\_]+$' }`);
  expect(brief(strict)).toEqual(['warning PATTERN_NOT_UNICODE 4:18']);
  expect(strict[0]).toMatchObject({
    message: expect.stringContaining('Invalid escape'),
    help: expect.stringContaining('Use a backslash only'),
  });
  const keys = await lintPayload(String.raw`{ type: object, patternProperties: { '\-': {} } }`);
  expect(brief(keys)).toEqual(['warning PATTERN_NOT_UNICODE 4:39']);
  expect(await lintPayload(String.raw`{ type: string, pattern: '^[\w-]+\.\d$' }`)).toEqual([]);
});

it('checks examples by a pattern that works only without the flag u', async () => {
  const found = await lintPayload(String.raw`{ type: string, pattern: '\_', default: x }`);
  expect(brief(found)).toEqual([
    'warning EXAMPLE_INVALID 4:33',
    'warning PATTERN_NOT_UNICODE 4:18',
  ]);
});
