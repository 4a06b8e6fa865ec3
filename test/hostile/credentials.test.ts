/** T-33: no user name, password or token of a URL is printed or thrown. */
import { spawnSync } from 'node:child_process';
import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import { codeFrame } from '../../src/diagnostics/code-frame.js';
import { inspect as inspectSpecs } from '../support/generating.js';
import { selectServer, urlOf } from '../../templates/runtime/connection/server.js';
import {
  isBrokenUrl,
  withoutCredentials,
  withoutUrlCredentials,
} from '../../templates/runtime/shown-url.js';
import { LOCK, putFiles } from '../cli/bin.js';
import { runCommand, startMockCommand } from '../cli/run-command.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { root } from '../support/project.js';
import { startEmbeddedBroker } from '../support/broker.js';
import { temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

/** URLs with a broker at `host`; what is secret in them is made of the letters of `secret`. */
function secretUrls(host: string): readonly string[] {
  return [
    `mqtt://user:secret@${host}`,
    `mqtt://user:sec@ret@${host}`,
    `mqtt://user:sec/ret@${host}`,
    `mqtt://user:sec?ret@${host}`,
    `mqtt://user:sec#ret@${host}`,
    `mqtt://user:sec\\ret@${host}`,
    `mqtt://user:1/secret@${host}`,
    `mqtt://user:1@2/secret@${host}`,
    `mqtt://user:sec ret@${host}`,
    `mqtt://secret@${host}`,
    `mqtt://user:%73ecret@${host}`,
    `ws://user:1\\secret@${host}`,
    `ws://${host}/mqtt?token=secret`,
    `ws://${host}/mqtt#secret`,
    `user:secret@${host}`,
    `mqtt:user:secret@${host}`,
    `//user:secret@${host}`,
    `nothing://user:secret@${host}`,
  ];
}

const leak = /sec|ret@|ret\b|%73/;

describe('a URL that is shown', () => {
  it.each([
    ['mqtt://localhost', 'mqtt://localhost'],
    ['mqtt://user:pass@localhost:1883', 'mqtt://localhost:1883'],
    ['wss://a@broker.example/mqtt?token=x#y', 'wss://broker.example/mqtt'],
    ['ws://[::1]:8080/', 'ws://[::1]:8080'],
    ['mqtt://user:p@ss@host', 'mqtt://host'],
    ['mqtt://user:p/ss@host', undefined],
    ['mqtt://user:1/ss@host', undefined],
    ['mqtt://user:1?ss@host', undefined],
    ['localhost:1883', undefined],
    ['mqtt://', undefined],
    ['', undefined],
  ])('T-33: of %j is %j', (url, shown) => {
    expect(withoutCredentials(url)).toBe(shown);
  });

  it.each(secretUrls('127.0.0.1:1'))('T-33: holds nothing secret: %s', (url) => {
    expect(withoutCredentials(url) ?? '').not.toMatch(leak);
    expect(withoutUrlCredentials(`Invalid URL: ${url.replace(' ', '')}`)).not.toMatch(
      url.includes('://') ? leak : /^$/,
    );
  });
});

describe('a client that is not connected', () => {
  it.each(secretUrls('127.0.0.1:1'))('T-33: throws nothing of %s', async (url) => {
    const connecting = LampClient.connect({ url, moduleId: 'm1', connectTimeoutMs: 300 });
    const error: unknown = await connecting.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONNECTION' });
    expect(inspect(error, { depth: 10 })).not.toMatch(leak);
  });

  it('T-33: gives its library no URL that it would print', () => {
    const codes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
    const urls = codes.flatMap((character) =>
      ['user:sec', 'sec', 'user:1'].map((start) => `mqtt://${start}${character}ret@127.0.0.1:1`),
    );
    const script = `
      import { connect } from 'mqtt';
      for (const url of ${JSON.stringify(urls.filter((url) => !isBrokenUrl(url)))})
        try { connect(url, { manualConnect: true }) } catch {}
      console.log('all of them');
    `;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'all of them\n', stderr: '' });
  });

  it('T-33: says where to, and why, where that is clear', async () => {
    const url = 'mqtt://user:secret@127.0.0.1:1/a?b';
    await expect(LampClient.connect({ url, moduleId: 'm1' })).rejects.toThrow(
      'No connection to the broker at mqtt://127.0.0.1:1/a: connect ECONNREFUSED',
    );
  });

  it('T-33: shows no credentials that a document puts before a host', () => {
    const server = { host: 'user:secret@host', protocol: 'kafka' };
    const api = { name: 'a', servers: { a: server }, operations: {} };
    expect(() => urlOf(selectServer(api, undefined), {})).toThrow(/"host".*"kafka"/);
    const variable = { ...server, host: '{host}', variables: { host: {} } };
    expect(() => urlOf(variable, { host: 'user:secret@host' })).toThrow(/^((?!secret).)*$/);
  });
});

describe('the command mock', () => {
  it.each(['pretty', 'json'])('T-33: tells where it listens, as %s', async (format) => {
    const broker = await startEmbeddedBroker();
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK });
    const url = `mqtt://user:secret@127.0.0.1:${String(broker.port)}?token=secret`;
    const args = ['lock.yaml', '--broker', url, '--format', format];
    const mock = startMockCommand(folder, args);
    await mock.until(new RegExp(`mqtt://127.0.0.1:${String(broker.port)}`));
    mock.stop();
    const { code, stdout, stderr } = await mock.ended;
    await broker.stop();
    expect(code).toBe(0);
    expect(`${stdout}${stderr}`).not.toMatch(leak);
  });

  it.each([
    'mqtt://user:secret@127.0.0.1:1',
    'mqtt://user:sec/ret@127.0.0.1:1',
    'mqtt://user:sec\\ret@127.0.0.1:1',
    'mqtt://user:1@2/secret@127.0.0.1:1',
    'ws://127.0.0.1:1/mqtt?token=secret',
    'user:secret@127.0.0.1:1',
  ])('T-33: prints nothing of --broker %s', async (url) => {
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK });
    const { code, stdout, stderr } = await runCommand(folder, [
      'mock',
      'lock.yaml',
      '--broker',
      url,
    ]);
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`).not.toMatch(leak);
  });
});

describe('the command line', () => {
  const url = 'https://user:secret@127.0.0.1:1/a.yaml?token=secret';

  it.each([
    ['mock', 'lock.yaml', `--brokr=${url}`],
    ['mock', 'lock.yaml', '--port', url],
    ['mock', url],
    [url],
    ['validate', 'https://127.0.0.1:1/a.yaml?token=secret'],
    ['validate', 'lock.yaml', '--allow-ref', url],
    ['validate', 'lock.yaml', '--allow-ref', 'user:secret@127.0.0.1'],
    ['validate', 'lock.yaml', '--format', url],
  ])('T-33: repeats nothing secret of what it refuses: %j %j %j', async (...args) => {
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK });
    const { code, stdout, stderr } = await runCommand(folder, args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error/);
    expect(`${stdout}${stderr}`).not.toMatch(leak);
  });

  it('T-33: still says what to do with a URL', async () => {
    const { stderr } = await runCommand(newFolder(), ['validate', 'https://a.example/b.yaml']);
    expect(stderr).toContain('curl -fsSLo api.yaml https://a.example/b.yaml');
  });

  it.each([
    ['https://user:secret@a.example/b.yaml#/c', 'https://a.example/b.yaml'],
    ['https://a.example/b.yaml?token=secret', 'https://a.example/b.yaml'],
    ['ftp://user:secret@a.example/b.yaml', 'ftp://a.example/b.yaml'],
    ['https://user:sec/ret@a.example/b.yaml', 'The reference is malformed'],
    ['//user:secret@a.example/b.yaml', 'The reference is neither a relative path nor'],
  ])('T-33: names a reference to %s without them', async (reference, shown) => {
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK.replace('#/components/schemas/Turn', reference) });
    const { diagnostics } = await inspectSpecs([`${folder}/lock.yaml`]);
    const texts = diagnostics.map(({ message, help }) => `${message} ${help}`);
    expect(texts.join('\n')).toContain(shown);
    expect(texts.join('\n')).not.toMatch(leak);
  });
});

it('T-33: a code frame shows user names and passwords of URLs as stars', () => {
  const lines = ['url: mqtt://user:sec@ret@host:1883/a', 'b: "https://c" # d@e', "f: '://'"];
  const frame = codeFrame(
    lines,
    { file: 'a', line: 1, column: 33, end: { line: 1, column: 35 } },
    { color: false },
  );
  expect(frame).toContain('url: mqtt://************@host:1883/a');
  expect(frame).toContain('b: "https://c" # d@e');
  expect(frame.split('\n')[1]).toMatch(/^ {4}\| {33}\^\^$/);
  const long = '://'.repeat(400_000);
  const start = performance.now();
  codeFrame([long], { file: 'a', line: 1, column: 1 }, { color: false });
  expect(performance.now() - start).toBeLessThan(5_000);
});
