import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { temporaryFolders } from '../write/temporary-folder.js';
import { BIN, LOCK, putFiles, runBin } from './bin.js';
import { runCommand, startMockCommand, type CommandRun } from './run-command.js';

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

function folderWithTurn(): string {
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
function runMock(args: readonly string[]): CommandRun {
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
  const folder = folderWithTurn();
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

it('says of each message that is not used why', async () => {
  const { until, stop, ended, printed } = runMock(['--port', '0']);
  const [, url = ''] = await until(/mock server on (\S+),/);
  const client = await connectAsync(url);
  const send = (topic: string, payload: string) => client.publishAsync(topic, payload, { qos: 1 });
  await send('doors/lock/trun', '{"key":"a"}');
  await until(
    /← unused {2}doors\/lock\/trun \{"key":"a"\}\n {2}✗ no operation has this topic; did you mean doors\/lock\/turn\?\n/,
  );
  await send('doors/front/turn', '{}');
  await until(
    /✗ door is "front" in this topic, and "lock" for this mock server; to use that, pass --var door=front\n/,
  );
  await send('doors/lock/position', '"open"');
  await until(/✗ the mock server sends receive_position itself, and receives no messages of it\n/);
  await send('else/where', 'x');
  await until(/← unused {2}else\/where x\n {2}✗ no operation has this topic\n/);
  await send('doors/lock/turn', '{');
  await until(/← message doors\/lock\/turn\n {2}✗ .* is not valid: .*JSON.*\n/);
  await send('doors/lock/turn', '{"key":1}');
  await until(/\n {2}✗ .* is not valid: \/key must be string, but is 1\n/);
  for (let index = 0; index < 10; index += 1) await send('else/where', String(index));
  await until(/← unused {2}else\/where 8 \(10 so far\)\n/);
  await client.endAsync();
  stop();
  await ended;
  expect(printed().match(/else\/where/g)).toHaveLength(2);
});

it('says once which value of a channel parameter is not allowed', async () => {
  const folder = newFolder();
  const address = "address: 'turn/{way}'\n    parameters: { way: { enum: [left, right] } }";
  putFiles(folder, { 'lock.yaml': LOCK.replace('address: turn', address) });
  const { until, stop, ended, printed } = startMockCommand(folder, ['lock.yaml', '--port', '0']);
  const [, url = ''] = await until(/mock server on (\S+),/);
  const client = await connectAsync(url);
  await client.publishAsync('doors/lock/turn/up', '{"key":"a"}', { qos: 1 });
  await client.publishAsync('doors/lock/turn/left', '{"key":"a"}', { qos: 1 });
  await until(/← message doors\/lock\/turn\/left/);
  expect(printed()).toMatch(
    /✗ The topic of send_turn .*: \/way must be one of left, right, but is "up"\n/,
  );
  expect(printed().match(/turn\/up/g)).toHaveLength(2);
  await client.endAsync();
  stop();
  await ended;
});

it('plays the application of the document with --side counterpart', async () => {
  const args = ['--port', '0', '--side', 'counterpart', '--send', 'sendTurn={"key":"a"}'];
  const { until, stop, ended } = runMock(args);
  await until(/→ message doors\/lock\/turn \{"key":"a"\}\n/);
  const [, url = ''] = await until(/mock server on (\S+),/);
  const client = await connectAsync(url);
  await client.publishAsync('doors/lock/position', '"open"', { qos: 1 });
  await until(/← message doors\/lock\/position "open"\n/);
  await client.publishAsync('doors/lock/turn', '{}', { qos: 1 });
  await until(/✗ the mock server sends send_turn itself, and receives no messages of it\n/);
  await client.endAsync();
  stop();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

it('says on a broker of the user what is near to its topics, and not what it sends itself', async () => {
  const broker = runMock(['--port', '0']);
  const [, url = ''] = await broker.until(/mock server on (\S+),/);
  const args = ['--broker', url, '--var', 'door=front', '--send', 'receive_position'];
  const { until, stop, ended, printed } = runMock(args);
  await until(/→ message doors\/front\/position/);
  const client = await connectAsync(url);
  await client.publishAsync('stranger', '', { qos: 1 });
  await client.publishAsync('doors/front/trun', '{}', { qos: 1 });
  await until(/did you mean doors\/front\/turn\?/);
  await client.endAsync();
  stop();
  await ended;
  expect(printed()).not.toContain('stranger');
  expect(printed().match(/✗/g)).toHaveLength(1);
  broker.stop();
  await broker.ended;
});

it('sends what --send and typed lines say, and explains what it cannot send', async () => {
  const typed = new EventEmitter();
  const onTypedLine = (take: (line: string) => void) => {
    typed.on('line', take);
    return () => void typed.removeAllListeners();
  };
  const args = ['lock.yaml', '--port', '0', '--send', 'receive_position="shut"'];
  const { until, stop, ended } = startMockCommand(folderWithLock(), args, { onTypedLine });
  await until(/→ message doors\/lock\/position "shut"\n/);
  typed.emit('line', 'sendPosition "open"');
  await until(/→ message doors\/lock\/position "open"\n/);
  typed.emit('line', '   ');
  typed.emit('line', 'lock/receive_position');
  await until(/position "open"\n.* → message doors\/lock\/position "(?:open|shut)"\n/);
  typed.emit('line', 'recieve_position');
  await until(/✗ There is no operation "recieve_position"\. Did you mean receive_position\?\n/);
  typed.emit('line', 'send_turn {}');
  await until(
    /✗ The client sends send_turn, the mock server receives it\. The mock server sends receive_position\n/,
  );
  typed.emit('line', 'receive_position open');
  await until(/✗ The payload of receive_position is not JSON: .*'receive_position="text"'\n/);
  typed.emit('line', 'receive_position=1');
  await until(/✗ .* is not valid: /);
  stop();
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

it('says nothing of a request that Ctrl-C leaves without an answer', async () => {
  const args = ['turn.yaml', '--port', '0', '--side', 'counterpart', '--send', 'turn'];
  const { until, stop, ended, printed } = startMockCommand(folderWithTurn(), args);
  await until(/→ request turn\/ask/);
  stop();
  await ended;
  expect(printed()).toMatch(/request turn\/ask .*\n✓ stopped; /);
});

it('logs only the operations of --log', async () => {
  const sends = ['--send', 'receive_position="open"'];
  const log = ['--log', '*turn,!x,!doors/lock/other'];
  const { until, stop, ended, printed } = runMock(['--port', '0', ...log, ...sends]);
  const [, url = ''] = await until(/mock server on (\S+),/);
  const client = await connectAsync(url);
  await client.subscribeAsync('doors/#');
  await client.publishAsync('doors/lock/other', '', { qos: 1 });
  await client.publishAsync('doors/lock/turn', '{"key":"a"}', { qos: 1 });
  await until(/← message doors\/lock\/turn/);
  await client.endAsync();
  stop();
  const { stderr } = await ended;
  expect(printed()).not.toMatch(/position|other/);
  expect(stderr).toBe(
    'warning No operation matches !x, which --log has. The command inspect lists the operations.\n',
  );
});

it('tells of messages that are not used on lines of JSON', async () => {
  const { until, stop, ended } = runMock(['--port', '0', '--format', 'json']);
  const [, url = ''] = await until(/"url":"(mqtt:[^"]+)"/);
  const client = await connectAsync(url);
  await client.publishAsync('doors/lock/trun', '{}', { qos: 1 });
  expect(JSON.parse((await until(/^.*"event":"unused".*\n/m))[0])).toMatchObject({
    topic: 'doors/lock/trun',
    payload: { base64: 'e30=' },
    reason: expect.stringContaining('did you mean'),
  });
  await client.endAsync();
  stop();
  await ended;
});

it('says how to start a broker for MQTT 5', async () => {
  const folder = newFolder();
  const headers = 'headers: { type: object, required: [id], properties: { id: { type: string } } }';
  putFiles(folder, { 'lock.yaml': LOCK.replace('turn: { payload', `turn: { ${headers}, payload`) });
  const { code, stderr } = await runCommand(folder, ['mock', 'lock.yaml', '--port', '1884']);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /needs MQTT 5[^]*mosquitto -p 1884\n[^]*docker run[^]*--broker mqtt:\/\/127\.0\.0\.1:1884\n/,
  );
});

it.each([
  ['without operations', 'info: { title: Nothing, version: 1.0.0 }'],
  [
    'whose operations have no MQTT server',
    `info: { title: Elsewhere, version: 1.0.0 }
servers: { s: { host: 'localhost', protocol: amqp } }
channels: { jobs: { address: jobs, messages: { job: { payload: { type: string } } } } }
operations: { takeJob: { action: receive, channel: { $ref: '#/channels/jobs' } } }`,
  ],
])('has nothing to play for a document %s: exit code 3', async (_, document) => {
  const folder = newFolder();
  putFiles(folder, { 'idle.yaml': `asyncapi: 3.0.0\n${document}\n` });
  const { code, stdout, stderr } = await runCommand(folder, ['mock', 'idle.yaml', '--port', '0']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^idle\.yaml:1:1 error NOTHING_TO_MOCK The API "idle" has no operation/m);
});
