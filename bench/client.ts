/** The generated client against a program written on `mqtt` by hand, in turns, on one broker. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import { hasMosquitto, startEmbeddedBroker, startMosquitto } from '../test/support/broker.js';
import { root } from '../test/support/project.js';
import { generateBindings, VALIDATORS } from './client/bindings.js';
import { PREFIX } from './client/peers.js';
import { median, printTable, round } from './table.js';

const loads = [
  'request, one at a time',
  'request, 100 in flight',
  'publish to receive, QoS 0',
  'publish to receive, QoS 1',
];

interface Measured {
  /** Operations in a second. */
  readonly rate: number;
  /** Microseconds of processor time for an operation. */
  readonly cpu: number;
}

/** What both peers measured in one round. */
interface Pair {
  readonly generated: Measured;
  readonly raw: Measured;
}

export async function printClient(rounds: number): Promise<void> {
  const broker = await (hasMosquitto ? startMosquitto(unlimited) : startEmbeddedBroker());
  const responder = await answerRequests(broker.url);
  const folder = generateBindings();
  try {
    const rows: (string | number)[][] = [];
    for (const load of loads) {
      for (const validators of VALIDATORS) {
        const bindings = join(folder, validators);
        const pairs = await measurePairs(rounds, [load, broker.url, bindings]);
        rows.push([load, validators, ...figuresOf(pairs)]);
      }
    }
    console.log(
      `## The generated client against \`mqtt\`, on ${hasMosquitto ? 'mosquitto' : 'aedes'}\n`,
    );
    const head = [
      'load',
      'validators',
      'rate',
      '(worst)',
      'cpu',
      '(worst)',
      'per second',
      'µs',
      'raw',
    ];
    printTable(head, rows);
  } finally {
    rmSync(folder, { recursive: true });
    await responder();
    await broker.stop();
  }
}

/** Measures the peers in turns; the first one of a round is the second one of the next. */
async function measurePairs(rounds: number, args: readonly string[]): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let index = 0; index < rounds; index += 1) {
    if (index % 2 === 0) {
      const generated = await measure('generated', args);
      pairs.push({ generated, raw: await measure('raw', args) });
    } else {
      const raw = await measure('raw', args);
      pairs.push({ raw, generated: await measure('generated', args) });
    }
  }
  return pairs;
}

function figuresOf(pairs: readonly Pair[]): readonly number[] {
  const rates = pairs.map(({ generated, raw }) => generated.rate / raw.rate);
  const cpus = pairs.map(({ generated, raw }) => generated.cpu / raw.cpu);
  return [
    round(median(rates)),
    round(Math.min(...rates)),
    round(median(cpus)),
    round(Math.max(...cpus)),
    round(median(pairs.map(({ generated }) => generated.rate)), 0),
    round(median(pairs.map(({ generated }) => generated.cpu)), 1),
    round(median(pairs.map(({ raw }) => raw.cpu)), 1),
  ];
}

/** mosquitto drops messages of QoS 0 beyond its queue, which would end the load. */
const unlimited = ['max_inflight_messages 0', 'max_queued_messages 0'];

/** Answers `get_evse` with about 0.9 KB; returns how to stop it. */
async function answerRequests(url: string): Promise<() => Promise<void>> {
  const client = await connectAsync(url);
  const connectors = Array.from({ length: 25 }, (_, index) => ({ id: index + 1, type: 'cCCS2' }));
  const reply = JSON.stringify({ id: 1, connectors });
  client.on('message', (_, body) => {
    const { headers } = JSON.parse(body.toString());
    client.publish(headers.replyTo, reply, { qos: 1 });
  });
  await client.subscribeAsync(`${PREFIX}/m2e/get_evse`, { qos: 1 });
  return () => client.endAsync();
}

async function measure(peer: string, args: readonly string[]): Promise<Measured> {
  const script = join(root, 'bench/client/load.ts');
  const hooks = join(root, 'test/support/run-typescript.js');
  const command = ['--import', hooks, script, peer, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
  const measured: Measured = JSON.parse(stdout);
  return measured;
}
