/**
 * `node … requests.ts <url> <modules> <warm-up seconds> <seconds>`: sends 200 requests in a second, each to another module.
 * Prints how long the replies took, as JSON.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';

/** How long replies took, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Replies in a second, and requests without one. */
  readonly rate: number;
  readonly lost: number;
}

const RATE = 200;
/** How many requests are sent at once, since timers are not that exact. */
const AT_ONCE = 2;
const BASE = 'everest_api/1/evse_manager_consumer';
/** How long the last replies may take. */
const LAST_MS = 5_000;

const [url = '', count = '', warmUp = '', seconds = ''] = process.argv.slice(2);
const client = await connectAsync(url);
const sent = new Map<string, number>();
const latencies: number[] = [];

client.on('message', (topic) => {
  const start = sent.get(topic);
  if (start === undefined || !sent.delete(topic)) return;
  latencies.push(performance.now() - start);
});
await client.subscribeAsync('bench/replies/+', { qos: 0 });

await send(Number(warmUp), 'w');
latencies.length = 0;
await send(Number(seconds), 'r');
const rate = latencies.length / Number(seconds);
await sleep(sent.size === 0 ? 0 : LAST_MS);
console.log(JSON.stringify(summary(rate)));
process.exit();

/** Keeps to the rate: what is late is sent at once. */
async function send(duration: number, name: string): Promise<void> {
  const start = performance.now();
  for (let index = 0; index < duration * RATE; index += 1) {
    if (index % AT_ONCE === 0) {
      const due = start + (index / RATE) * 1_000;
      await sleep(Math.max(0, due - performance.now()));
    }
    const replyTo = `bench/replies/${name}${index}`;
    const topic = `${BASE}/m${(index * 7919) % Number(count)}/m2e/get_evse`;
    sent.set(replyTo, performance.now());
    client.publish(topic, JSON.stringify({ headers: { replyTo } }), { qos: 0 });
  }
}

function summary(rate: number): Latency {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? NaN, rate, lost: sent.size };
}
