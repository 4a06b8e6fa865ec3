import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { temporaryFolders } from '../write/temporary-folder.js';
import { BIN, LOCK, putFiles, runBin } from './bin.js';
import { runCommand, startMockCommand, type MockRun } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

/** The process, and a search through the lines that it prints. */
interface RunningMock {
  readonly child: ChildProcess;
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
}

function folderWithLock(): string {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  return folder;
}

function portOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' ? String(address?.port) : '';
}

function startMock(args: readonly string[]): RunningMock {
  const folder = folderWithLock();
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

/** The same within this process. */
function runMock(args: readonly string[]): MockRun {
  return startMockCommand(folderWithLock(), ['lock.yaml', ...args]);
}

it('plays the other side on a broker of its own, logs, and ends at SIGINT with 0', async () => {
  const { child, until } = startMock(['--port', '0']);
  await until(/^lock {2}door = lock$/);
  const [, url = ''] = await until(/mock server on (mqtt:\/\/127\.0\.0\.1:\d+)/);
  const client = await connectAsync(url);
  await client.publishAsync('doors/lock/turn', '{"key":"\\u001b[31mred"}', { qos: 1 });
  await until(/^[\d:.]{12} ← message doors\/lock\/turn \{"key":"\\u001b\[31mred"\}$/);
  await client.endAsync();
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('answers with the correlation id of the request, also on its own broker of MQTT 3.1.1', async () => {
  const folder = newFolder();
  const message = `{ correlationId: { location: '$message.payload#/no' }, payload: { type: object, required: [no], properties: { no: { type: integer, minimum: 1 } } } }`;
  putFiles(folder, {
    'turn.yaml': `asyncapi: 3.0.0
info: { title: Turn, version: '1' }
servers: { s: { host: 'localhost:1883', protocol: mqtt } }
channels:
  ask: { address: turn/ask, messages: { ask: ${message} } }
  take: { address: turn/take, messages: { take: ${message} } }
operations:
  turn: { action: send, channel: { $ref: '#/channels/ask' }, reply: { channel: { $ref: '#/channels/take' } } }
`,
  });
  const mock = startMockCommand(folder, ['turn.yaml', '--port', '0']);
  const [, url = ''] = await mock.until(/mock server on (\S+),/);
  const client = await connectAsync(url);
  await client.publishAsync('turn/ask', '{"no":77}', { qos: 1 });
  await mock.until(/→ reply\s+turn\/take \{"no":77\}$/m);
  await client.endAsync();
  mock.stop();
  expect(await mock.ended).toMatchObject({ code: 0, stderr: '' });
});

it('uses the broker that it is told to, and the variables given', async () => {
  const first = runMock(['--port', '0']);
  const [, url = ''] = await first.until(/mock server on (\S+),/);
  const second = runMock(['--broker', url, '--var', 'door=front', '--quiet']);
  await second.until(new RegExp(`mock server on ${url}`));
  for (const mock of [second, first]) {
    mock.stop();
    expect(await mock.ended).toMatchObject({ code: 0, stderr: '' });
  }
});

it('says what to do about a port that is taken, and a broker that is not there', async () => {
  const folder = folderWithLock();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const taken = runBin(folder, ['mock', 'lock.yaml', '--port', port]);
  server.close();
  await once(server, 'close');
  expect(taken).toMatchObject({ code: 2, stdout: '' });
  expect(taken.stderr).toContain(`Port ${port} is in use`);
  const broker = `mqtt://127.0.0.1:${port}`;
  const away = await runCommand(folder, ['mock', 'lock.yaml', '--broker', broker]);
  expect(away).toMatchObject({ code: 2 });
  expect(away.stderr).toContain('No connection to the broker');
});

it('tells of everything on lines of JSON', async () => {
  const { until, ended, stop } = runMock(['--port', '0', '--format', 'json']);
  expect(JSON.parse((await until(/^.*\n/))[0])).toEqual({
    event: 'api',
    api: 'lock',
    variables: { door: 'lock' },
  });
  expect(JSON.parse((await until(/^.*"event":"listening".*\n/m))[0])).toMatchObject({
    url: expect.stringMatching(/^mqtt:/),
  });
  stop();
  expect(await ended).toMatchObject({ code: 0 });
});

it('says as JSON what is wrong with a document', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK.replace('#/components/schemas/Turn', '#/nowhere') });
  const args = ['mock', 'lock.yaml', '--port', '0', '--format', 'json'];
  const broken = await runCommand(folder, args);
  expect(broken).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(broken.stdout)).toMatchObject({
    ok: false,
    diagnostics: [{ code: 'REF_NOT_FOUND' }],
  });
});

it('ends at SIGTERM before it has started, too', async () => {
  // Takes connections, and never answers.
  const silent = createServer((socket) => void socket.on('error', () => undefined));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { child, until } = startMock(['--broker', `mqtt://127.0.0.1:${portOf(silent)}`]);
  await until(/^lock /);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  silent.close();
});

it('refuses a variable that no server has, or that no topic can hold', async () => {
  const folder = folderWithLock();
  const withVariable = (variable: string) =>
    runCommand(folder, ['mock', 'lock.yaml', '--port', '0', '--var', variable]);
  const unknown = await withVariable('gate=a');
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.stderr).toContain('Use one of these variables: door.');
  expect(await withVariable('door=#')).toMatchObject({ code: 2 });
});
