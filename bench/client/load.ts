/** `load.ts <peer> <load> <url> <bindings>`: runs one load for a while, and prints its rate and processor time. */
import { importBindings, type Bindings, type QoS } from './bindings.js';
import { openGenerated, openRaw, sampleEvent, type Peer } from './peers.js';

/** So many operations, until the code of either peer is compiled; the longer one takes longer. */
const WARM_UP = 30_000;
const MEASURE_MS = 2_000;

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
const [start, startCpu, startCount] = [performance.now(), process.cpuUsage(), count()];
await sleep(MEASURE_MS);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(startCpu);
const done = count() - startCount;
console.log(JSON.stringify({ rate: done / seconds, cpu: (user + system) / done }));
process.exit();

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
