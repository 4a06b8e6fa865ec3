/**
 * A program that uses a generated client on a broker that sends anything. Its parent counts on it
 * to stay alive; `node` ends it at an unhandled rejection.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { LampClient } from '../apis/generated/lamp/index.js';

const [hostile = '', good = '', milliseconds = '0'] = process.argv.slice(2);
const counts = { sessions: 0, invalid: 0, errors: 0, rejected: 0, messages: 0 };
const count = (what: keyof typeof counts) => (): void => void (counts[what] += 1);
const lamp = { lamp_id: 'a', level: 1 };

async function use(client: LampClient): Promise<void> {
  const limits = { timeoutMs: 50, qos: 1 } as const;
  const calls: readonly (() => Promise<unknown>)[] = [
    () => client.onLamp(count('messages'), { signal: AbortSignal.timeout(100) }),
    () => client.onHeartbeat(count('messages')),
    () => client.handleValidateToken(() => ({ accepted: true })),
    () => client.sendLampStatus(lamp, limits),
    () => client.sendLampStatus(lamp, { ...limits, qos: 2 }),
    () => client.getLamp(limits),
    () => client.setLevel({ connector_id: 1, level: 2 }, limits),
  ];
  const signal = AbortSignal.timeout(150);
  await Promise.race([
    Promise.all(calls.map((call) => call().catch(count('rejected')))),
    delay(150, undefined, { signal }).catch(count('rejected')),
  ]);
}

async function session(url: string, protocolVersion: 4 | 5): Promise<void> {
  const client = await LampClient.connect({
    url,
    moduleId: 'm1',
    connectTimeoutMs: 100,
    mqtt: { protocolVersion },
    reconnect: { baseDelayMs: 5, maxDelayMs: 5 },
    onInvalidMessage: count('invalid'),
    onError: count('errors'),
  });
  counts.sessions += 1;
  await use(client);
  await client.close();
}

function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

async function runFor(duration: number): Promise<void> {
  const start = performance.now();
  // A slow machine gets more time for a message that is delivered.
  const isGoingOn = (passed: number): boolean =>
    passed < duration || (counts.messages === 0 && passed < 5 * duration);
  for (let round = 0; isGoingOn(performance.now() - start); round += 1) {
    await session(hostile, round % 2 === 0 ? 4 : 5).catch(count('rejected'));
  }
}

await runFor(Number(milliseconds) / 3);
const before = memory();
await runFor((Number(milliseconds) * 2) / 3);
const after = memory();
const client = await LampClient.connect({ url: good, moduleId: 'm1' });
await client.sendLampStatus(lamp);
await client.close();
console.log(JSON.stringify({ ...counts, before, after }));
