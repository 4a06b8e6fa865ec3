/** T-02, T-05: values of a document are values in the code, the same ones. */
import { describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import type { Json, JsonObject } from '../../src/json/json.js';
import { acceptAnything, startMockServer, type MockEngine } from '../../templates/runtime/index.js';
import { startEmbeddedBroker } from '../support/broker.js';
import { payloads } from './payloads.js';
import {
  documentOfSchemas,
  documentWith,
  exported,
  importOf,
  outputOf,
  outputOfText,
  verdictOf,
} from './small-document.js';

describe('T-02: strings of enum and const', () => {
  it('are themselves in types and validators', async () => {
    const imported = await importOf(
      documentOfSchemas({
        All: { type: 'string', enum: payloads },
        ...Object.fromEntries(payloads.map((text, index) => [`One${index}`, { const: text }])),
      }),
    );
    expect([...Object(exported(imported, 'types.ts', 'allValues'))]).toEqual(payloads);
    payloads.forEach((text, index) => {
      expect(verdictOf(imported, 'All', text)).toBe(true);
      expect([text, verdictOf(imported, `One${index}`, text)]).toEqual([text, true]);
      expect([text, verdictOf(imported, `One${index}`, `${text}x`)]).toEqual([text, false]);
    });
  });

  it.each<[string, Json]>([
    ['objects', { 'a"]: x, ["': ["'", { '${x}': '`' }] }],
    ['lists', [[], [['*/']], {}]],
    ['null', null],
    ['a number that is large', 2 ** 63],
    ['a number that is small', 5e-324],
  ])('beside %s', async (_, value) => {
    const imported = await importOf(
      documentOfSchemas({ All: { enum: ['x', value] }, One: { const: value } }),
    );
    expect(verdictOf(imported, 'All', value)).toBe(true);
    expect(verdictOf(imported, 'One', value)).toBe(true);
    expect(verdictOf(imported, 'One', [value, 'y'])).toBe(false);
  });

  it('beside minus zero, which is zero', async () => {
    const text = JSON.stringify(documentOfSchemas({ All: { enum: ['x', 7] } })).replace('7', '-0');
    const { text: fileText } = await outputOfText(text);
    expect(fileText('types.ts')).toMatch(/"x" \| -?0;/);
  });

  it('a number beyond all numbers is refused', async () => {
    const text = JSON.stringify(documentOfSchemas({ A: { enum: [1, 'x'] } })).replace(
      '[1,',
      '[1e400,',
    );
    const { diagnostics } = await outputOfText(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['YAML_NUMBER']);
  });
});

describe('T-05: a default', () => {
  const defaults: readonly Json[] = [
    payloads.join(''),
    payloads,
    { a: { b: payloads, 'c"]: x': { '*/': ['`${x}`'] } } },
    [[{ deep: [[payloads]] }]],
  ];

  it('is prose in a comment, whatever its form', async () => {
    const schema = (value?: Json): JsonObject => ({
      type: 'object',
      properties: { a: value === undefined ? {} : { default: value } },
    });
    for (const value of defaults) {
      const [plain, given] = await Promise.all([
        outputOf(documentWith(schema())),
        outputOf(documentWith(schema(value))),
      ]);
      const code = (text: string): string =>
        text.replaceAll(/\/\*\*[^]*?\*\//g, '').replaceAll(/\s+/g, '');
      for (const [path, text] of plain.files) expect(code(given.text(path))).toBe(code(text));
    }
  });
});

describe('T-05: a sample', () => {
  it('is given out as a copy', async () => {
    const broker = await startEmbeddedBroker();
    const operations = {
      ask: {
        kind: 'request',
        id: 'ask',
        address: 'ask',
        envelope: 'body',
        payload: false,
        messages: {},
        replies: { answer: { payload: acceptAnything } },
      },
    } as const;
    const sample = { list: ['first'] };
    const engine: MockEngine = await startMockServer(
      { api: { name: 'a', servers: {}, operations }, samples: { ask: sample }, variables: {} },
      { url: broker.url },
    );
    const client = await connectAsync(broker.url);
    const replies: string[] = [];
    client.on('message', (_, payload) => void replies.push(payload.toString()));
    await client.subscribeAsync('back');
    const request = JSON.stringify({ headers: { replyTo: 'back' } });
    for (const count of [1, 2]) {
      await client.publishAsync('ask', request, { qos: 1 });
      while (replies.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
      for (const { payload } of engine.history) empty(payload);
    }
    expect(replies).toEqual(['{"list":["first"]}', '{"list":["first"]}']);
    expect(sample).toEqual({ list: ['first'] });
    await client.endAsync();
    await engine.close();
    await broker.stop();
  });
});

/** What somebody may do with what the history shows. */
function empty(payload: unknown): void {
  if (typeof payload !== 'object' || payload === null || !('list' in payload)) return;
  if (Array.isArray(payload.list)) payload.list.length = 0;
}
