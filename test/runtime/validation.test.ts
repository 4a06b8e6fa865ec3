import { describe, expect, test } from '@jest/globals';
import {
  ValidationError,
  type ValidationIssue,
} from '../../templates/runtime/validation/validation-error.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';

const validators = createValidators({
  Order: {
    type: 'object',
    required: ['id', 'source'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer', minimum: 1 },
      source: { $ref: 'Source' },
      tags: { type: 'array', items: { type: 'string', maxLength: 3 }, uniqueItems: true },
      'a/b~c': { const: 1 },
      at: { type: 'string', format: 'date-time' },
      code: { type: 'string', format: 'ASCII', 'x-parser-schema-id': 'code' },
      next: { oneOf: [{ $ref: 'Order' }, { type: 'null' }] },
    },
  },
  Source: { type: 'string', enum: ['Local', 'Remote'] },
  Nullable: { type: ['string', 'null'] },
  Inherited: {
    type: 'object',
    required: ['constructor'],
    properties: { toString: { type: 'number' } },
  },
  Anything: true,
  Nothing: false,
});

function issuesOf(
  name: Parameters<typeof validators.assert>[0],
  value: unknown,
): readonly ValidationIssue[] {
  try {
    validators.assert(name, value);
    return [];
  } catch (error) {
    if (error instanceof ValidationError) {
      return error.issues;
    }
    throw error;
  }
}

test('takes what the schema says, across references', () => {
  const order = {
    id: 1,
    source: 'Local',
    at: '2024-02-29T00:00:00Z',
    next: { id: 2, source: 'Remote', next: null },
  };
  expect(validators.is('Order', order)).toBe(true);
  expect(() => validators.assert('Order', order)).not.toThrow();
  expect(validators.is('Anything', undefined)).toBe(true);
  expect(validators.is('Nothing', 1)).toBe(false);
});

const order = {
  id: 0,
  tags: ['a', 'long', 'a'],
  'a/b~c': 2,
  at: '2023-02-29T00:00:00Z',
  extra: 7,
};

test.each([
  ['/source', 'required', 'is required', 'a value', undefined],
  ['/id', 'minimum', 'must be >= 1, but is 0', '>= 1', 0],
  [
    '/tags/1',
    'maxLength',
    'must be at most 3 characters, but is "long"',
    'at most 3 characters',
    'long',
  ],
  ['/a~1b~0c', 'const', 'must be 1, but is 2', '1', 2],
  ['/at', 'format', expect.any(String), 'a string in the format date-time', order.at],
  ['/tags', 'uniqueItems', expect.any(String), 'items that differ from each other', order.tags],
  ['/extra', 'additionalProperties', expect.any(String), 'no such property', 7],
])('names the issue at %s: %s', (...issue) => {
  const [path, keyword, message, expected, received] = issue;
  expect(issuesOf('Order', order)).toContainEqual({ path, keyword, message, expected, received });
});

test('names every issue', () => {
  expect(issuesOf('Order', order)).toHaveLength(7);
});

test.each([
  ['Source', 'Elsewhere', 'one of Local, Remote'],
  ['Nullable', 5, 'string or null'],
  ['Nothing', 5, 'absent'],
] as const)('%s expects, of %j, %s', (name, value, expected) => {
  expect(issuesOf(name, value)).toEqual([
    expect.objectContaining({ path: '', expected, received: value }),
  ]);
});

describe('the error', () => {
  test('says it in one line, and counts what it leaves out', () => {
    const tags = Array.from({ length: 8 }, (_, i) => `long ${i}`);
    expect(() => validators.assert('Order', { id: 'x', source: 'Local', tags })).toThrow(
      /^Order is not valid: \/id must be integer, but is "x"; .*; and 4 more$/,
    );
  });

  test('shows values that JSON has not', () => {
    expect(() => validators.assert('Source', 10n)).toThrow(
      'Source is not valid: must be string, but is 10',
    );
    expect(() => validators.assert('Source', undefined)).toThrow('but is undefined');
    expect(() => validators.assert('Source', 'x'.repeat(1000))).toThrow(/…$/);
  });
});

test('takes no inherited property for one of the message', () => {
  expect(validators.is('Inherited', {})).toBe(false);
  expect(validators.is('Inherited', { constructor: 1 })).toBe(true);
  expect(validators.is('Inherited', JSON.parse('{"constructor":1,"toString":"x"}'))).toBe(false);
});

test('compares values by what they hold, whatever their properties are called', () => {
  const some = createValidators({
    Const: { const: { a: [1, { b: 2 }], '': null } },
    Enum: { enum: [{ a: 1 }, [1], 'x'] },
    Unique: { uniqueItems: true },
    Any: { uniqueItems: false },
  });
  const odd = [{ toString: 1 }, { valueOf: 1 }, { constructor: 1 }, JSON.parse('{"__proto__":1}')];
  for (const value of odd) {
    for (const name of ['Const', 'Enum'] as const) {
      expect(some.is(name, value)).toBe(false);
      expect(() => some.assert(name, value)).toThrow(ValidationError);
    }
    expect(some.is('Unique', [value, value])).toBe(false);
    expect(() => some.assert('Unique', [value, value])).toThrow('items that differ');
    expect(some.is('Any', [value, value])).toBe(true);
  }
  expect(some.is('Unique', odd)).toBe(true);
  expect(some.is('Const', { '': null, a: [1, { b: 2 }] })).toBe(true);
  expect(some.is('Const', { '': null, a: { 0: 1, 1: { b: 2 } } })).toBe(false);
  expect(() => some.assert('Const', 1)).toThrow('must be an object, but is 1');
  expect(['x', [1], { a: 1 }].every((value) => some.is('Enum', value))).toBe(true);
  expect([['x'], [1, 2], { a: 1, b: 1 }].some((value) => some.is('Enum', value))).toBe(false);
  expect(() => some.assert('Enum', 1)).toThrow('must be one of an object, an array of 1, x');
  expect(some.is('Unique', [1, '1', [1], ['1'], { a: 1 }, '{"a":1}', null, 'null', true])).toBe(
    true,
  );
  expect(
    some.is('Unique', [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ]),
  ).toBe(false);
  expect(some.is('Unique', [0, -0])).toBe(false);
});

test('misses a property whose name is the empty text', () => {
  const some = createValidators({
    Two: { required: ['', 'b'] },
    Needs: { dependencies: { a: [''] } },
  });
  expect(some.is('Two', { b: 1 })).toBe(false);
  expect(some.is('Two', { b: 1, '': 1 })).toBe(true);
  expect(some.is('Needs', { a: 1 })).toBe(false);
  expect(() => some.assert('Two', { b: 1 })).toThrow('required');
});

test('looks for an item in every array, also after one that has it', () => {
  const some = createValidators({
    Inner: { items: { contains: { const: 1 } } },
    Tuple: { items: [{ type: 'string' }], contains: { const: 1 } },
    Either: { items: { anyOf: [{ items: [{ type: 'string' }], contains: { const: 1 } }, false] } },
  });
  expect(some.is('Inner', [[0, 1], [1]])).toBe(true);
  expect(some.is('Inner', [[1], []])).toBe(false);
  expect(() => some.assert('Inner', [[1], []])).toThrow('/1 must contain at least 1 valid item');
  expect(some.is('Tuple', ['a', 1])).toBe(true);
  expect(some.is('Tuple', [])).toBe(false);
  expect(some.is('Either', [['a', 1]])).toBe(true);
  expect(some.is('Either', [['a', 1], []])).toBe(false);
});

test('compiles nothing before it is used: a schema that cannot be compiled harms no other', () => {
  const some = createValidators({
    Good: { type: 'string' },
    Bad: { $ref: 'Missing' },
    Far: { properties: { a: { $ref: 'Bad' } } },
  });
  expect(some.is('Good', 'x')).toBe(true);
  for (const value of ['x', {}]) {
    expect(() => some.is('Bad', value)).toThrow(/Missing/);
    expect(() => some.is('Far', value)).toThrow(/Missing/);
  }
});

test('never reads $data from a message', () => {
  const some = createValidators({
    Pair: { properties: { a: { type: 'string', pattern: { $data: '1/b' } } } },
  });
  expect(() => some.is('Pair', { a: 'x', b: '.' })).toThrow();
});

describe('multipleOf', () => {
  const isMultiple = (value: number, divisor: number): boolean =>
    createValidators({ Value: { type: 'number', multipleOf: divisor } }).is('Value', value);

  test.each([
    [19.99, 0.01],
    [4.35, 0.01],
    [0.7, 0.1],
    [0.3, 0.1],
    [-0.07, 0.01],
    [1e300, 1e-7],
    [1.5e-7, 5e-8],
    [9007199254740992, 1],
    [0, 0.3],
  ])('accepts %d of %d', (value, divisor) => {
    expect(isMultiple(value, divisor)).toBe(true);
  });

  test.each([
    [19.995, 0.01],
    [0.35, 0.1],
    [7, 2],
    [1e-8, 1e-7],
    [1e21, 0.3],
  ])('refuses %d of %d', (value, divisor) => {
    expect(isMultiple(value, divisor)).toBe(false);
  });
});

describe('alternatives', () => {
  const shapes = createValidators({
    Shape: { oneOf: [{ $ref: 'Circle' }, { $ref: 'Square' }, { type: 'null' }] },
    Circle: {
      type: 'object',
      required: ['kind', 'radius'],
      properties: {
        kind: { const: 'circle' },
        radius: { type: 'number' },
        inner: { $ref: 'Shape' },
      },
    },
    Square: {
      type: 'object',
      required: ['kind', 'side'],
      properties: { kind: { const: 'square' }, side: { type: 'number' } },
    },
    Box: {
      type: 'object',
      required: ['label'],
      properties: { shape: { $ref: 'Shape' } },
      anyOf: [{ title: 'Labelled', required: ['label'] }, { required: ['mark'] }],
    },
    Both: { oneOf: [{ type: 'number' }, { minimum: 3 }] },
  });
  const messageOf = (name: Parameters<typeof shapes.assert>[0], value: unknown): string => {
    try {
      shapes.assert(name, value);
      return '';
    } catch (error) {
      return error instanceof ValidationError ? error.message : String(error);
    }
  };

  test.each([
    [
      'Shape',
      { kind: 'square', side: 'x' },
      'must be Circle or Square or null, but is an object; the nearest is Square; /side must be number, but is "x"',
    ],
    [
      'Shape',
      { kind: 'circle', radius: 1, inner: { kind: 'square' } },
      'must be Circle or Square or null, but is an object; the nearest is Circle; /inner must be Circle or Square or null, but is an object; the nearest is Square; /inner/side is required',
    ],
    ['Shape', 5, 'must be Circle or Square or null, but is 5'],
    [
      'Box',
      { shape: {} },
      'must be Labelled or schema 2, but is an object; the nearest is Labelled; /label is required; /label is required; /shape must be Circle',
    ],
    ['Both', 4, 'must be only one of the schemas of its alternatives, but is 4'],
  ] as const)('%s: the names, and the issues of the nearest: %j', (name, value, expected) => {
    expect(messageOf(name, value)).toContain(expected);
  });
});
