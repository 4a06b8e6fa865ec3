/** T-09: content types and runtime expressions are read by grammars of ours, which reach own members only. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { childPointer } from '../../src/json/pointer.js';
import { validate } from '../support/generating.js';
import { encodingOf } from '../../src/model/encoding.js';
import { specFolder } from '../load/spec-folder.js';
import { shapeOf } from './shape.js';
import { documentWith, outputOf } from './small-document.js';

const locations = [
  '$message.payload#/__proto__/x',
  '$message.payload#/__proto__',
  '$message.payload#/constructor/name',
  '$message.header#/toString',
  '$message.header#/',
  '$message.payload#/a~1b/~0',
  '$message.payload#/"]; process.exit(1); ["',
  '$message.payload#/${process.exit(1)}',
];

function documentAt(location: string): JsonObject {
  const payload = { type: 'object', properties: { own: { type: 'string' } } };
  return documentWith(payload, {
    channels: {
      c: {
        address: 'c/{p}',
        parameters: { p: { location } },
        messages: { m: { payload, headers: payload, correlationId: { location } } },
      },
      r: { address: null, messages: { m: { payload } } },
    },
    operations: {
      ask: {
        action: 'send',
        channel: { $ref: '#/channels/c' },
        reply: { channel: { $ref: '#/channels/r' }, address: { location } },
      },
    },
  });
}

describe('T-09: a runtime expression', () => {
  it.each(locations)('%j leads to no member of a prototype', async (location) => {
    const folder = await specFolder({ 'a.json': JSON.stringify(documentAt(location)) });
    const { diagnostics } = await validate([join(folder, 'a.json')]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toContain('REPLY_ADDRESS_UNDECLARED');
  });

  it('changes nothing of the code', async () => {
    const [first, ...others] = await Promise.all(
      locations.map(async (each) => outputOf(documentAt(each))),
    );
    expect(first?.files.size).toBe(5);
    for (const { files } of others) expect([...files]).toEqual([...(first?.files ?? [])]);
  }, 60_000);
});

/** A request and a reply that have their correlation id at a key. */
function correlatedBy(name: string): JsonObject {
  const payload = {
    type: 'object',
    required: [name],
    properties: Object.fromEntries([[name, { type: 'string' }]]),
  };
  const location = `$message.payload#${childPointer('', name)}`;
  const message = { payload, correlationId: { location } };
  const channel = (address: string): JsonObject => ({ address, messages: { [address]: message } });
  return documentWith(payload, {
    channels: { q: channel('q'), r: channel('r') },
    servers: { s: { host: 'h', protocol: 'mqtt' } },
    operations: {
      ask: {
        action: 'send',
        channel: { $ref: '#/channels/q' },
        reply: { channel: { $ref: '#/channels/r' } },
      },
    },
  });
}

describe('T-09: a correlation id', () => {
  const names = ['"]; evil(); ["', '*/ evil() /*', '${evil()}', '</script>', '\u2028', '\u202e'];

  it.each(['toString', ...names])('at %j is data in the code', async (name) => {
    const [usual, hostile] = await Promise.all([
      outputOf(correlatedBy('id')),
      outputOf(correlatedBy(name)),
    ]);
    const shapes = [usual, hostile].map(({ text }) => shapeOf('client.ts', text('client.ts')));
    expect(shapes[1]).toEqual(shapes[0]);
    expect(hostile.text('client.ts')).toContain('correlationId: { kind: "uuid" }');
  });
});

describe('T-09: a content type', () => {
  it.each([
    ['application/json; charset="*/"', 'json'],
    ['application/json"+evil()+"', 'binary'],
    ['__proto__', 'binary'],
    ['constructor', 'binary'],
    ['text/__proto__', 'text'],
    ['text/${evil()}', 'text'],
    ['', 'binary'],
    [`${' '.repeat(100_000)}x`, 'binary'],
  ])('%.40j is one of three encodings', (contentType, encoding) => {
    expect(encodingOf(contentType)).toBe(encoding);
  });

  it('is not printed', async () => {
    const message = { payload: { type: 'string' }, contentType: 'text/"]; evil(); ["' };
    const { files } = await outputOf(
      documentWith({}, { channels: { c: { address: 'c', messages: { m: message } } } }),
    );
    expect(files.size).toBe(5);
    expect([...files.values()].filter((text) => text.includes('evil'))).toEqual([]);
  });
});
