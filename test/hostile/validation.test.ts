/** Messages made to keep validation busy, or to fill the memory with its report: T-26, T-27, T-37. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { readMessage, writeMessage } from '../../templates/runtime/messages/codec.js';
import type { Messages } from '../../templates/runtime/descriptor.js';
import {
  ValidationError,
  type ValidationIssue,
} from '../../templates/runtime/validation/validation-error.js';
import { readHeaders } from '../../templates/runtime/messages/headers.js';
import { namePlaceInErrors } from '../../templates/runtime/session/publish.js';
import { createValidators, type Schemas } from '../../templates/runtime/lazy/create-validators.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';
import { root } from '../support/project.js';

jest.setTimeout(120_000);

/** What is right takes a tenth of this or less, what is quadratic or exponential ten times as much. */
const CEILING_MS = 15_000;

function soon<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  expect(performance.now() - start).toBeLessThan(CEILING_MS);
  return result;
}

function errorIn(run: () => unknown): ValidationError {
  try {
    run();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  throw new Error('The value is valid');
}

function errorOf(schemas: Schemas, value: unknown): ValidationError {
  return errorIn(() => createValidators(schemas).assert('Root', value));
}

function isValid(schemas: Schemas, value: unknown): boolean {
  return createValidators(schemas).is('Root', value);
}

function textOf({ path, message, expected }: ValidationIssue): string {
  return path + message + expected;
}

/** An error obeys its bounds: 100 issues, 64 KB of text, no issue of more than a few lines. */
function expectBounded(error: ValidationError): void {
  const texts = error.issues.map(textOf);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.length).toBeLessThanOrEqual(100);
  expect(texts.join('').length).toBeLessThanOrEqual(64 * 1024);
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(4 * 1024);
  expect(error.message.length).toBeLessThanOrEqual(16 * 1024);
}

function objectOf(keys: number, value: unknown = 1): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, value]));
}

function nested(levels: number, inner: string): unknown {
  return JSON.parse('{"next":'.repeat(levels) + inner + '}'.repeat(levels));
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('T-26: an object with very many properties', () => {
  const names = range(9_000).map((index) => `m${index}`);
  it.each<[string, Schemas[string]]>([
    ['additionalProperties', { additionalProperties: false }],
    ['additionalProperties', { additionalProperties: { type: 'string' } }],
    ['propertyNames', { propertyNames: { pattern: '^a' } }],
    ['propertyNames', { propertyNames: false }],
    ['patternProperties', { patternProperties: { '^k': false, '^k.': { type: 'string' } } }],
    ['properties', { properties: { k0: false, k1: { type: 'string' } } }],
    [
      'dependencies',
      { dependencies: { k0: names.slice(0, 500), k1: { additionalProperties: false } } },
    ],
    ['required', { required: names }],
    ['not', { not: {} }],
    ['maxProperties', { maxProperties: 1 }],
  ])('is refused by %s in time proportional to it', (_keyword, schema) => {
    for (const count of [9_000, 60_000]) {
      const error = soon(() => errorOf({ Root: schema }, objectOf(count)));
      expectBounded(error);
    }
  });

  it('names the value of a property, not that of another', () => {
    const value: unknown = JSON.parse('{"a":1,"__proto__":2,"toString":3}');
    const { issues } = errorOf({ Root: { additionalProperties: false } }, value);
    expect(issues.map(({ path, received }) => [path, received])).toEqual([
      ['/a', 1],
      ['/__proto__', 2],
      ['/toString', 3],
    ]);
  });
});

describe('T-26: a long key above many values', () => {
  const Item = { type: 'object', properties: { inner: { $ref: 'Other' } } };
  const Other = { properties: { inner: { $ref: 'Item' } } };
  const items = (schema: Schemas[string]): Schemas => ({
    Root: { additionalProperties: { items: schema } },
    Item,
    Other,
  });
  const key = '~'.repeat(40_000);
  const under = (item: string): unknown =>
    JSON.parse(`{"${key}":[${range(40_000).fill(0).join(',').replaceAll('0', item)}]}`);

  it.each<[string, string, Schemas[string]]>([
    ['$ref', '{}', { $ref: 'Item' }],
    ['anyOf', '1', { anyOf: [{ type: 'string' }, { type: 'number' }] }],
    ['oneOf', '1', { oneOf: [{ type: 'string' }, { type: 'number' }, false] }],
    ['oneOf of $ref', '1', { oneOf: [{ $ref: 'Item' }, { type: 'number' }] }],
    ['contains', '[2,1]', { contains: { const: 1 } }],
    ['const', '{}', { const: {} }],
    ['enum', '{}', { enum: [[], {}] }],
    ['uniqueItems', '[1,2]', { uniqueItems: true }],
    ['not', '1', { not: { $ref: 'Item' } }],
    ['if', '1', { if: { $ref: 'Item' }, else: { type: 'number' } }],
    ['propertyNames', '{"a":1}', { propertyNames: { anyOf: [{ minLength: 2 }, true] } }],
  ])('does not multiply with them: %s', (_keyword, item, schema) => {
    expect(soon(() => isValid(items(schema), under(item)))).toBe(true);
  });

  it.each<[string, Schemas[string]]>([
    ['type', { type: 'string' }],
    ['$ref', { $ref: 'Item' }],
    ['anyOf', { anyOf: [{ type: 'string' }, { $ref: 'Item' }] }],
  ])('does not multiply with their errors either: %s', (_keyword, schema) => {
    for (const count of [40_000, 3_000]) {
      const value: unknown = JSON.parse(`{"${key}":[${range(count).join(',')}]}`);
      const error = soon(() => errorOf(items(schema), value));
      expectBounded(error);
      expect(error.issues[0]?.path).toMatch(/^\/(?:~0)+~?…$/);
    }
  });
});

describe('T-26: schemas that lead to a value in many ways', () => {
  const branch = (name: string, next: string): object => ({
    properties: { next: { $ref: next } },
    required: [name],
  });
  const levels = 300;
  const withBoth = (inner: string): unknown =>
    JSON.parse('{"a":1,"b":1,"next":'.repeat(levels) + inner + '}'.repeat(levels));

  it.each<[string, Schemas, string, boolean]>([
    ['oneOf', { Root: { oneOf: [branch('a', 'Root'), branch('b', 'Root')] } }, '{"a":1}', false],
    ['anyOf', { Root: { anyOf: [branch('a', 'Root'), branch('b', 'Root')] } }, '{}', false],
    [
      'oneOf that is true at every level',
      { Root: { oneOf: [branch('a', 'Root'), { ...branch('b', 'Root'), maxProperties: 1 }] } },
      '{"a":1}',
      true,
    ],
    ['allOf', { Root: { allOf: [branch('a', 'Root'), branch('b', 'Root')] } }, '{}', false],
    [
      'allOf of two that inherit',
      {
        Root: { allOf: [{ $ref: 'One' }, { $ref: 'Two' }] },
        One: branch('a', 'Root'),
        Two: branch('b', 'Root'),
      },
      '{"a":1,"b":1}',
      true,
    ],
    [
      'if',
      { Root: { if: branch('a', 'Root'), then: branch('b', 'Root'), else: false } },
      '{"a":1,"b":1}',
      true,
    ],
    [
      'not',
      { Root: { not: { not: { ...branch('a', 'Root'), allOf: [branch('b', 'Root')] } } } },
      '{"a":1,"b":1}',
      true,
    ],
    [
      'patternProperties',
      { Root: { ...branch('a', 'Root'), patternProperties: { '^n': { $ref: 'Root' } } } },
      '{"a":1}',
      true,
    ],
    [
      'dependencies',
      {
        Root: {
          dependencies: { a: branch('b', 'Root'), b: branch('a', 'Root') },
        },
      },
      '{"a":1,"b":1}',
      true,
    ],
  ])('are tried once each: %s', (_keyword, schemas, inner, expected) => {
    expect(soon(() => isValid(schemas, withBoth(inner)))).toBe(expected);
    if (!expected) expectBounded(soon(() => errorOf(schemas, withBoth(inner))));
  });

  it('are tried once each for a value that is no object, too', () => {
    const chain = range(60).map((index): [string, Schemas[string]] => [
      `L${index}`,
      { oneOf: [{ $ref: `L${index + 1}` }, { $ref: `L${index + 1}` }] },
    ]);
    const schemas = { Root: { $ref: 'L0' }, ...Object.fromEntries(chain), L60: { type: 'string' } };
    expect(soon(() => isValid(schemas, 'x'))).toBe(false);
    expect(soon(() => isValid(schemas, 1))).toBe(false);
  });

  it('are tried anew for the next value', () => {
    const Root = { oneOf: [branch('a', 'Root'), branch('b', 'Root')] };
    const validators = createValidators({ Root });
    const value = { a: 1, next: withBoth('{"a":1}') };
    expect(validators.is('Root', value)).toBe(false);
    Reflect.set(value, 'next', { b: 1 });
    expect(validators.is('Root', value)).toBe(true);
  });
});

describe('T-26: items that have to differ', () => {
  it('are compared in short time in arrays of arrays, however long what they hold', () => {
    const Root = { uniqueItems: true, items: { $ref: 'Root' } };
    const levels = 900;
    const long = JSON.stringify('x'.repeat(16_000_000));
    for (const [open, close] of [
      ['[', ',[1]]'],
      [`[${'['.repeat(20)}1${']'.repeat(20)},`, ']'],
      ['[[0],', ',1]'],
    ] as const) {
      const value: unknown = JSON.parse(`${open.repeat(levels)}[${long},1]${close.repeat(levels)}`);
      expect(soon(() => isValid({ Root }, value))).toBe(true);
    }
  });

  it('are compared in short time where only their ends differ', () => {
    const Root = { uniqueItems: true };
    const item = (end: number): string => `[${'[1,{"a":2}],'.repeat(500)}${end}]`;
    const ends = range(20);
    expect(soon(() => isValid({ Root }, JSON.parse(`[${ends.map(item).join(',')}]`)))).toBe(true);
    const twice = JSON.parse(`[${[...ends, 7].map(item).join(',')}]`);
    expect(soon(() => isValid({ Root }, twice))).toBe(false);
  });
});

describe('T-26: what is tried on the way to a valid message', () => {
  it('does not fill the memory', () => {
    const program = `
      import { createValidators } from ${JSON.stringify(join(root, 'templates/runtime/lazy/create-validators.ts'))};
      const some = createValidators({
        Root: { contains: { const: 1 } },
        Ref: { contains: { $ref: 'One' } },
        Either: { anyOf: [{ items: { anyOf: [{ const: 1 }, { const: 0 }] } }, false] },
        One: { const: 1 },
      });
      const zeros = Array.from({ length: 2_000_000 }, () => 0);
      console.log(['Root', 'Ref', 'Either'].map((name) => some.is(name, [...zeros, 1])).join());
    `;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--no-warnings',
        '--max-old-space-size=120',
        '--import',
        './test/support/run-typescript.js',
      ].concat(['--input-type=module', '-e', program]),
      { cwd: root, encoding: 'utf8' },
    );
    expect(`${stdout}${stderr}`).toBe('true,true,true\n');
  });
});

describe('T-27: the report of a message with very much wrong', () => {
  it('has 100 issues at most, and says that there are more', () => {
    const schemas = { Root: { type: 'array', items: { type: 'string' } } };
    const error = errorOf(schemas, range(101));
    expectBounded(error);
    expect(error.issues).toHaveLength(100);
    expect(error.isComplete).toBe(false);
    expect(error.message).toMatch(/; and at least 95 more$/);
    const all = errorOf(schemas, range(100));
    expect([all.issues.length, all.isComplete]).toEqual([100, true]);
    expect(all.message).toMatch(/; and 95 more$/);
  });

  it('has the first issue where there may be very many, and says so', () => {
    const schemas = { Root: { type: 'array', items: { type: 'string' } } };
    const error = errorOf(schemas, [...range(20_000)]);
    expect(error.issues).toEqual([
      {
        path: '/0',
        keyword: 'type',
        message: 'must be string, but is 0',
        expected: 'string',
        received: 0,
      },
    ]);
    expect(error.isComplete).toBe(false);
    expect(error.message).toBe(
      'Root is not valid: /0 must be string, but is 0; there may be more issues',
    );
  });

  it('finds the first issue behind references, with its whole path', () => {
    const schemas = {
      Root: { properties: { 'a/b': { type: 'array', items: { $ref: 'Item' } } } },
      Item: { properties: { '~': { allOf: [{ $ref: 'Leaf' }] } } },
      Leaf: { required: ['x'] },
    };
    const value = { 'a/b': [...range(20_000).map(() => ({})), { '~': {} }] };
    const { issues } = errorOf(schemas, value);
    expect(issues).toMatchObject([{ path: '/a~1b/20000/~0/x', keyword: 'required' }]);
  });

  const branches = (count: number, schema: (index: number) => object): Schemas[string] => ({
    oneOf: range(count).map(schema),
  });
  const tree = Object.fromEntries(
    range(7).map((level) => [
      level === 0 ? 'Root' : `L${level}`,
      branches(10, (index) => ({
        required: [`r${index}`],
        properties: { next: level === 6 ? false : { $ref: `L${level + 1}` } },
      })),
    ]),
  );
  const either = (name: string): object => ({
    required: [name],
    properties: { next: { $ref: 'Root' } },
    additionalProperties: { type: 'string' },
  });
  it.each<[string, Schemas, unknown]>([
    [
      'items × oneOf',
      { Root: { items: branches(20, (index) => ({ required: [`a${index}`, 'b', 'c'] })) } },
      range(3_000).map(() => ({})),
    ],
    ['oneOf within oneOf, six levels', tree, nested(7, '{}')],
    ['a recursive anyOf', { Root: { anyOf: [either('a'), either('b')] } }, nested(40, '{}')],
    [
      'a recursive anyOf × items',
      {
        Root: { anyOf: [{ items: { $ref: 'Root' } }, { contains: { $ref: 'Root' } }], maxItems: 1 },
      },
      JSON.parse('['.repeat(30) + '1,2,3' + ',4]'.repeat(30)),
    ],
    [
      'required × items',
      { Root: { items: { required: range(1_000).map(String) } } },
      range(900).map(() => ({})),
    ],
    [
      'dependencies × items',
      { Root: { items: { dependencies: { a: range(300).map(String) } } } },
      range(900).map(() => ({ a: 1 })),
    ],
    [
      'oneOf × properties',
      { Root: branches(50, () => ({ additionalProperties: false, propertyNames: false })) },
      objectOf(2_000),
    ],
  ])('is bounded: %s', (_name, schemas, value) => {
    const error = soon(() => errorOf(schemas, value));
    expectBounded(error);
    expect(error.isComplete).toBe(false);
  });

  it('is not made of a schema in which there is an empty text, either', () => {
    const item = { type: 'string', default: '', enum: ['', 'a'] };
    const validators = createValidators({ Root: { items: item, required: ['', 'a'] } });
    const value = range(2_000_000).fill(1);
    const error = soon(() => errorIn(() => validators.assert('Root', value)));
    expect(error.issues).toMatchObject([{ path: '/0', keyword: 'type' }]);
  });

  it('has short texts, whatever the document or the message holds', () => {
    const words = range(1_000).map((index) => `word number ${index}`);
    const long = 'x'.repeat(100_000);
    const enums = errorOf({ Root: { items: { enum: words } } }, range(9_000));
    expectBounded(enums);
    expect(enums.issues[0]?.expected).toMatch(/^one of word number 0, .*, and \d+ more$/);
    for (const [schema, value] of [
      [{ pattern: long.slice(0, 5_000) }, 'y'],
      [{ const: long }, 'y'],
      [{ enum: [long, long] }, 'y'],
      [{ required: [long] }, {}],
      [{ dependencies: { a: [long, `${long}y`] } }, { a: 1 }],
      [{ additionalProperties: false }, { [long]: long }],
      [{ propertyNames: { maxLength: 1 } }, { [long]: 1 }],
      [{ additionalProperties: { additionalProperties: false } }, { [long]: { [long]: 1 } }],
      [{ type: 'number' }, long],
    ] as const) {
      expectBounded(errorOf({ Root: schema }, value));
    }
    const wide = Object.fromEntries(range(200).map((index) => [`${'y'.repeat(900)}${index}`, 1]));
    const cut = errorOf({ Root: { additionalProperties: false } }, wide);
    expectBounded(cut);
    expect(cut.isComplete).toBe(false);
  });

  const of = (name: string, type: string): [string, Messages[string]] => {
    const validators = createValidators({ [name]: { items: { type } } });
    return [name, { payload: (value) => validators.assert(name, value) }];
  };

  it('is one for all messages of a channel', () => {
    const messages = Object.fromEntries(range(50).map((index) => of(`M${index}`, 'string')));
    const body = bytes(JSON.stringify(range(90)));
    for (const run of [
      () => readMessage(messages, { body, headers: {} }),
      () => writeMessage(messages, { payload: range(90) }),
    ]) {
      const error = errorIn(run);
      expectBounded(error);
      expect([error.issues.length, error.isComplete]).toEqual([100, false]);
    }
  });

  it('is incomplete for all messages where it is for one, and where a topic is added', () => {
    const messages = Object.fromEntries([of('M', 'string'), of('N', 'boolean')]);
    const body = bytes(JSON.stringify(range(20_000)));
    const error = errorIn(() =>
      namePlaceInErrors('received on a', () => readMessage(messages, { body, headers: {} })),
    );
    expect(error.issues).toHaveLength(2);
    expect(error.isComplete).toBe(false);
    expect(error.message).toMatch(/there may be more issues$/);
    const few = errorIn(() => readMessage(messages, { body: bytes('[1]'), headers: {} }));
    expect([few.issues.length, few.isComplete]).toEqual([2, true]);
  });
});

describe('T-37: a message that is nested very deeply', () => {
  const recursive = { Root: { properties: { next: { $ref: 'Root' } }, items: { $ref: 'Root' } } };
  const validators = createValidators(recursive);
  const messages: Messages = { deep: { payload: (value) => validators.assert('Root', value) } };
  const read = (text: string): unknown => readMessage(messages, { body: bytes(text), headers: {} });
  const arrays = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const objects = (levels: number): string => JSON.stringify(nested(levels, '1'));

  it('is taken up to 1000 levels, and refused beyond', () => {
    expect(() => read(arrays(1_000))).not.toThrow();
    expect(() => read(objects(1_000))).not.toThrow();
    const [{ message, keyword } = {}] = errorIn(() => read(arrays(1_001))).issues;
    expect([keyword, message]).toEqual(['depth', 'must not be nested more than 1000 levels deep']);
    const text = '{"next":'.repeat(100_000) + '1' + '}'.repeat(100_000);
    expect(errorIn(() => read(text)).issues).toMatchObject([{ keyword: 'depth' }]);
    expect(errorIn(() => read(arrays(300_000))).issues).toMatchObject([{ keyword: 'depth' }]);
  });

  it('is refused beside many others, and not taken for one where a text looks like it', () => {
    const wide = `[${'[],'.repeat(500_000)}${arrays(1_000)}]`;
    expect(soon(() => errorIn(() => read(wide))).issues).toMatchObject([{ keyword: 'depth' }]);
    expect(() => read(JSON.stringify('['.repeat(100_000)))).not.toThrow();
    const flat = `[${'[],{},'.repeat(100_000)}0]`;
    expect(() => soon(() => read(flat))).not.toThrow();
  });

  it('is refused in headers, and not sent', () => {
    const accept = (value: unknown): void => validators.assert('Root', value);
    const deep = readHeaders.bind(undefined, { accept, json: ['next'] }, { next: arrays(10_000) });
    expect(errorIn(deep).issues).toMatchObject([{ keyword: 'depth' }]);
    const sent = (levels: number): unknown =>
      writeMessage(messages, { payload: JSON.parse(arrays(levels)) });
    expect(() => sent(1_000)).not.toThrow();
    for (const levels of [1_001, 100_000]) {
      expect(errorIn(() => sent(levels)).issues).toMatchObject([{ keyword: 'depth' }]);
    }
  });

  it('is no overflow of the stack in a validator, wherever the value comes from', () => {
    const any = createValidators({
      ...recursive,
      Either: { oneOf: [{ properties: { next: { $ref: 'Either' } } }, false] },
      Const: { const: { next: { next: 1 } } },
      Enum: { enum: [{ next: { next: 1 } }, [[[]]]] },
      Unique: { uniqueItems: true },
    });
    const deep = nested(100_000, '1');
    for (const name of ['Root', 'Either', 'Const', 'Enum'] as const) {
      expect(any.is(name, deep)).toBe(false);
      expectBounded(errorIn(() => any.assert(name, deep)));
    }
    const error = errorIn(() => any.assert('Root', deep));
    expect(error.issues).toMatchObject([{ path: '', keyword: 'depth' }]);
    expect(error.message).toContain('must be nested less deeply');
    expect(any.is('Root', { next: 1 })).toBe(true);
    expect(any.is('Unique', [deep, {}, { next: {} }])).toBe(true);
    expect(any.is('Unique', [deep, {}, deep])).toBe(false);
  });
});

describe('T-37: over a broker', () => {
  const harness = useHarness();

  it('a deep message is invalid for client and mock server, and the next one arrives', async () => {
    const invalid = new Collector<ValidationError>();
    const client = await harness.client({ onInvalidMessage: invalid.add });
    const mock = await harness.mock({ onInvalidMessage: invalid.add });
    const lamps = new Collector<unknown>();
    await client.onLamp(lamps.add);
    mock.handleSetLevel(() => true);
    const raw = await harness.raw();
    const deep = JSON.stringify({ lamp_id: 'a', level: 1, more: 0 }).replace(
      ':0}',
      `:${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    );
    await raw.publishAsync(`${prefix}/e2m/lamp`, deep, { qos: 1 });
    await raw.publishAsync(`${prefix}/m2e/set_level`, deep, { qos: 1 });
    await raw.publishAsync(`${prefix}/e2m/lamp`, '{"lamp_id":"a","level":1}', { qos: 1 });
    expect(await lamps.reach(1)).toEqual([{ lamp_id: 'a', level: 1 }]);
    expect(await client.setLevel({ connector_id: 1, level: 2 })).toBe(true);
    expect((await invalid.reach(2)).map(({ issues }) => issues[0]?.keyword)).toEqual([
      'depth',
      'depth',
    ]);
  });
});
