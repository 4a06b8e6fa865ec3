/** Short documents that ask for very much work: each is done, or refused, in time. */
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { Json, JsonObject } from '../../src/json/json.js';
import { specFolder } from '../load/spec-folder.js';
import { times } from '../properties/chance.js';
import { CommandProcess } from '../support/command-process.js';
import { documentOfSchemas, documentWith } from './small-document.js';

/** Without its guard each takes hours, or all memory; with it seconds. */
const LIMIT_MS = 120_000;

jest.setTimeout(2 * LIMIT_MS);

/** A quarter of the usual stack: what takes arguments from a list fails with a quarter of the items. */
const shallow = new CommandProcess(['--stack-size=246']);
const usual = new CommandProcess();
afterAll(() => {
  usual.stop();
  shallow.stop();
});

async function run(command: string, document: Json, running = usual): Promise<string> {
  const folder = await specFolder({ 'effort.json': JSON.stringify(document) });
  const output = command === 'generate' ? ['-o', join(folder, 'out')] : [];
  const args = [command, join(folder, 'effort.json'), ...output];
  const printed = await running.run(folder, args, LIMIT_MS);
  expect(printed).not.toContain('This is a bug');
  return printed;
}

function listOf<T>(length: number, item: (index: number) => T): readonly T[] {
  return Array.from({ length }, (_, index) => item(index));
}

function mapOf(length: number, name: string, value: (index: number) => Json): JsonObject {
  return Object.fromEntries(listOf(length, (index) => [`${name}${index}`, value(index)]));
}

function nested(levels: number, around: (inner: Json) => Json): Json {
  return listOf(levels, () => around).reduce<Json>((inner, each) => each(inner), {
    type: 'string',
  });
}

const text = { type: 'string' };

describe('types that repeat what is in them', () => {
  it.each([
    ['patterns of names', nested(60, (each) => ({ patternProperties: { '^a': each } }))],
    [
      'members beside an index signature',
      nested(40, (each) => ({
        anyOf: [{ type: 'object', properties: { a: each }, additionalProperties: text }],
      })),
    ],
    [
      'required members without a schema',
      {
        required: listOf(4_000, (index) => `r${index}`),
        additionalProperties: { oneOf: [{ properties: mapOf(4_000, 'p', () => text) }, text] },
      },
    ],
  ])('%s', async (_, schema) => {
    await run('generate', documentWith(schema));
  });
});

describe('texts', () => {
  it.each([
    ['a paragraph of very many lines', 'a\n'.repeat(1_000_000)],
    ['words behind a wide margin', `a\n\n${' '.repeat(100_000)}${'word '.repeat(200_000)}`],
  ])('%s', async (_, description) => {
    await run('generate', documentWith({ type: 'object', description }));
  });

  it('a field whose name is like a message of the parser', async () => {
    const document = { ...documentWith(text), ['Name: a, message: '.repeat(200_000)]: 1 };
    expect(await run('validate', document)).toContain('FIELD_UNKNOWN');
  });
});

it('headers that very many messages add to', async () => {
  const many = { type: 'object', properties: mapOf(20_000, 'h', () => text) };
  const traits = [{ headers: { $ref: '#/components/schemas/Many' } }];
  const headers = { type: 'object', properties: { own: text } };
  const messages = mapOf(30 * times, 'm', (index) => ({
    payload: { const: index },
    headers,
    traits,
  }));
  await run('validate', {
    ...documentWith(text),
    channels: { c: { address: 'c', messages } },
    operations: {},
    components: { schemas: { Many: many } },
  });
});

it('an operation trait with a long text, for very many operations', async () => {
  const traits = [{ $ref: '#/components/operationTraits/t' }];
  const operation = { action: 'send', channel: { $ref: '#/channels/c' }, traits };
  const printed = await run('generate', {
    ...documentWith(text),
    channels: { c: { address: 'c', messages: { m: { payload: text } } } },
    operations: mapOf(4_000, 'o', () => operation),
    components: { operationTraits: { t: { description: 'long '.repeat(20_000) } } },
  });
  expect(printed).toContain('API_TOO_LARGE');
});

it('keys that are longer than names can be', async () => {
  const schema = listOf(60, (index) => `${index}${'k'.repeat(20_000)}`).reduce<Json>(
    (inner, key) => ({ type: 'object', properties: { [key]: inner } }),
    text,
  );
  expect(await run('generate', documentWith(schema))).toContain('API_TOO_LARGE');
});

describe('lists whose items have to differ', () => {
  it.each(['enum', 'tags'])('%s', async (name) => {
    const items = listOf(60_000, (index) =>
      name === 'enum' ? `v${index}` : { name: `t${index}` },
    );
    const info = { title: 'T', version: '1', tags: name === 'enum' ? [] : items };
    const schema = name === 'enum' ? { type: 'string', enum: items } : text;
    await run('validate', { ...documentWith(schema), info });
  });

  it('are refused if they do not', async () => {
    expect(await run('validate', documentWith({ enum: ['a', 'a'] }))).toContain('must be unique');
  });
});

describe('patterns', () => {
  it('that repeat nothing', async () => {
    const pattern = `(${'(?:'.repeat(20)}(?:)${'{9}'.padEnd(4, ')').repeat(20)}{9})+b`;
    const report = await run('validate', documentWith({ type: 'string', pattern }));
    expect(report).toContain('PATTERN_SLOW');
  });

  it('of which each takes a while', async () => {
    const pattern = (index: number): string => `(?:${'(?:ab|cd)?'.repeat(50)}x${index})+y`;
    const properties = mapOf(100 * times, 'p', (index) => ({ pattern: pattern(index) }));
    expect(await run('validate', documentWith({ properties }))).toContain('PATTERN_SLOW');
  });
});

it('operations that share very many messages', async () => {
  const report = await run('generate', {
    ...documentWith(text),
    channels: { c: { address: 'c', messages: mapOf(500, 'm', () => ({ payload: text })) } },
    operations: mapOf(500, 'o', () => ({ action: 'send', channel: { $ref: '#/channels/c' } })),
  });
  expect(report).toContain('API_TOO_LARGE');
});

it('examples of one large schema', async () => {
  const properties = mapOf(3_000, 'p', () => text);
  await run('validate', documentWith({ properties, examples: listOf(3_000, () => ({})) }));
});

it('parts of one composition that each forbid the properties of the others', async () => {
  const parts = listOf(16_000, (index) => ({
    type: 'object',
    properties: { [`p${index}`]: text },
    additionalProperties: false,
  }));
  await run('validate', documentWith({ allOf: parts }));
});

it('more schemas than a function takes arguments, and a finding for each', async () => {
  const document = documentOfSchemas(mapOf(40_000, 's', () => ({})));
  const report = await run('validate', document, shallow);
  expect(report).toContain('COMPONENT_UNUSED');
});
