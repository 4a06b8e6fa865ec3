import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { temporaryFolders } from '../write/temporary-folder.js';
import { BIN, LOCK, putFiles, runBin } from './bin.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

/** The process, and a search through the lines that it prints. */
interface RunningMock {
  readonly child: ChildProcess;
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
}

function startMock(args: readonly string[]): RunningMock {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  const child = spawn(process.execPath, [BIN, 'mock', 'lock.yaml', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const next = await lines.next();
      if (next.done === true) throw new Error(`It ended before it printed ${String(pattern)}`);
      const found = pattern.exec(next.value);
      if (found !== null) return found;
    }
  };
  return { child, until };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'plays the other side on a broker of its own, logs, and ends at %s with 0',
  async (signal) => {
    const { child, until } = startMock(['--port', '0']);
    await until(/^lock {2}door = lock$/);
    const [, url = ''] = await until(/mock server on (mqtt:\/\/127\.0\.0\.1:\d+)/);
    const client = await connectAsync(url);
    await client.publishAsync('doors/lock/turn', '{"key":"\\u001b[31mred"}', { qos: 1 });
    await until(/^[\d:.]{12} ← message doors\/lock\/turn \{"key":"\\u001b\[31mred"\}$/);
    await client.endAsync();
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

it('uses the broker that it is told to, and the variables given', async () => {
  const { child, until } = startMock(['--port', '0']);
  const [, url = ''] = await until(/mock server on (\S+),/);
  const second = startMock(['--broker', url, '--var', 'door=front', '--quiet']);
  await second.until(new RegExp(`mock server on ${url}`));
  for (const mock of [second.child, child]) {
    mock.kill('SIGINT');
    expect(await once(mock, 'exit')).toEqual([0, null]);
  }
});

it('says what to do about a port that is taken, and a broker that is not there', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const taken = runBin(folder, ['mock', 'lock.yaml', '--port', port]);
  server.close();
  await once(server, 'close');
  expect(taken).toMatchObject({ code: 2, stdout: '' });
  expect(taken.stderr).toContain(`Port ${port} is in use`);
  const away = runBin(folder, ['mock', 'lock.yaml', '--broker', `mqtt://127.0.0.1:${port}`]);
  expect(away).toMatchObject({ code: 2 });
  expect(away.stderr).toContain('No connection to the broker');
});

it('tells of everything on lines of JSON', async () => {
  const { child, until } = startMock(['--port', '0', '--format', 'json']);
  expect(JSON.parse((await until(/.*/))[0])).toEqual({
    event: 'api',
    api: 'lock',
    variables: { door: 'lock' },
  });
  const [line] = await until(/"event":"listening"/);
  expect(line).toBeDefined();
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('says as JSON what is wrong with a document', () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK.replace('#/components/schemas/Turn', '#/nowhere') });
  const broken = runBin(folder, ['mock', 'lock.yaml', '--port', '0', '--format', 'json']);
  expect(broken).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(broken.stdout)).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'REF_NOT_FOUND' }],
  });
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends it before it has started, too', async (signal) => {
  // Takes connections, and never answers.
  const silent = createServer((socket) => void socket.on('error', () => undefined));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { child, until } = startMock(['--broker', `mqtt://127.0.0.1:${port}`]);
  await until(/^lock /);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([0, null]);
  silent.close();
});

it('refuses a variable that no server has, or that no topic can hold', () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  const unknown = runBin(folder, ['mock', 'lock.yaml', '--port', '0', '--var', 'gate=a']);
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.stderr).toContain('Use one of these variables: door.');
  const wrong = runBin(folder, [
    'mock',
    join(folder, 'lock.yaml'),
    '--port',
    '0',
    '--var',
    'door=#',
  ]);
  expect(wrong).toMatchObject({ code: 2 });
});
