import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { startBroker } from '../../src/mock/broker.js';
import type { RecordedMessage } from '../../src/recording/recorded-message.js';
import { test, mosquittoForTests } from '../live/on-mosquitto.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { runCommand, startCommand } from './run-command.js';

const newFolder = temporaryFolders();

const TURN = `asyncapi: 3.0.0
info: { title: Turn, version: '1' }
servers: { s: { host: 'localhost:1883', protocol: mqtt } }
channels:
  ask: { address: turn/ask, messages: { ask: { $ref: '#/components/messages/number' } } }
  took: { address: null, messages: { took: { $ref: '#/components/messages/number' } } }
operations:
  turn: { action: send, channel: { $ref: '#/channels/ask' }, reply: { channel: { $ref: '#/channels/took' } } }
components:
  messages:
    number: { payload: { type: object, required: [no], properties: { no: { type: integer } } } }
`;

function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK, ...files });
  return folder;
}

function recordingIn(folder: string, name = 'run.jsonl'): readonly RecordedMessage[] {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  return lines.map((line): RecordedMessage => JSON.parse(line));
}

function lineOf(message: Partial<RecordedMessage>): string {
  const time = '2026-01-01T00:00:00.000Z';
  return `${JSON.stringify({ time, topic: 'a', qos: 0, retain: false, payload: '1', ...message })}\n`;
}

/** Waits until a recording has a number of messages. */
async function untilRecorded(folder: string, messages: number): Promise<void> {
  const path = join(folder, 'run.jsonl');
  while (readFileSync(path, 'utf8').split('\n').length <= messages) await delay(20);
}

describe('record', () => {
  it('writes each message with its operation and what is wrong with it', async () => {
    const folder = folderWith();
    const broker = await startBroker(0, () => undefined);
    const args = ['record', 'lock.yaml', '--broker', broker.url, '-o', 'run.jsonl'];
    const { until, stop, ended, printed } = startCommand(folder, args);
    await until(/recording mqtt:\/\/127\.0\.0\.1:\d+ to run\.jsonl, Ctrl-C ends it/);
    const client = await connectAsync(broker.url);
    await client.publishAsync('doors/front/position', '"open"', { qos: 1 });
    await client.publishAsync('doors/back/turn', '{"degrees":"9"}', { qos: 1 });
    await client.publishAsync('elsewhere', Buffer.from([0xff]), { qos: 1 });
    await untilRecorded(folder, 3);
    stop();
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(printed()).toContain('recorded 3 messages, 1 invalid, 1 of no document\n');
    await client.endAsync();
    await broker.close();
    expect(recordingIn(folder)).toMatchObject([
      {
        ...{ topic: 'doors/front/position', payload: '"open"', qos: 1, retain: false },
        operation: { api: 'lock', id: 'receive_position', kind: 'message' },
        problems: [],
      },
      {
        operation: { api: 'lock', id: 'send_turn', kind: 'message' },
        problems: ['/key is required'],
      },
      { topic: 'elsewhere', base64: '/w==' },
    ]);
  });

  it('replaces no file', async () => {
    const folder = folderWith({ 'run.jsonl': 'mine' });
    const args = ['record', '--broker', 'mqtt://127.0.0.1:1', '-o', 'run.jsonl'];
    expect(await runCommand(folder, args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error run.jsonl exists already.\n'),
    });
    expect(readFileSync(join(folder, 'run.jsonl'), 'utf8')).toBe('mine');
  });

  it('leaves no file if the broker is away', async () => {
    const folder = folderWith();
    const args = ['record', 'lock.yaml', '--broker', 'mqtt://127.0.0.1:1', '-o', 'run.jsonl'];
    const { code, stderr } = await runCommand(folder, args);
    expect(code).toBe(2);
    expect(stderr).toContain('No connection to the broker at mqtt://127.0.0.1:1');
    expect(existsSync(join(folder, 'run.jsonl'))).toBe(false);
  });

  it('names the errors of a document', async () => {
    const folder = folderWith({ 'lock.yaml': 'asyncapi: [' });
    const args = ['record', 'lock.yaml', '--broker', 'mqtt://127.0.0.1:1', '-o', 'run.jsonl'];
    expect(await runCommand(folder, args)).toMatchObject({ code: 3 });
    expect(existsSync(join(folder, 'run.jsonl'))).toBe(false);
  });
});

describe('replay', () => {
  const recorded = [
    lineOf({ topic: 'a/1', qos: 1, payload: 'first' }),
    lineOf({ topic: 'a/2', time: '2026-01-01T00:00:01.000Z', base64: '/w==', retain: true }),
  ].join('');

  it('waits for a subscription of its own broker, then publishes in order', async () => {
    const folder = folderWith({ 'run.jsonl': recorded });
    const { until, ended, printed } = startCommand(folder, [
      'replay',
      'run.jsonl',
      '--port',
      '0',
      '--speed',
      '20',
    ]);
    const [, url = ''] = await until(/waiting for a subscription at (mqtt:\S+)/);
    const client = await connectAsync(url);
    const messages: unknown[] = [];
    client.on('message', (topic, payload) => messages.push([topic, payload.toString('latin1')]));
    await client.subscribeAsync('#', { qos: 1 });
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(printed()).toContain('published 2 messages');
    client.end(true);
    expect(messages).toEqual([
      ['a/1', 'first'],
      ['a/2', '\xff'],
    ]);
  });

  it('says which line is no message', async () => {
    const folder = folderWith({ 'run.jsonl': `${recorded}{"topic":"a"}\n` });
    expect(await runCommand(folder, ['replay', 'run.jsonl'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error run.jsonl:3 is not a recorded message'),
    });
  });

  it.each(['0', '-1', 'x', 'Infinity'])('refuses the speed %s', async (speed) => {
    const folder = folderWith({ 'run.jsonl': recorded });
    const { code, stderr } = await runCommand(folder, ['replay', 'run.jsonl', '--speed', speed]);
    expect(code).toBe(2);
    expect(stderr).toContain('A speed must be a number above 0');
  });
});

describe('on mosquitto', () => {
  const broker = mosquittoForTests();

  test('a replayed recording, recorded again, agrees with the first one', async () => {
    const folder = folderWith({ 'turn.yaml': TURN });
    const first = startCommand(folder, [
      'record',
      'turn.yaml',
      '--broker',
      broker.url,
      '-o',
      'run.jsonl',
    ]);
    await first.until(/recording/);
    const client = await connectAsync(broker.url, { protocolVersion: 5 });
    const properties = { responseTopic: 'turn/took', correlationData: Buffer.from('7') };
    await client.publishAsync('turn/ask', '{"no":7}', { qos: 1, properties });
    await client.publishAsync('turn/took', '{"no":"7"}', { qos: 1, retain: true });
    await untilRecorded(folder, 2);
    first.stop();
    await first.ended;
    expect(recordingIn(folder)).toMatchObject([
      {
        properties: { responseTopic: 'turn/took', correlationData: 'Nw==' },
        ...{ operation: { id: 'turn', kind: 'request' }, problems: [] },
      },
      {
        retain: true,
        operation: { id: 'turn', kind: 'reply' },
        problems: ['/no must be integer, but is "7"'],
      },
    ]);
    await client.publishAsync('turn/took', '', { qos: 1, retain: true });
    await client.endAsync();
    const again = ['record', '--broker', broker.url, '-o', 'again.jsonl'];
    const second = startCommand(folder, again);
    await second.until(/recording/);
    const replayed = await runCommand(folder, ['replay', 'run.jsonl', '--broker', broker.url], {});
    expect(replayed).toMatchObject({ code: 0, stderr: '' });
    while (recordingIn(folder, 'again.jsonl').length < 2) await delay(20);
    second.stop();
    await second.ended;
    const compared = await runCommand(folder, ['compare', 'run.jsonl', 'again.jsonl']);
    expect(compared).toMatchObject({ code: 0, stdout: '✓ the recordings agree\n' });
  });
});

describe('compare', () => {
  it('shows what differs, topic by topic', async () => {
    const folder = folderWith({
      'a.jsonl': lineOf({ topic: 'x', payload: '{"a":1,"b":2}' }) + lineOf({ topic: 'y' }),
      'b.jsonl': lineOf({ topic: 'y' }) + lineOf({ topic: 'x', payload: '{"b":3,"a":1}' }),
    });
    const { code, stdout } = await runCommand(folder, ['compare', 'a.jsonl', 'b.jsonl']);
    expect(code).toBe(4);
    expect(stdout).toBe(`--- a.jsonl
+++ b.jsonl
@@ -1,4 +1,4 @@
 x
-  {"a":1,"b":2}
+  {"a":1,"b":3}
 y
   1
`);
    const ignoring = ['compare', 'a.jsonl', 'b.jsonl', '--ignore', 'x', '--format', 'json'];
    expect(await runCommand(folder, ignoring)).toMatchObject({
      code: 0,
      stdout: '{\n  "ok": true\n}\n',
    });
  });
});
