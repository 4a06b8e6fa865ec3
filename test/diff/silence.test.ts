/** What `diff` reports nothing of, and what it reports once. */
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { compare, exchanging } from './compare.js';
import { lamp, patched } from './examples.js';

/** Compares two versions of one schema, and returns the findings without those about the version. */
async function findings(old: JsonObject, fresh: JsonObject): Promise<readonly string[]> {
  const { changes } = await compare(exchanging(old), exchanging(fresh));
  return changes
    .filter(({ code }) => code !== 'VERSION_UNDERSTATED')
    .map(({ code, wire, source, direction = '', methods }) =>
      [code, `${wire}/${source}`, direction, methods.join()].join(' ').trim(),
    );
}

describe('nothing is reported of', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'prose, examples, defaults and order',
      { A: { type: 'string', title: 'a', default: 'x', enum: ['x', 'y'] } },
      { A: { enum: ['y', 'x'], description: 'b', examples: ['x'], type: 'string' } },
    ],
    [
      'a reference in place of what it leads to',
      { A: { properties: { b: { type: 'string' } } }, B: { type: 'string' } },
      { A: { properties: { b: { $ref: '#/components/schemas/B' } } }, B: { type: 'string' } },
    ],
    [
      'true in place of no constraint',
      { A: { type: 'object', properties: { b: {} } } },
      { A: { type: 'object', additionalProperties: true, properties: { b: true } } },
    ],
    [
      'allOf in place of its parts',
      { A: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } },
      {
        A: {
          allOf: [{ type: 'object' }, { required: ['a'], properties: { a: { type: 'string' } } }],
        },
      },
    ],
    ['a const in place of an enum of one value', { A: { const: 'x' } }, { A: { enum: ['x'] } }],
    [
      'another notation of a limit of integers',
      { A: { type: 'integer', minimum: 1 } },
      { A: { type: 'integer', exclusiveMinimum: 0 } },
    ],
    ['a union of one variant', { A: { type: 'string' } }, { A: { anyOf: [{ type: 'string' }] } }],
    [
      'the order of variants',
      { A: { oneOf: [{ type: 'string' }, { type: 'null' }] } },
      { A: { oneOf: [{ type: 'null' }, { type: 'string' }] } },
    ],
    [
      'schemas that contain themselves',
      { A: { type: 'object', properties: { next: { $ref: '#/components/schemas/A' } } } },
      { A: { type: 'object', properties: { next: { $ref: '#/components/schemas/A' } } } },
    ],
  ])('%s', async (_, old, fresh) => {
    expect(await findings(old, fresh)).toEqual([]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'the key of a channel, and of its only message',
      {},
      {
        channels: {
          dim: null,
          dimming: {
            address: 'dim',
            messages: { brightness: { $ref: '#/components/messages/dim' } },
          },
        },
        operations: { sendDim: { channel: { $ref: '#/channels/dimming' } } },
      },
    ],
    [
      'the key of the only server',
      {},
      {
        servers: {
          broker: null,
          main: {
            host: 'localhost',
            pathname: '{lamp}/',
            protocol: 'MQTT',
            variables: { lamp: {} },
          },
        },
      },
    ],
    [
      'titles, tags and descriptions',
      {},
      { info: { title: 'L', description: 'x', tags: [{ name: 'a' }] } },
    ],
    [
      'an operation without an address',
      {},
      {
        channels: { x: { address: null } },
        operations: { sendX: { action: 'send', channel: { $ref: '#/channels/x' } } },
      },
    ],
  ])('%s', async (_, old, fresh) => {
    const { changes, step } = await compare(patched(lamp, old), patched(lamp, fresh));
    expect(changes).toEqual([]);
    expect(step).toBe('none');
  });
});

describe('a schema that several operations have', () => {
  it('is reported once for each direction, with all operations', async () => {
    const inner = { type: 'object', properties: { mode: { $ref: '#/components/schemas/Mode' } } };
    const version = (...values: readonly string[]) => ({
      Mode: { enum: values },
      A: inner,
      B: inner,
    });
    expect(await findings(version('x'), version('x', 'y'))).toEqual([
      'ENUM_VALUE_ADDED breaking/breaking received onMode,onA,onB',
      'ENUM_VALUE_ADDED safe/safe sent sendMode,sendA,sendB',
    ]);
  });

  it('is reported once if it contains itself', async () => {
    const version = (type: string) => ({
      Tree: {
        type: 'object',
        properties: {
          value: { type },
          children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
    });
    expect(await findings(version('string'), version('boolean'))).toEqual([
      'TYPE_CHANGED breaking/breaking received onTree',
      'TYPE_CHANGED breaking/breaking sent sendTree',
    ]);
  });

  it('is not followed for ever, however many pairs there are', async () => {
    const count = 181;
    const names = Array.from({ length: count }, (_, index) => `S${index}`);
    const version = (step: number): JsonObject => ({
      ...lamp,
      components: {
        messages:
          lamp['components'] instanceof Object ? Reflect.get(lamp['components'], 'messages') : {},
        schemas: {
          Dim: { $ref: '#/components/schemas/S0' },
          ...{ State: { type: 'string' }, Ask: {}, Info: {} },
          ...Object.fromEntries(
            names.map((name, index) => [
              name,
              {
                type: 'object',
                properties: {
                  a: { $ref: `#/components/schemas/S${(index + step) % count}` },
                  b: {
                    $ref: `#/components/schemas/S${(index * (2 * step + 1) + step + 1) % count}`,
                  },
                },
              },
            ]),
          ),
        },
      },
    });
    const { changes } = await compare(version(1), version(2));
    expect(changes.map(({ code, wire, source }) => [code, wire, source])).toEqual([
      ['COMPARISON_LIMIT', 'risky', 'risky'],
      ['VERSION_UNDERSTATED', 'safe', 'safe'],
    ]);
  });
});

describe('what is not certain', () => {
  it.each<[string, JsonObject, JsonObject, string, string]>([
    [
      'is risky where a pattern may hide it',
      { A: { type: 'string', pattern: '^x', maxLength: 3 } },
      { A: { type: 'string', pattern: '^x', maxLength: 4 } },
      'LIMIT_LOOSENED risky/safe',
      'LIMIT_LOOSENED safe/safe',
    ],
    [
      'is risky within not, in both directions',
      { A: { type: 'string', not: { enum: ['x'] } } },
      { A: { type: 'string', not: { enum: ['x', 'y'] } } },
      'ENUM_VALUE_ADDED risky/risky',
      'ENUM_VALUE_ADDED risky/safe',
    ],
    [
      'is risky in variants of oneOf that overlap',
      {
        A: {
          oneOf: [
            { type: 'string', maxLength: 3 },
            { type: 'string', minLength: 2 },
          ],
        },
      },
      {
        A: {
          oneOf: [
            { type: 'string', maxLength: 4 },
            { type: 'string', minLength: 2 },
          ],
        },
      },
      'LIMIT_LOOSENED risky/safe',
      'LIMIT_LOOSENED risky/safe',
    ],
    [
      'is certain in variants that do not overlap',
      { A: { oneOf: [{ type: 'string', maxLength: 3 }, { type: 'null' }] } },
      { A: { oneOf: [{ type: 'string', maxLength: 4 }, { type: 'null' }] } },
      'LIMIT_LOOSENED breaking/safe',
      'LIMIT_LOOSENED safe/safe',
    ],
    [
      'is certain in variants that a property tells apart',
      { A: { oneOf: [{ ...variant('x'), maxProperties: 9 }, variant('y')] } },
      {
        A: {
          oneOf: [
            { ...variant('x'), maxProperties: 9 },
            { ...variant('y'), additionalProperties: false },
          ],
        },
      },
      'OBJECT_CLOSED safe/safe',
      'OBJECT_CLOSED risky/safe',
    ],
  ])('%s', async (_, old, fresh, received, sent) => {
    expect(await findings(old, fresh)).toEqual(
      expect.arrayContaining([`${received} received onA`, `${sent} sent sendA`]),
    );
  });

  function variant(kind: string): JsonObject {
    return { type: 'object', required: ['kind'], properties: { kind: { const: kind } } };
  }
});

describe('a type that no operation has', () => {
  it('is safe on the wire, and as bad for source code as in the worse direction', async () => {
    const { changes } = await compare(
      patched(lamp, { components: { schemas: { Spare: { enum: ['x', 'y'], type: 'string' } } } }),
      patched(lamp, { components: { schemas: { Spare: { enum: ['x'], type: 'string' } } } }),
    );
    expect(changes[0]).toMatchObject({
      ...{ code: 'ENUM_VALUE_REMOVED', direction: 'unused', wire: 'safe', source: 'breaking' },
      message:
        '`Spare` lost `y`: no operation has it, but code that uses the type may no longer compile.',
    });
  });
});

describe('types that nothing leads to any more', () => {
  it('are one finding, at the place of the first, with all names', async () => {
    const names = ['Zone', 'Area', ...Array.from({ length: 8 }, (_, index) => `Spare${index}`)];
    const schemas = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const { changes } = await compare(patched(lamp, { components: { schemas } }), lamp);
    const [found, ...others] = changes.filter(({ code }) => code !== 'VERSION_UNDERSTATED');
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ code: 'TYPES_REMOVED', wire: 'safe', source: 'breaking', symbols: names },
      message:
        '10 types are gone (`Zone`, `Area`, `Spare0`, `Spare1`, `Spare2`, `Spare3`, `Spare4`, `Spare5` and 2 more): nothing in the document leads to them any more, and imports of them no longer compile.',
      old: { pointer: '/components/schemas/Zone' },
    });
  });
});

describe('the side', () => {
  it('turns the directions round', async () => {
    const versions = [['x'], ['x', 'y']].map((values) =>
      patched(lamp, { components: { schemas: { State: { enum: values } } } }),
    );
    const [old = {}, fresh = {}] = versions;
    const { changes } = await compare(old, fresh, { side: 'counterpart' });
    expect(changes.find(({ code }) => code === 'ENUM_VALUE_ADDED')).toMatchObject({
      ...{ direction: 'sent', wire: 'safe', methods: ['sendState'] },
    });
  });
});

describe('the step', () => {
  it.each([
    ['1.2.3', '2.0.0', undefined],
    ['1.2.3', '1.3.0', 'a minor step, where the changes amount to a major step'],
    ['0.2.3', '0.3.0', undefined],
    ['0.2.3', '0.2.4', 'a patch step, where the changes amount to a minor step'],
    ['2.0.0', '1.0.0', 'The version went back from `2.0.0` to `1.0.0`, where'],
    ['spring', 'summer', undefined],
  ])('from %s to %s', async (from, to, expected) => {
    const { changes } = await compare(
      patched(lamp, { info: { version: from } }),
      patched(lamp, { info: { version: to }, operations: { sendDim: null } }),
    );
    const found = changes.find(({ code }) => code === 'VERSION_UNDERSTATED')?.message;
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(expected);
  });
});
