/** `npm run bench:load [-- <modules>…]`: many modules of a mock EVerest in one process, on mosquitto. See README.md. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startMosquitto } from '../test/support/broker.js';
import { root } from '../test/support/project.js';
import type { Used } from './load/modules.js';
import type { Latency } from './load/requests.js';
import { printTable, round } from './table.js';

const WARM_UP_S = 5;
const SECONDS = 20;
const SIZES = [10, 100, 1_000];

/** What one number of modules gives. */
interface Measured {
  readonly used: Used;
  readonly latency: Latency;
}

const given = process.argv.slice(2).map(Number);
const rows: (readonly (string | number)[])[] = [];
for (const modules of given.length === 0 ? SIZES : given) {
  rows.push(rowOf(modules, await measure(modules)));
}
const head = ['modules', 'start', 'sent/s', 'replies/s', 'loop p50', 'p99', 'max'];
printTable([...head, 'reply p50', 'p99', 'max', 'CPU %', 'µs', 'RSS', 'heap'], rows);

async function measure(modules: number): Promise<Measured> {
  const broker = await startMosquitto(['max_inflight_messages 0', 'max_queued_messages 0']);
  try {
    const args = [broker.url, modules, WARM_UP_S, SECONDS].map(String);
    const host = start('modules', args);
    await host.line();
    const requests = start('requests', args);
    const [used, latency] = await Promise.all([host.line(), requests.line()]);
    host.end();
    return { used: JSON.parse(used), latency: JSON.parse(latency) };
  } finally {
    await broker.stop();
  }
}

/** A program of this benchmark. */
interface Program {
  /** Returns the next line that it prints. */
  readonly line: () => Promise<string>;
  /** Ends its input. */
  readonly end: () => void;
}

function start(name: string, args: readonly string[]): Program {
  const script = join(root, `bench/load/${name}.ts`);
  const profiling = process.env['PROFILE'] === name ? ['--cpu-prof'] : [];
  const hooks = ['--import', join(root, 'test/support/run-typescript.js')];
  const child = spawn(process.execPath, [...profiling, ...hooks, script, ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const iterator = lines[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await iterator.next();
    if (done === true) throw new Error(`${name} ended early`);
    return value;
  };
  return { line, end: () => child.stdin.end() };
}

function rowOf(modules: number, { used, latency }: Measured): readonly number[] {
  const { delay } = used;
  if (latency.lost > 0 || used.errors > 0) {
    console.error(`${modules} modules: ${latency.lost} lost replies, ${used.errors} errors`);
  }
  return [
    ...[modules, round(used.start, 1), round(used.sent, 0), round(latency.rate, 0)],
    ...[delay.p50, delay.p99, delay.max].map((ms) => round(ms, 1)),
    ...[latency.p50, latency.p99, latency.max].map((ms) => round(ms, 1)),
    ...[round(used.cpu, 0), round((used.cpu * 10_000) / used.sent, 0)],
    ...[round(used.rss, 0), round(used.heap, 0)],
  ];
}
