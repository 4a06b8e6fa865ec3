/** The records of documents that manifests keep, and what they tell of changes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compareRecords } from '../../src/generate/compare-records.js';
import { mergedRecord, recordOf } from '../../src/generate/record.js';
import type { Json } from '../../src/json/json.js';
import { LOCK, putFiles } from '../cli/bin.js';
import { loader } from '../support/loader.js';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function recordedOf(text: string): Promise<Json | undefined> {
  const path = join(folder, 'lock.yaml');
  putFiles(folder, { 'lock.yaml': text });
  const { document } = await loader(path);
  return document && recordOf(document, path)[path];
}

test('a record has no prose, but properties and values of that name', async () => {
  const schema = `type: object, description: Prose, examples: [{}], properties: { description: { const: { description: kept } } }`;
  const record = await recordedOf(LOCK.replace('type: string, enum: [open, shut]', schema));
  expect(record).toMatchObject({ components: { schemas: { Turn: { required: ['key'] } } } });
  const position = /"Position":(\{.*?\}\}\}\})/.exec(JSON.stringify(record))?.[1];
  expect(JSON.parse(position ?? '')).toEqual({
    type: 'object',
    properties: { description: { const: { description: 'kept' } } },
  });
});

test('records of several documents have the parts of each', () => {
  const merged = mergedRecord([
    { '/a.json': { x: { one: 1 }, list: [1] } },
    { '/a.json': { x: { two: 2 }, list: [1] }, '/b.json': {} },
  ]);
  expect(Object.fromEntries(merged)).toEqual({
    '/a.json': { x: { one: 1, two: 2 }, list: [1] },
    '/b.json': {},
  });
});

test('files that were fetched are compared without a network', async () => {
  const url = 'https://specs.example/types.json';
  const main = resolve(folder, 'lock.json');
  const filesOf = (values: readonly string[]) =>
    new Map<string, Json>([
      [main, lockWith({ $ref: `${url}#/Position` })],
      [url, { Position: { enum: values, type: 'string' } }],
    ]);
  const files = { old: filesOf(['open', 'shut']), new: filesOf(['open']) };
  const codes = [];
  for await (const [, compared] of compareRecords([{ old: main, new: main }], files, {}))
    codes.push(...(compared?.difference.changes ?? []).map(({ code }) => code));
  expect(codes).toContain('ENUM_VALUE_REMOVED');
});

function lockWith(payload: Json): Json {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Lock', version: '1.0.0' },
    servers: { default: { host: 'localhost:1883', protocol: 'mqtt' } },
    channels: { position: { address: 'position', messages: { position: { payload } } } },
    operations: { receive: { action: 'receive', channel: { $ref: '#/channels/position' } } },
  };
}
