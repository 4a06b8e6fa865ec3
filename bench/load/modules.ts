/**
 * `node … modules.ts <url> <modules> <warm-up seconds> <seconds>`: EVSE managers of a mock EVerest in one process, each with
 * a station, a heartbeat and a meter. Prints `ready`, and at the end what the process has used as JSON.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { planAll } from '../../src/generate.js';
import { RealClock } from '../../src/mock/clock/real-clock.js';
import { describeApi } from '../../src/mock/descriptor.js';
import { EverestMock } from '../../src/mock/everest/everest-mock.js';
import { Quirks } from '../../src/mock/everest/quirks.js';
import { startMockServer, type ApiDescriptor } from '../../templates/runtime/index.js';

const DOCUMENT = 'specs/everest/evse_manager_consumer_API.yaml';

/** What the process has used. */
export interface Used {
  /** How long a module took to start, in milliseconds. */
  readonly start: number;
  /** Messages that were sent in a second. */
  readonly sent: number;
  /** How late the event loop was, in milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Processor time in percent of one core. */
  readonly cpu: number;
  /** Memory in MB: of the process, and of the heap. */
  readonly rss: number;
  readonly heap: number;
  readonly errors: number;
}

const [url = '', count = '', warmUp = '', seconds = ''] = process.argv.slice(2);
const tally = { sent: 0, errors: 0 };

const began = performance.now();
await startModules(Number(count));
const start = (performance.now() - began) / Number(count);
console.log('ready');
await sleep(Number(warmUp) * 1_000);
console.log(JSON.stringify(await measure(Number(seconds))));
// The last requests are still under way; the end of the input ends this process.
process.stdin.resume().once('end', () => process.exit());

async function startModules(wanted: number): Promise<void> {
  const { planned } = await planAll([DOCUMENT], {});
  const plan = planned[0]?.plan;
  if (plan === undefined) throw new Error(`${DOCUMENT} cannot be read`);
  const api = describeApi(plan);
  const clock = new RealClock();
  clock.start();
  for (let index = 0; index < wanted; index += 1) await startModule(`m${index}`, api, clock);
}

async function startModule(id: string, api: ApiDescriptor, clock: RealClock): Promise<void> {
  const nothing = (): void => undefined;
  const everest = new EverestMock({
    ...{ clock, liveClock: clock, seed: 1, profile: 'main', report: nothing, note: nothing },
    quirks: new Quirks('main'),
  });
  const { descriptor, options } = everest.adaptOne(api, { module_id: id });
  await startMockServer(
    { api: descriptor, samples: {}, variables: { module_id: id } },
    {
      ...{ ...options, url, historyLimit: 0, connectTimeoutMs: 60_000 },
      log: ({ direction }) => (tally.sent += direction === 'sent' ? 1 : 0),
      onError: () => (tally.errors += 1),
    },
  );
  everest.start();
}

async function measure(duration: number): Promise<Used> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const before = { cpu: process.cpuUsage(), time: performance.now(), sent: tally.sent };
  delays.enable();
  await sleep(duration * 1_000);
  delays.disable();
  const elapsed = performance.now() - before.time;
  const { user, system } = process.cpuUsage(before.cpu);
  const { rss, heapUsed } = process.memoryUsage();
  const inMs = (nanoseconds: number): number => nanoseconds / 1e6;
  return {
    start,
    sent: ((tally.sent - before.sent) / elapsed) * 1_000,
    delay: {
      p50: inMs(delays.percentile(50)),
      p99: inMs(delays.percentile(99)),
      max: inMs(delays.max),
    },
    cpu: ((user + system) / 1_000 / elapsed) * 100,
    ...{ rss: rss / 1e6, heap: heapUsed / 1e6, errors: tally.errors },
  };
}
