/** The options of `mock` for any document: payloads, periods, seeds and reports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { Collector } from '../runtime/harness.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { putFiles } from './bin.js';
import { runCommand, startMockCommand, type CommandRun } from './run-command.js';

const newFolder = temporaryFolders();

const document = `asyncapi: 3.0.0
info: { title: Rooms, version: '1' }
servers: { s: { host: 'localhost:1883', protocol: mqtt } }
components:
  schemas:
    Reading: { type: object, required: [celsius], properties: { celsius: { type: integer, minimum: -40, maximum: 1000000 } } }
    Ask: { type: object, properties: { headers: { type: object, properties: { replyTo: { type: string } } } } }
channels:
  reading: { address: 'rooms/reading', messages: { reading: { payload: { $ref: '#/components/schemas/Reading' } } } }
  ask: { address: 'rooms/{room}/ask', parameters: { room: {} }, messages: { ask: { payload: { $ref: '#/components/schemas/Ask' } } } }
  answer: { address: null, messages: { answer: { payload: { $ref: '#/components/schemas/Reading' } } } }
  target: { address: 'rooms/target', messages: { target: { payload: { type: integer } } } }
operations:
  receiveReading: { action: receive, channel: { $ref: '#/channels/reading' } }
  ask: { action: send, channel: { $ref: '#/channels/ask' }, reply: { address: { location: '$message.payload#/headers/replyTo' }, channel: { $ref: '#/channels/answer' } } }
  sendTarget: { action: send, channel: { $ref: '#/channels/target' } }
`;

function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = newFolder();
  putFiles(folder, { 'rooms.yaml': document, ...files });
  return folder;
}

async function connectTo(mock: CommandRun): Promise<MqttClient> {
  const [, url = ''] = await mock.until(/mock server on (\S+),/);
  return connectAsync(url);
}

async function ask(mock: CommandRun, client: MqttClient, room: string): Promise<string> {
  const replyTo = `${room}/${Math.random()}`;
  const body = JSON.stringify({ headers: { replyTo } });
  await client.publishAsync(`rooms/${room}/ask`, body, { qos: 1 });
  const [, reply = ''] = await mock.until(new RegExp(`→ reply {3}${replyTo} (.*)\n`));
  return reply;
}

async function stop(mock: CommandRun, client: MqttClient): Promise<void> {
  await client.endAsync();
  mock.stop();
  expect(await mock.ended).toMatchObject({ code: 0, stderr: '' });
}

describe('a payload without an example', () => {
  async function replies(seed: string, rooms: readonly string[]): Promise<readonly string[]> {
    const mock = startMockCommand(folderWith(), ['rooms.yaml', '--port', '0', '--seed', seed]);
    const client = await connectTo(mock);
    const found: string[] = [];
    for (const room of rooms) found.push(`${room} ${await ask(mock, client, room)}`);
    await stop(mock, client);
    return found.toSorted();
  }

  it('depends on the seed, the topic and the number of the message, and not on the order of calls', async () => {
    const first = await replies('7', ['a', 'b', 'a', 'b']);
    expect(new Set(first.map((each) => each.slice(2))).size).toBe(4);
    expect(await replies('7', ['b', 'b', 'a', 'a'])).toEqual(first);
    expect(await replies('8', ['b', 'b', 'a', 'a'])).not.toEqual(first);
  });
});

describe('--overrides', () => {
  it('has payloads instead of samples, one after the other', async () => {
    const overrides = 'ask: [{ celsius: 1 }, { celsius: 2 }]\nreading: { celsius: 3 }\n';
    const mock = startMockCommand(folderWith({ 'mine.yaml': overrides }), [
      ...['rooms.yaml', '--port', '0', '--overrides', 'mine.yaml', '--send', 'receiveReading'],
    ]);
    const client = await connectTo(mock);
    await mock.until(/→ message rooms\/reading \{"celsius":3\}\n/);
    const found: string[] = [];
    for (const room of ['a', 'a', 'a', 'b']) found.push(await ask(mock, client, room));
    expect(found).toEqual([1, 2, 1, 1].map((celsius) => `{"celsius":${celsius}}`));
    await stop(mock, client);
  });

  it('must fit the document: each mistake is reported with its place', async () => {
    const overrides = 'askk: 1\nask: [{ celsius: 1 }, { celsius: warm }]\ntarget: 5\n';
    const folder = folderWith({ 'mine.yaml': overrides });
    const args = ['mock', 'rooms.yaml', '--overrides', 'mine.yaml', '--port', '0'];
    const { code, stderr } = await runCommand(folder, args);
    expect(code).toBe(3);
    expect(stderr).toContain('mine.yaml:1:1 error OVERRIDE_INVALID');
    expect(stderr).toContain('There is no operation "askk". Did you mean ask?');
    expect(stderr).toContain('mine.yaml:2:23 Reading is not valid');
    expect(stderr).toContain('/celsius must be integer, but is "warm".');
    expect(stderr).toContain('The client sends target, and gets no reply to it.');
    const list = await runCommand(folderWith({ 'mine.json': '[]' }), [
      ...['mock', 'rooms.yaml', '--overrides', 'mine.json', '--port', '0'],
    ]);
    expect(list.code).toBe(3);
    expect(list.stderr).toContain('The file is not a mapping.');
  });
});

describe('--every', () => {
  it('sends a message again and again', async () => {
    const mock = startMockCommand(folderWith(), [
      ...['rooms.yaml', '--port', '0', '--every', 'reading=0.05'],
    ]);
    await mock.until(/(→ message rooms\/reading \{"celsius":-?\d+\}\n[^]*){3}/);
    mock.stop();
    expect(await mock.ended).toMatchObject({ code: 0 });
  });

  it.each([
    ['reading', 'It must have the form operation=seconds'],
    ['reading=0', 'with 0.01 to 86400 seconds'],
    ['readng=1', 'Did you mean reading?'],
    ['target=1', 'The client sends target'],
  ])('refuses %s', async (period, message) => {
    const args = ['mock', 'rooms.yaml', '--port', '0', '--every', period];
    const ended = await runCommand(folderWith(), args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});

describe('--fault', () => {
  it('spoils what the mock server sends, and says so', async () => {
    const mock = startMockCommand(folderWith(), [
      ...['rooms.yaml', '--port', '0', '--fault', 'malformed-json=1', '--fault', 'duplicate=1'],
    ]);
    const client = await connectTo(mock);
    const seen = new Collector<string>();
    client.on('message', (_topic, payload) => seen.add(payload.toString()));
    await client.subscribeAsync('answers/1', { qos: 1 });
    await client.publishAsync('rooms/a/ask', '{"headers":{"replyTo":"answers/1"}}', { qos: 1 });
    await mock.until(/· fault duplicate on answers\/1\n/);
    const [first = '', second] = await seen.reach(2);
    expect(first).toMatch(/^\{"celsius":-?\d+\}\}$/);
    expect(second).toBe(first);
    await stop(mock, client);
  });

  it.each([
    [['--fault', 'los=1'], 'There is no fault "los". There are latency, loss,'],
    [['--fault', 'loss'], 'A fault must have the form name=value'],
    [['--fault', 'loss=2'], 'The fault loss needs a share from 0 to 1, e.g. 0.1, and not "2".'],
    [['--fault', 'loss=1', '--broker', 'mqtt://localhost'], '--fault needs the embedded broker'],
  ])('refuses %j', async (args, message) => {
    const ended = await runCommand(folderWith(), ['mock', 'rooms.yaml', '--port', '0', ...args]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});

describe('--report', () => {
  it('has what clients did wrong and what they never did, as JSON and as JUnit', async () => {
    const folder = folderWith({ 'old.json': 'old' });
    const mock = startMockCommand(folder, [
      ...['rooms.yaml', '--port', '0', '--report', 'json=old.json', '--report', 'junit=r.xml'],
    ]);
    const client = await connectTo(mock);
    await client.publishAsync('rooms/target', '"<warm>"', { qos: 1 });
    await client.publishAsync('rooms/targets', '21', { qos: 1 });
    await ask(mock, client, 'a');
    expect(existsSync(join(folder, 'r.xml'))).toBe(false);
    await stop(mock, client);
    const reason =
      'Target (received on rooms/target) is not valid: must be integer, but is "<warm>"';
    const unknown = 'no operation has this topic';
    expect(JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8'))).toEqual({
      messages: { received: 2, sent: 1, invalid: 1, unknown: 1 },
      invalid: [{ api: 'rooms', operation: 'sendTarget', topic: 'rooms/target', reason, count: 1 }],
      unknown: [{ topic: 'rooms/targets', reason: unknown, count: 1 }],
      missingCommunicationChecks: [],
      unusedOperations: [
        { api: 'rooms', operation: 'receiveReading' },
        { api: 'rooms', operation: 'sendTarget' },
      ],
      usedOperations: [{ api: 'rooms', operation: 'ask' }],
    });
    const once = 'once on rooms/target: Target (received on rooms/target) is not valid:';
    const failure = `${once} must be integer, but is &quot;&lt;warm&gt;&quot;`;
    const lost = `once on rooms/targets: ${unknown}`;
    expect(readFileSync(join(folder, 'r.xml'), 'utf8')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="asyncapi-bindgen mock" tests="4" failures="2" errors="0" skipped="1">
  <testsuite name="rooms" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="rooms" name="ask"/>
    <testcase classname="rooms" name="receiveReading"><skipped message="there was no message"/></testcase>
    <testcase classname="rooms" name="sendTarget"><failure message="${failure}">${failure}</failure></testcase>
  </testsuite>
  <testsuite name="topics" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="topics" name="every message is of an operation"><failure message="${lost}">${lost}</failure></testcase>
  </testsuite>
</testsuites>
`);
    expect(readdirSync(folder).toSorted()).toEqual(['old.json', 'r.xml', 'rooms.yaml']);
  });

  it.each([
    ['xml=a.xml', 'A report must have the form json=file or junit=file'],
    ['json=none/a.json', 'its folder does not exist'],
  ])('refuses %s', async (report, message) => {
    const args = ['mock', 'rooms.yaml', '--port', '0', '--report', report];
    const ended = await runCommand(folderWith(), args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
  });
});
