/** The generated client against a program written on `mqtt` by hand, in turns, on one broker. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { connectAsync } from 'mqtt';
import { hasMosquitto, startEmbeddedBroker, startMosquitto } from '../test/support/broker.js';
import { root } from '../test/support/project.js';
import { generateBindings, VALIDATORS } from './client/bindings.js';
import type { Measured } from './client/load.js';
import { REQUEST_FILTER } from './client/peers.js';
import { median, printTable, round } from './table.js';

const loads = [
  'request, one at a time',
  'request, 100 in flight',
  'publish to receive, QoS 0',
  'publish to receive, QoS 1',
];

/** In each round, the peers take so many turns: what the machine does meanwhile then meets both. */
const TURNS = 10;
const TURN_MS = 400;

interface Rate {
  /** Operations in a second. */
  readonly rate: number;
  /** Microseconds of processor time for an operation. */
  readonly cpu: number;
}

/** What both peers measured in one round. */
interface Pair {
  readonly generated: Rate;
  readonly raw: Rate;
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

async function measurePairs(rounds: number, args: readonly string[]): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let index = 0; index < rounds; index += 1) pairs.push(await measurePair(args));
  return pairs;
}

/** Measures new processes of both peers in turns; the first one of a turn is the second one of the next. */
async function measurePair(args: readonly string[]): Promise<Pair> {
  const generated = await LoadProcess.start('generated', args);
  const raw = await LoadProcess.start('raw', args);
  const order = [generated, raw];
  try {
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const each of order) await each.measure();
      order.reverse();
    }
    return { generated: generated.rate, raw: raw.rate };
  } finally {
    for (const each of order) each.end();
  }
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
  await client.subscribeAsync(REQUEST_FILTER, { qos: 1 });
  return () => client.endAsync();
}

/** A process with one peer, which is stopped while it is not its turn. */
class LoadProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;
  readonly #measured: Measured[] = [];

  private constructor(peer: string, args: readonly string[]) {
    const script = join(root, 'bench/client/load.ts');
    const hooks = join(root, 'test/support/run-typescript.js');
    this.#child = spawn(process.execPath, ['--import', hooks, script, peer, ...args], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** Starts a peer, and stops it when its code is compiled. */
  static async start(peer: string, args: readonly string[]): Promise<LoadProcess> {
    const started = new LoadProcess(peer, args);
    await started.#read();
    return started;
  }

  async measure(): Promise<void> {
    this.#child.kill('SIGCONT');
    this.#child.stdin.write(`${TURN_MS}\n`);
    const measured: Measured = JSON.parse(await this.#read());
    this.#measured.push(measured);
  }

  /** What all turns together give. */
  get rate(): Rate {
    const operations = sum(this.#measured.map((each) => each.operations));
    return {
      rate: operations / sum(this.#measured.map(({ seconds }) => seconds)),
      cpu: sum(this.#measured.map(({ cpu }) => cpu)) / operations,
    };
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  /** Reads a line, and stops the process. */
  async #read(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('The process of a peer has ended');
    this.#child.kill('SIGSTOP');
    return value;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
