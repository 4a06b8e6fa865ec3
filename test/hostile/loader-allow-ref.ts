/** T-15 and T-17: what `--allow-ref` allows is exactly what it says. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generate } from '../support/generating.js';
import { createFetchText, type ResolveName } from '../../src/load/remote/fetch-text.js';
import { brief, documentOf, loadFiles, only } from '../load/loading.js';
import { redirectTo, serve, type HttpServer } from '../load/http-server.js';
import { specFolder, withPayload } from '../load/spec-folder.js';

const secrets = /secret-of/;

/** Loads a document whose payload is a reference; the servers given are allowed. */
async function referring(reference: string, allowed: readonly string[]) {
  const loaded = await loadFiles(
    { 'a.yaml': withPayload(`{$ref: '${reference}'}`), 'canary.yaml': 'secret-of-the-canary: [' },
    { allowRef: allowed },
  );
  expect(JSON.stringify(loaded.diagnostics)).not.toMatch(secrets);
  return loaded;
}

const string = 'type: string';

describe('T-17: an allowed origin', () => {
  it('is fetched from, each file once, and by paths relative to its URL', async () => {
    const server = await serve({
      '/v1/a.yaml?x=1':
        "type: object\nproperties: {b: {$ref: 'sub/b.json#/B'}, c: {$ref: /c.yaml}}",
      '/v1/sub/b.json': '{"B": {"$ref": "../../c.yaml"}, "unused": {"$ref": "nowhere.yaml"}}',
      '/c.yaml': 'type: object\nproperties: {self: {$ref: "#"}}',
    });
    const { origin, requests } = server;
    const loaded = await referring(`${origin}/v1/a.yaml?x=1`, [origin]);
    expect(brief(loaded)).toEqual([]);
    expect(requests.map(({ url }) => url)).toEqual(['/v1/a.yaml?x=1', '/v1/sub/b.json', '/c.yaml']);
    expect([...documentOf(loaded).files.keys()].slice(1)).toEqual([
      `${origin}/v1/a.yaml?x=1`,
      `${origin}/v1/sub/b.json`,
      `${origin}/c.yaml`,
    ]);
  });

  it('is told nothing of who asks', async () => {
    const server = await serve({ '/a.yaml': string });
    expect(brief(await referring(`${server.origin}/a.yaml`, [server.origin]))).toEqual([]);
    const [request] = server.requests;
    expect(request?.method).toBe('GET');
    expect(request?.headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'close',
      accept: 'application/yaml, application/json, */*',
    });
  });

  it('does not allow another one, or another port, scheme or name of the same machine', async () => {
    const [allowed, other] = [await serve({}), await serve({ '/a.yaml': string }, '::')];
    for (const start of [
      `http://127.0.0.1:${other.port}`,
      `http://localhost:${other.port}`,
      `http://[::1]:${other.port}`,
      `http://[::ffff:127.0.0.1]:${allowed.port}`,
      `https://127.0.0.1:${allowed.port}`,
      `http://localhost:${allowed.port}`,
    ]) {
      const found = only(await referring(`${start}/a.yaml`, [allowed.origin]));
      expect(found.code).toMatch(/^REF_(REMOTE|MALFORMED)$/);
    }
    expect([allowed.connections(), other.connections()]).toEqual([0, 0]);
  });

  it.each(['2130706433', '127.0.0.1.', '0x7f.1'])('is the same by %s', async (host) => {
    const server = await serve({ '/a.yaml': string });
    const loaded = await referring(`http://${host}:${server.port}/a.yaml`, [server.origin]);
    expect(brief(loaded)).toEqual([]);
  });

  it('gets no user name and no password', async () => {
    const server = await serve({ '/a.yaml': string });
    const url = `http://secret-of:the-user@127.0.0.1:${server.port}/a.yaml`;
    const { diagnostics } = await loadFiles(
      { 'a.yaml': withPayload(`{$ref: '${url}'}`) },
      { allowRef: [server.origin] },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['REF_REMOTE']);
    expect(server.connections()).toBe(0);
  });

  it('answers with a status, which is all that is told', async () => {
    const server = await serve({
      '/b.yaml': (response) => response.writeHead(500).end('secret-of'),
    });
    for (const path of ['a', 'b']) {
      const found = only(await referring(`${server.origin}/${path}.yaml`, [server.origin]));
      expect(found.code).toBe('REF_REMOTE_FAILED');
      expect(found.message).toMatch(/with status (404|500)\.$/);
    }
  });

  it('is told of where it is referred to, if its file is not well-formed', async () => {
    const server = await serve({ '/a.yaml': 'a: 1\nb: [' });
    const loaded = await referring(`${server.origin}/a.yaml`, [server.origin]);
    expect(brief(loaded)).toEqual(['YAML_SYNTAX 3:53']);
    expect(only(loaded).message).toContain(`"${server.origin}/a.yaml", line 2, column `);
  });

  it('has a part in the hash of the document', async () => {
    const server = await serve({ '/a.yaml': string });
    const folder = await specFolder({ 'a.yaml': withPayload(`{$ref: '${server.origin}/a.yaml'}`) });
    const hash = async (): Promise<string | undefined> => {
      const options = { allowRef: [server.origin], only: ['types' as const] };
      return (await generate([join(folder, 'a.yaml')], options)).apis[0]?.hash;
    };
    const before = await hash();
    expect(await hash()).toBe(before);
    server.put('/a.yaml', `${string} # and a comment`);
    expect(await hash()).not.toBe(before);
  });
});

describe('T-15: a redirect', () => {
  it('may lead to an allowed origin, and paths are relative to its end', async () => {
    const end = await serve({ '/deep/b.yaml': "{$ref: 'c.yaml'}", '/deep/c.yaml': string });
    const start = await serve({ '/a.yaml': redirectTo(`${end.origin}/deep/b.yaml`, 307) });
    const loaded = await referring(`${start.origin}/a.yaml`, [start.origin, end.origin]);
    expect(brief(loaded)).toEqual([]);
    expect(end.requests.map(({ url }) => url)).toEqual(['/deep/b.yaml', '/deep/c.yaml']);
  });

  it.each([301, 302, 303, 307, 308])('leads to no other origin, with status %i', async (code) => {
    const end = await serve({ '/b.yaml': string });
    const start = await serve({ '/a.yaml': redirectTo(`${end.origin}/b.yaml`, code) });
    const found = only(await referring(`${start.origin}/a.yaml`, [start.origin]));
    expect(found).toMatchObject({
      code: 'REF_REMOTE',
      help: expect.stringContaining(`--allow-ref ${end.origin}`),
      place: { line: 3, column: 53 },
    });
    expect(end.connections()).toBe(0);
  });

  it.each([
    'file:///etc/hostname',
    'http://169.254.169.254/latest/',
    'http://secret-of:the-user@127.0.0.1/',
    '//10.0.0.1/x',
    'data:,x',
    'http://[',
  ])('leads to no %s', async (location) => {
    const start = await serve({ '/a.yaml': redirectTo(location) });
    const { diagnostics } = await loadFiles(
      { 'a.yaml': withPayload(`{$ref: '${start.origin}/a.yaml'}`) },
      { allowRef: [start.origin] },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual([
      location === 'http://[' ? 'REF_REMOTE_FAILED' : 'REF_REMOTE',
    ]);
    expect(start.requests).toHaveLength(1);
  });

  it('is followed five times', async () => {
    const start = await serve({ '/a.yaml': redirectTo('/a.yaml') });
    const found = only(await referring(`${start.origin}/a.yaml`, [start.origin]));
    expect(found.code).toBe('REF_REMOTE_FAILED');
    expect(start.requests).toHaveLength(6);
  });
});

describe('T-17: a file that was fetched', () => {
  it.each([
    ['../../canary.yaml', 'REF_REMOTE_FAILED'],
    ['/proc/self/environ', 'REF_REMOTE_FAILED'],
    ['%2e%2e%2fcanary.yaml', 'REF_REMOTE_FAILED'],
    ['file:///proc/self/environ', 'REF_REMOTE'],
    ['C:\\\\canary.yaml', 'REF_REMOTE'],
    ['\\\\\\\\10.0.0.1\\\\share', 'REF_REMOTE'],
    ['//10.0.0.1/x', 'REF_REMOTE'],
    ['http://10.0.0.1/x', 'REF_REMOTE'],
    ['http://[', 'REF_MALFORMED'],
  ])('leads to no file of this machine, and to no other one: %s', async (reference, code) => {
    const server = await serve({ '/a.yaml': `properties: {p: {$ref: "${reference}"}}` });
    const found = only(await referring(`${server.origin}/a.yaml`, [server.origin]));
    expect(found.code).toBe(code);
    expect(found.place?.file).toBe(`${server.origin}/a.yaml`);
  });

  it('does not lead to the file that refers to it', async () => {
    const server = await serve({});
    const folder = await specFolder({ 'canary.yaml': 'secret-of-the-canary: [' });
    server.put('/a.yaml', `{$ref: '${join(folder, 'canary.yaml')}'}`);
    const found = only(await referring(`${server.origin}/a.yaml`, [server.origin]));
    expect(found.code).toBe('REF_REMOTE_FAILED');
    expect(server.requests.map(({ url }) => url)).toContain(join(folder, 'canary.yaml'));
  });

  it('has at most 10 MB, and is not read on', async () => {
    let written = 0;
    const server = await serve({
      '/a.yaml': (response) => {
        const more = (): void => {
          while (!response.destroyed && response.write('#'.repeat(1e6))) written += 1e6;
          response.once('drain', more);
        };
        more();
      },
    });
    const found = only(await referring(`${server.origin}/a.yaml`, [server.origin]));
    expect(found.code).toBe('FILE_TOO_LARGE');
    expect(written).toBeLessThan(100e6);
  });

  it('is UTF-8', async () => {
    const server = await serve({ '/a.yaml': (response) => response.end(Buffer.from([0xff])) });
    expect(only(await referring(`${server.origin}/a.yaml`, [server.origin])).code).toBe(
      'FILE_NOT_TEXT',
    );
  });

  it('may come from a server that breaks off or speaks something else', async () => {
    const server = await serve({
      '/off.yaml': (response) => response.socket?.destroy(),
      '/half.yaml': (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('a: secret-of-the-half');
        setTimeout(() => response.socket?.destroy(), 50);
      },
      '/odd.yaml': (response) => response.socket?.end('SSH-2.0-secret-of-ssh\r\n'),
    });
    for (const name of ['off', 'half', 'odd']) {
      const found = only(await referring(`${server.origin}/${name}.yaml`, [server.origin]));
      expect(found.code).toBe('REF_REMOTE_FAILED');
    }
    const nobody = 'http://127.0.0.1:1';
    expect(only(await referring(`${nobody}/a.yaml`, [nobody])).message).toContain('ECONNREFUSED');
  });
});

describe('T-15: the name of an allowed origin', () => {
  const fetchFrom = (server: HttpServer, host: string, addresses: readonly string[][]) => {
    const asked: string[] = [];
    const origin = `http://${host}:${server.port}`;
    const resolveName: ResolveName = async (name) => {
      const found = addresses[Math.min(asked.push(name), addresses.length) - 1] ?? [];
      return Promise.resolve(
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    const fetchText = createFetchText(new Set([origin]), { resolveName });
    return { fetched: fetchText(new URL(`${origin}/a.yaml`)), asked };
  };

  it.each([
    [['127.0.0.1']],
    [['93.184.216.34', '127.0.0.1']],
    [['10.1.2.3']],
    [['172.31.0.1']],
    [['192.168.1.1']],
    [['169.254.169.254']],
    [['100.64.0.1']],
    [['0.0.0.0']],
    [['255.255.255.255']],
    [['::1']],
    [['::']],
    [['::ffff:127.0.0.1']],
    [['::ffff:a00:1']],
    [['::127.0.0.1']],
    [['64:ff9b::7f00:1']],
    [['2002:7f00:1::']],
    [['2001:0:4136:e378:8000:63bf:3fff:fdd2']],
    [['fe80::1']],
    [['fc00::1']],
    [['fd12:3456::1']],
    [['fec0::1']],
    [['ff02::1']],
  ])('does not lead to %j', async (addresses) => {
    const server = await serve({ '/a.yaml': string }, '::');
    const { fetched } = fetchFrom(server, 'example.test', [addresses]);
    expect(await fetched).toMatchObject({ kind: 'refused', code: 'REF_REMOTE_ADDRESS' });
    expect(server.connections()).toBe(0);
  });

  it('is resolved once, so that what was checked is what is asked', async () => {
    const server = await serve({ '/a.yaml': string }, '127.0.0.1');
    const { fetched, asked } = fetchFrom(server, 'localhost', [['127.0.0.1'], ['10.0.0.1']]);
    expect(await fetched).toMatchObject({ kind: 'text', text: string });
    expect(asked).toEqual(['localhost']);
  });

  // Of the addresses of this machine, other systems than Linux have only one.
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('is asked at the address that was checked', async () => {
    const server = await serve({ '/a.yaml': string }, '127.0.0.2');
    const { fetched } = fetchFrom(server, 'localhost', [['127.0.0.2']]);
    expect(await fetched).toMatchObject({ kind: 'text', text: string });
  });

  it.each([['10.0.0.1'], ['93.184.216.34']])(
    'localhost is this machine, and not %s',
    async (address) => {
      const server = await serve({});
      const { fetched } = fetchFrom(server, 'localhost', [[address]]);
      expect(await fetched).toMatchObject({ code: 'REF_REMOTE_ADDRESS' });
    },
  );

  it.each(['localhost.', hostname()])('does not lead to this machine: %s', async (host) => {
    const server = await serve({ '/a.yaml': string }, '::');
    const origin = `http://${host}:${server.port}`;
    const found = only(await referring(`${origin}/a.yaml`, [origin]));
    // The second is what a system says that does not know its own name.
    expect(['REF_REMOTE_ADDRESS', 'REF_REMOTE_FAILED']).toContain(found.code);
    expect(server.connections()).toBe(0);
  });

  it('may not be there at all', async () => {
    const origin = 'http://nowhere.invalid';
    expect(only(await referring(`${origin}/a.yaml`, [origin])).code).toBe('REF_REMOTE_FAILED');
  }, 30_000);
});
