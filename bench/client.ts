/** The generated client against a program written on `mqtt` by hand, in turns, on one broker. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import { hasMosquitto, startEmbeddedBroker, startMosquitto } from '../test/support/broker.js';
import { root } from '../test/support/project.js';
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

export async function printClient(rounds: number): Promise<void> {
  const broker = await (hasMosquitto ? startMosquitto(unlimited) : startEmbeddedBroker());
  const responder = await answerRequests(broker.url);
  try {
    const rows: (string | number)[][] = [];
    for (const load of loads) {
      const pairs: (readonly [Measured, Measured])[] = [];
      for (let index = 0; index < rounds; index += 1) {
        pairs.push([
          await measure('generated', load, broker.url),
          await measure('raw', load, broker.url),
        ]);
      }
      const ratio = (unit: keyof Measured, [ours, raw]: readonly [Measured, Measured]): number =>
        ours[unit] / raw[unit];
      rows.push([
        load,
        round(median(pairs.map((pair) => ratio('rate', pair)))),
        round(Math.min(...pairs.map((pair) => ratio('rate', pair)))),
        round(median(pairs.map((pair) => ratio('cpu', pair)))),
        round(median(pairs.map(([ours]) => ours.rate)), 0),
      ]);
    }
    console.log(
      `## The generated client against \`mqtt\`, on ${hasMosquitto ? 'mosquitto' : 'aedes'}\n`,
    );
    printTable(['load', 'rate', '(worst)', 'cpu', 'per second'], rows);
  } finally {
    await responder();
    await broker.stop();
  }
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

async function measure(peer: string, load: string, url: string): Promise<Measured> {
  const script = join(root, 'bench/client/load.ts');
  const hooks = join(root, 'test/support/run-typescript.js');
  const args = ['--import', hooks, script, peer, load, url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const measured: Measured = JSON.parse(stdout);
  return measured;
}
