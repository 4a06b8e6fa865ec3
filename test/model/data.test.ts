/** Data in a document, of which parts stand in other places. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import { buildApi } from '../../src/model/model.js';
import { dataOf } from '../../src/model/data.js';
import { createSource } from '../../src/model/source.js';
import { documentOf, loadFiles, loadText } from '../load/loading.js';
import { asyncapi3 } from '../load/spec-folder.js';

const examples = (payload: string): string =>
  asyncapi3(`channels: {c: {address: c, messages: {m: {payload: {}, examples: [${payload}]}}}}\n`);

async function exampleIn(files: Readonly<Record<string, string>>): Promise<Json | undefined> {
  const { messages } = buildApi(documentOf(await loadFiles(files)));
  return messages[0]?.examples[0]?.payload;
}

describe('an example', () => {
  it('may stand in a file of its own, as a whole or in parts', async () => {
    const more = { 'more.yaml': "{lamp: {on: true, at: [{$ref: '#/time'}]}, time: {hour: 1}}" };
    const whole = examples("{payload: {$ref: 'more.yaml#/lamp'}}");
    const lamp = { on: true, at: [{ hour: 1 }] };
    expect(await exampleIn({ 'a.yaml': whole, ...more })).toEqual(lamp);
    const parts = examples("{payload: {lamps: [1, {$ref: 'more.yaml#/lamp'}], none: null}}");
    expect(await exampleIn({ 'a.yaml': parts, ...more })).toEqual({ lamps: [1, lamp], none: null });
  });
});

/** A value of an extension, whatever is said of references that lead back to themselves elsewhere. */
async function dataIn(text: string): Promise<Json | undefined> {
  const loaded = await loadText(asyncapi3(`channels: {}\nx-data: ${text}\n`));
  return dataOf(createSource(documentOf(loaded)).root.get('x-data', 'start'));
}

it('T-11: a value that references make very deep is cut', async () => {
  const length = 20_000;
  const parts = Array.from({ length }, (_, index) => {
    return `d${index}: {next: {$ref: '#/x-data/d${index + 1}'}}`;
  });
  const text = `{start: {$ref: '#/x-data/d0'}, ${parts.join(', ')}, d${length}: 1}`;
  let depth = 0;
  let value: unknown = await dataIn(text);
  while (typeof value === 'object' && value !== null && 'next' in value) {
    value = value.next;
    depth += 1;
  }
  expect(value).toBeNull();
  expect(depth).toBe(1000);
}, 60_000);

it('T-10: parts that many references lead to are copied once', async () => {
  const levels = 60;
  const parts = Array.from({ length: levels }, (_, level) => {
    const next = `{$ref: '#/x-data/d${level + 1}'}`;
    return `d${level}: {l: ${next}, r: ${next}}`;
  });
  const text = `{start: {$ref: '#/x-data/d0'}, ${parts.join(', ')}, d${levels}: end}`;
  const node = await dataIn(text);
  expect(node).toHaveProperty(Array<string>(levels).fill('l'), 'end');
});
