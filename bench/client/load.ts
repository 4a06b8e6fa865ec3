/**
 * `load.ts <peer> <load> <url> <bindings>`: runs one load, and prints a line when its code is compiled. For each number of
 * milliseconds that it reads, it measures for so long, and prints what it measured.
 */
import { createInterface } from 'node:readline';
import { importBindings, type Bindings, type QoS } from './bindings.js';
import { openGenerated, openRaw, sampleEvent, type Peer } from './peers.js';

/** So many operations, until the code of either peer is compiled; the longer one takes longer. */
const WARM_UP = 30_000;
/** How long the load goes on before it is measured, since the peer was stopped until then. */
const RESUME_MS = 50;

/** What was done in a turn. */
export interface Measured {
  readonly operations: number;
  readonly seconds: number;
  /** Processor time in microseconds. */
  readonly cpu: number;
}

const peers: Readonly<Record<string, (url: string, bindings: Bindings) => Promise<Peer>>> = {
  raw: openRaw,
  generated: openGenerated,
};

/** Starts a load, and returns a function that gives the number of operations done so far. */
type Load = (peer: Peer) => (() => number) | Promise<() => number>;

const loads: Readonly<Record<string, Load>> = {
  'request, one at a time': requests(1),
  'request, 100 in flight': requests(100),
  'publish to receive, QoS 0': events(0),
  'publish to receive, QoS 1': events(1),
};

function requests(inFlight: number): Load {
  return (peer) => {
    let done = 0;
    const repeat = async (): Promise<void> => {
      for (;;) {
        await peer.request();
        done += 1;
      }
    };
    for (let index = 0; index < inFlight; index += 1) void repeat();
    return () => done;
  };
}

/** Keeps a hundred events under way. */
function events(qos: QoS): Load {
  return async (peer) => {
    let done = 0;
    const publish = (): void => void peer.publish(sampleEvent, qos);
    await peer.listen(() => {
      done += 1;
      publish();
    }, qos);
    for (let index = 0; index < 100; index += 1) publish();
    return () => done;
  };
}

const [peerName = '', loadName = '', url = '', folder = ''] = process.argv.slice(2);
const peer = await peers[peerName]?.(url, await importBindings(folder));
const load = loads[loadName];
if (peer === undefined || load === undefined) {
  throw new Error('Usage: load.ts <peer> <load> <url> <bindings>');
}
const count = await load(peer);
while (count() < WARM_UP) await sleep(100);
console.log('ready');
for await (const line of createInterface(process.stdin)) {
  await sleep(RESUME_MS);
  console.log(JSON.stringify(await measure(Number(line))));
}
process.exit();

async function measure(ms: number): Promise<Measured> {
  const [start, startCpu, startCount] = [performance.now(), process.cpuUsage(), count()];
  await sleep(ms);
  const { user, system } = process.cpuUsage(startCpu);
  const seconds = (performance.now() - start) / 1000;
  return { operations: count() - startCount, seconds, cpu: user + system };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
