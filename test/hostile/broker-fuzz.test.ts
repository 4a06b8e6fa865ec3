/** Broken packets for the broker of `mock`, and for clients: T-24. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { generate, parser, type Packet } from 'mqtt-packet';
import { BIN, LOCK, putFiles } from '../cli/bin.js';
import { Chance, seed, times } from '../properties/chance.js';
import { startEmbeddedBroker } from '../support/broker.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { mutate, packetBytes } from './broker-mutations.js';
import { connectPacket, openWire } from './broker-wire.js';

jest.setTimeout(600_000);

const newFolder = temporaryFolders();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
/** Much more than either program comes to use, and much less than what a leak would. */
const MOST_GROWTH = 150 * 1_048_576;

interface RunningMock {
  readonly child: ChildProcess;
  readonly url: string;
}

async function startMock(): Promise<RunningMock> {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  const args = [BIN, 'mock', 'lock.yaml', '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /mock server on (\S+),/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return { child, url };
  }
  throw new Error('The mock server ended');
}

/** Of a running process, in bytes; nothing where the system does not say. */
function memoryOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return 0;
  const [, kibibytes] =
    /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1_024;
}

const lockTopics = ['doors/lock/turn', 'doors/lock/position', 'other'];

/** One connection that begins right or wrong and goes on wrong. */
async function attack(url: string, chance: Chance): Promise<void> {
  const wire = await openWire(url);
  const packets = packetBytes(lockTopics, 4);
  if (!chance.oneIn(3)) {
    wire.sendPacket({ ...connectPacket, clientId: `c${String(chance.below(20))}` } as Packet);
  }
  for (let left = 1 + chance.below(12); left > 0; left -= 1)
    wire.send(mutate(chance.of(packets), chance));
  await Promise.race([wire.untilClosed(), delay(chance.below(20))]);
  wire.close();
}

it('T-24: the mock stays alive, keeps its size, and serves a good client afterwards', async () => {
  const { child, url } = await startMock();
  const chance = new Chance(seed);
  const attackMany = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 10) {
      await Promise.all(Array.from({ length: 10 }, () => attack(url, chance)));
    }
  };
  await attackMany(300);
  const before = memoryOf(child);
  await attackMany(800 * times);
  expect(memoryOf(child) - before).toBeLessThan(MOST_GROWTH);
  expect(child.exitCode).toBeNull();
  const client = await connectAsync(url);
  await client.subscribeAsync('good', { qos: 1 });
  const arrival = new Promise<string>((resolve) => {
    client.once('message', (topic) => resolve(topic));
  });
  await client.publishAsync('good', 'day', { qos: 1 });
  expect(await arrival).toBe('good');
  await client.endAsync();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

const lampTopics = ['e2m/lamp', 'e2m/heartbeat', 'e2m/validate_token', 'e2m/reply/1'].map(
  (topic) => `lamps/1/m1/${topic}`,
);

/** A broker that takes most of what a client wants, and sends broken packets in between. */
function misbehave(socket: Socket, chance: Chance): void {
  const reader = parser();
  let version: 4 | 5 = 4;
  const answer = (packet: Packet): void => {
    const bytes = generate(packet, { protocolVersion: version });
    socket.write(chance.oneIn(8) ? mutate(bytes, chance) : bytes);
  };
  const disturb = (): void => {
    const packets = packetBytes(lampTopics, version);
    for (let left = chance.below(4); left > 0; left -= 1)
      socket.write(mutate(chance.of(packets), chance));
    if (chance.oneIn(30)) socket.destroy();
  };
  reader.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connect') {
      version = packet.protocolVersion === 5 ? 5 : 4;
      answer({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false });
    } else if (packet.cmd === 'subscribe') {
      const granted = packet.subscriptions.map(({ qos }) => qos);
      answer({ cmd: 'suback', messageId: packet.messageId ?? 1, granted });
    } else if (packet.cmd === 'publish' && packet.qos > 0) {
      answer({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId: packet.messageId ?? 1 });
    } else if (packet.cmd === 'pubrel') {
      answer({ cmd: 'pubcomp', messageId: packet.messageId ?? 1 });
    }
    disturb();
  });
  reader.on('error', () => socket.destroy());
  socket.on('error', () => undefined).on('data', (piece) => void reader.parse(piece));
}

it('T-24: a client stays alive, keeps its size, and serves its program afterwards', async () => {
  const chance = new Chance(seed);
  const server = createServer((socket) => misbehave(socket, chance)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const good = await startEmbeddedBroker();
  const child = spawn(process.execPath, [
    '--expose-gc',
    '--import',
    join(import.meta.dirname, '../support/run-typescript.js'),
    join(import.meta.dirname, 'broker-fuzz-client.ts'),
    `mqtt://127.0.0.1:${String(port)}`,
    good.url,
    String(6_000 * times),
  ]);
  children.push(child);
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = await once(child, 'close');
  server.close();
  await good.stop();
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^\{.*\}\n$/) });
  const { sessions, rejected, messages, before, after } = JSON.parse(output);
  if (process.env['DEEP'] === '1') console.log(output);
  expect(sessions).toBeGreaterThan(10);
  expect(rejected).toBeGreaterThan(0);
  expect(messages).toBeGreaterThan(0);
  expect(after - before).toBeLessThan(MOST_GROWTH);
});
