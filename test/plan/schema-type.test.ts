/** From JSON Schema to the text of a type, as it stands in `types.ts`. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import { schemasText, typeText } from '../support/declared-types.js';

type Row = readonly [schema: Json, type: string];

const number: Json = { type: 'number' };
const text: Json = { type: 'string' };
const none: Json = { type: 'null' };

async function expectType(schema: Json, type: string): Promise<void> {
  expect(await typeText(schema, { X: { type: 'object', properties: { x: number } } })).toBe(type);
}

describe('plain types', () => {
  it.each<Row>([
    [text, 'string'],
    [number, 'number'],
    [{ type: 'integer' }, 'number'],
    [{ type: 'boolean' }, 'boolean'],
    [none, 'null'],
    [{}, 'unknown'],
    [true, 'unknown'],
    [false, 'never'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: ['integer', 'number'] }, 'number'],
    [{ $ref: '#/components/schemas/X' }, 'X'],
    [{ $ref: '#/components/schemas/X', type: 'string' }, 'X'],
    [{ minimum: 3 }, 'unknown'],
  ])('%j', expectType);
});

describe('values', () => {
  it.each<Row>([
    [{ const: 5 }, '5'],
    [{ const: null }, 'null'],
    [{ const: "it's" }, '"it\'s"'],
    [{ const: { a: [1, 'x'] } }, '{ a: [1, "x"]; }'],
    [{ enum: [1, 2, 1] }, '1 | 2'],
    [{ enum: ['a', null] }, '"a" | null'],
    [{ enum: [true, 'true'] }, 'true | "true"'],
    [{ type: 'string', enum: ['a', 1] }, '"a"'],
    [{ enum: [-0, 1e21] }, '-0 | 1e21'],
    [{ enum: [] }, 'never'],
    [{ enum: [Infinity] }, 'number'],
  ])('%j', expectType);
});

describe('lists', () => {
  it.each<Row>([
    [{ type: 'array' }, 'unknown[]'],
    [{ type: 'array', items: text }, 'string[]'],
    [{ type: 'array', items: { type: ['integer', 'null'] } }, '(number | null)[]'],
    [{ type: 'array', items: { oneOf: [text, none] } }, '(string | null)[]'],
    [{ type: 'array', items: [text, number] }, '[string?, number?, ...unknown[]]'],
    [{ type: 'array', items: [text, number], minItems: 1 }, '[string, number?, ...unknown[]]'],
    [{ type: 'array', items: [text], minItems: 1, additionalItems: false }, '[string]'],
    [{ type: 'array', items: [text], additionalItems: number }, '[string?, ...number[]]'],
    [{ type: 'array', items: [text], minItems: 1, maxItems: 1 }, '[string]'],
    [{ type: 'array', items: { type: 'array', items: text } }, 'string[][]'],
    [{ type: 'array', items: { const: 1 } }, '1[]'],
    [{ type: 'array', items: { const: -1 } }, '-1[]'],
    [{ type: 'array', items: [{ const: -1 }] }, '[-1?, ...unknown[]]'],
  ])('%j', expectType);
});

const properties: Json = { a: text, 'b-c': number };
/** More than a person writes twice. */
const grades = Array.from({ length: 40 }, (_, grade) => grade);

describe('objects', () => {
  it.each<Row>([
    [{ type: 'object' }, '{ [key: string]: unknown; }'],
    [{ type: 'object', properties }, '{ a?: string; "b-c"?: number; }'],
    [{ properties, type: 'object', required: ['a'] }, '{ a: string; "b-c"?: number; }'],
    [{ type: 'object', properties, additionalProperties: true }, '{ a?: string; "b-c"?: number; }'],
    [
      { type: 'object', properties, additionalProperties: false },
      '{ a?: string; "b-c"?: number; }',
    ],
    [{ type: 'object', additionalProperties: number }, '{ [key: string]: number; }'],
    [{ type: 'object', additionalProperties: false }, '{ [key: string]: never; }'],
    [
      { type: 'object', properties: { a: text }, additionalProperties: number },
      '{ a?: string; [key: string]: number | string | undefined; }',
    ],
    [
      { type: 'object', properties: { a: text }, required: ['a'], additionalProperties: number },
      '{ a: string; [key: string]: number | string; }',
    ],
    [
      { type: 'object', patternProperties: { '^x': text }, additionalProperties: false },
      '{ [key: string]: string; }',
    ],
    [{ type: 'object', required: ['z'] }, '{ z: unknown; }'],
    [
      {
        type: 'object',
        properties: { a: { enum: grades } },
        additionalProperties: { enum: grades },
      },
      `{ a?: | ${grades.join(' | ')}; [key: string]: | ${grades.join(' | ')} | undefined; }`,
    ],
    [
      { type: 'object', required: ['z'], additionalProperties: number },
      '{ z: number; [key: string]: number; }',
    ],
    [{ type: 'object', properties: { f: false, t: true } }, '{ f?: never; t?: unknown; }'],
    [
      { type: 'object', properties: { my_prop: text, myProp: number } },
      '{ my_prop?: string; myProp?: number; }',
    ],
    [
      { type: ['object', 'null'], additionalProperties: number },
      '{ [key: string]: number } | null',
    ],
  ])('%j', expectType);
});

describe('compositions', () => {
  const x: Json = { $ref: '#/components/schemas/X' };
  const y: Json = { type: 'object', required: ['y'], properties: { y: text } };
  const z: Json = { type: 'object', required: ['z'], properties: { z: text } };
  it.each<Row>([
    [{ oneOf: [x, none] }, 'X | null'],
    [{ anyOf: [x, { type: 'array', items: x }] }, 'X | X[]'],
    [{ allOf: [x, { type: 'object', properties: { y: text } }] }, 'X & { y?: string }'],
    [{ allOf: [x, true] }, 'X'],
    [{ type: 'object', allOf: [x] }, 'X'],
    [{ allOf: [{ oneOf: [x, none] }, { anyOf: [x, text] }] }, 'X'],
    [
      { allOf: [{ oneOf: [x, y] }, { anyOf: [x, z] }] },
      '(X | { y: string }) & (X | { z: string })',
    ],
    [{ type: 'string', oneOf: [{ minLength: 3 }, { pattern: 'x' }] }, 'string'],
    [{ type: ['string', 'number'], oneOf: [text, number] }, 'string | number'],
    [{ if: x, then: text, else: number }, 'string | number'],
    [{ if: x, then: text }, 'unknown'],
    [
      { type: 'object', properties: { a: text }, if: x, then: { properties: { b: number } } },
      '{ a?: string; b?: unknown; }',
    ],
    [
      {
        type: 'object',
        properties: { a: text },
        dependencies: { a: { properties: { b: number } } },
      },
      '{ a?: string; b?: unknown; }',
    ],
    [
      { type: 'object', properties: { a: text }, anyOf: [{ properties: { b: number } }, {}] },
      '{ a?: string; b?: unknown; }',
    ],
    [
      {
        type: 'object',
        required: ['a'],
        properties: { a: { enum: ['k', 'l', 'm'] } },
        if: { properties: { a: { const: 'k' } } },
        then: { properties: { b: number } },
        else: { required: ['c'], properties: { c: text } },
      },
      '{ a: TA } & ( { a: "k"; b?: number } | { a: "l" | "m"; c: string } )',
    ],
    [
      // Without `a`, the condition holds.
      {
        type: 'object',
        properties: { a: { enum: ['k', 'l'] } },
        if: { properties: { a: { const: 'k' } } },
        then: { properties: { b: number } },
      },
      '{ a?: TA; b?: unknown; }',
    ],
    [{ type: 'array', items: { allOf: [x, { $ref: '#/components/schemas/T' }] } }, 'never[]'],
    [{ type: 'array', items: { allOf: [x, { required: ['x'] }] } }, '(X & { x: unknown })[]'],
    [{ oneOf: [{ const: 'a' }, { const: 'b' }] }, '"a" | "b"'],
    [{ not: text }, 'unknown'],
    [{ oneOf: [x, false] }, 'X'],
    [
      { type: 'object', properties: { k: text }, oneOf: [{ required: ['k'] }, x] },
      '{ k?: string } & ({ k: unknown } | X)',
    ],
  ])('%j', expectType);
});

describe('a circle', () => {
  it('goes through an object or a list', async () => {
    const node: Json = { $ref: '#/components/schemas/T' };
    expect(await typeText({ type: 'array', items: node })).toBe('T[]');
    expect(await typeText({ type: 'object', properties: { next: node } })).toBe('{ next?: T; }');
  });

  it('that says nothing is unknown', async () => {
    const other: Json = { $ref: '#/components/schemas/U' };
    const back: Json = { anyOf: [text, { $ref: '#/components/schemas/T' }] };
    expect(await typeText({ $ref: '#/components/schemas/T' })).toBe('unknown');
    expect(await typeText(other, { U: back })).toBe('unknown');
  });
});

describe('an enum of strings', () => {
  it('is a union with a companion array', async () => {
    expect(await schemasText({ enable_state: { enum: ['On', 'Off', 'On'] } })).toBe(
      `/** Every value of {@link EnableState}. */
export const enableStateValues = ["On", "Off"] as const;

export type EnableState = (typeof enableStateValues)[number];
`,
    );
  });

  it('has an array of its own, even if another enum differs in case only', async () => {
    const some = await schemasText({
      EVInfo: { enum: ['a'] },
      EvInfo: { enum: ['b'] },
      IsOpen: { enum: ['c'] },
      OpenValues: text,
    });
    expect(some.match(/(?<=const )\w+/g)).toEqual([
      'evInfoValues',
      'evInfoValues2',
      'isOpenValues2',
    ]);
  });
});

it('documents what a type cannot say', async () => {
  const some = await schemasText({
    Level: {
      description: 'How bright.',
      type: 'object',
      deprecated: true,
      properties: {
        percent: { type: 'integer', minimum: 0, maximum: 100, default: 7, description: 'In %.' },
        at: { $ref: '#/components/schemas/Time', description: 'When.', minLength: 3 },
        note: { title: 'A note', type: 'string', pattern: 'a*/b', examples: ['x', 'y'] },
      },
    },
    Time: { type: 'string', format: 'date-time' },
  });
  expect(some).toBe(`/**
 * How bright.
 *
 * @deprecated
 */
export interface Level {
  /**
   * In %.
   *
   * @integer
   * @minimum 0
   * @maximum 100
   * @default 7
   */
  percent?: number;
  /** When. */
  at?: Time;
  /**
   * A note
   *
   * @pattern a*\\/b
   * @example x
   * @example y
   */
  note?: string;
}

/** @format date-time */
export type Time = string;
`);
});
