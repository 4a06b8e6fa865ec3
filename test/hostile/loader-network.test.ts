/** T-15: reading a document opens no socket, wherever a reference leads and wherever it stands. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { brief, loadFiles, loadText } from '../load/loading.js';
import { serve, type HttpServer } from '../load/http-server.js';
import { asyncapi3, specFolder, withPayload } from '../load/spec-folder.js';

let server: HttpServer;

beforeAll(async () => {
  // On all addresses of this machine, by IPv4 and IPv6.
  server = await serve({ '/x.yaml': 'type: string' }, '::');
});

const hosts = [
  '127.0.0.1',
  'localhost',
  'localhost.',
  'LOCALHOST',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  'user:password@127.0.0.1',
  hostname(),
];

describe('T-15: a reference', () => {
  it.each(hosts)('opens no socket to %s', async (host) => {
    const url = `//${host}:${server.port}/x.yaml`;
    for (const reference of [`http:${url}`, `HTTPS:${url}`, url, url.replaceAll('/', '\\\\\\\\')]) {
      const { diagnostics } = await loadText(withPayload(`{$ref: "${reference}"}`));
      expect(diagnostics.map(({ code }) => code)).toEqual(['REF_REMOTE']);
      expect(diagnostics[0]?.place).toMatchObject({ line: 3, column: 53 });
    }
    expect(server.connections()).toBe(0);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/x',
    'http://[fe80::1]/x',
    'https://example.com/x.yaml',
    'ftp://127.0.0.1/x',
    'data:application/json,{}',
    'gopher://127.0.0.1/x',
    'jar:http://127.0.0.1!/x',
    'javascript:1',
    'node:fs',
  ])('is not followed by any scheme: %s', async (reference) => {
    expect(brief(await loadText(withPayload(`{$ref: '${reference}'}`)))).toEqual([
      'REF_REMOTE 3:53',
    ]);
  });

  it('opens none from any place of a document', async () => {
    const url = `http://127.0.0.1:${server.port}/x.yaml`;
    const documents = [
      withPayload('{}', `x-extension: {$ref: '${url}'}`),
      withPayload(`{examples: [{$ref: '${url}'}]}`),
      withPayload(`{properties: {a: {items: [{$ref: '${url}#/a'}]}}}`),
      asyncapi3(`channels: {c: {$ref: '${url}'}}`),
      asyncapi3(`servers: {s: {$ref: '${url}'}}`),
      asyncapi3(`components: {messages: {m: {traits: [{$ref: '${url}'}]}}}`),
      asyncapi3(`info: {$ref: '${url}'}`).replace("info: {title: T, version: '1'}\n", ''),
      `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {c: {$ref: '${url}'}}\n`,
    ];
    for (const document of documents) {
      const { diagnostics } = await loadText(document);
      expect(diagnostics.map(({ code }) => code)).toEqual(['REF_REMOTE']);
    }
    const { diagnostics } = await loadFiles({
      'a.yaml': withPayload("{$ref: 'b.yaml'}"),
      'b.yaml': `{properties: {c: {$ref: '${url}'}}}`,
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['REF_REMOTE']);
    expect(server.connections()).toBe(0);
  });

  it('opens none for keywords that hold URLs', async () => {
    const url = `http://127.0.0.1:${server.port}/x.yaml`;
    const schema = `{$schema: '${url}', $id: '${url}', type: string, externalDocs: {url: '${url}'}}`;
    const loaded = await loadText(withPayload(schema, `id: '${url}'`));
    expect(brief(loaded)).toEqual([]);
    expect(server.connections()).toBe(0);
  });

  it('to a file by its URL is not followed, and tells nothing of the file', async () => {
    const folder = await specFolder({ 'canary.yaml': 'secret-of-the-canary: [' });
    for (const start of ['file://', 'file://localhost', 'file:', 'FILE://']) {
      const loaded = await loadText(
        withPayload(`{$ref: '${start}${join(folder, 'canary.yaml')}'}`),
      );
      expect(brief(loaded)).toEqual(['REF_REMOTE 3:53']);
      expect(JSON.stringify(loaded)).not.toContain('secret-of-the-canary');
    }
  });
});
