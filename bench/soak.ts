/** `npm run soak [-- <minutes>]`: a fleet under load on a line that breaks every few seconds. See README.md. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMosquitto } from '../test/support/broker.js';
import { startProxy } from '../test/support/proxy.js';
import { startFaults, type Faults } from './soak/faults.js';
import { countListeners, isConnected, openFleet, type Fleet } from './soak/fleet.js';
import { HeapWatch } from './soak/heap.js';
import { EventLedger, RequestLedger } from './soak/ledger.js';
import { EVENT_MS, Load, REQUEST_MS, type Ledgers } from './soak/load.js';
import { printTable, round } from './table.js';

const SAMPLE_MS = 10_000;
/** How long calls and connections may take to settle before a sample, and everything at the end. */
const IDLE_MS = 8_000;
const END_MS = 60_000;
const MOST_GROWTH = 1;

const minutes = Number(process.argv[2] ?? 20);
if (!(minutes > 0)) throw new Error('Usage: npm run soak -- <minutes>');

/** What a run has noticed. */
interface Run extends Ledgers {
  readonly fleet: Fleet;
  readonly load: Load;
  readonly faults: Faults;
  readonly heap: HeapWatch;
  /** The numbers of listeners that were counted. */
  readonly listeners: Set<number>;
}

let unhandled = 0;
process.on('unhandledRejection', () => (unhandled += 1));
const errors = new Map<string, number>();

/** Counts the errors that no call waits for, by their codes. */
function countError(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  errors.set(code, (errors.get(code) ?? 0) + 1);
}

/** Takes a sample when nothing is under way. */
async function sample({ load, faults, fleet, heap, listeners }: Run): Promise<void> {
  const end = performance.now() + IDLE_MS;
  await faults.pause();
  const isIdle = await load.pause(IDLE_MS);
  while (!isConnected(fleet) && performance.now() < end) await sleep(20);
  if (isIdle && isConnected(fleet)) {
    // Acknowledgements and replies are still under way.
    await sleep(300);
    heap.sample();
    listeners.add(countListeners(fleet));
  }
  load.resume();
  faults.resume();
}

async function watch(run: Run): Promise<void> {
  const start = performance.now();
  for (let shown = 1; performance.now() - start < minutes * 60_000;) {
    await sleep(SAMPLE_MS);
    await sample(run);
    if (performance.now() - start >= shown * 60_000) {
      shown += 1;
      console.log(progressOf(run, (performance.now() - start) / 60_000));
    }
  }
}

function progressOf({ events, requests, heap, faults }: Run, minute: number): string {
  const broken = Object.values(faults.counts).reduce((sum, count) => sum + count, 0);
  return `minute ${round(minute, 1)}: ${events.received} of ${events.sent} events, ${requests.answered} of ${requests.sent} requests answered, ${broken} faults, heap ${round(heap.latest)} MiB`;
}

/** Waits until all that was acknowledged has arrived, and all calls have settled. */
async function settle({ load, faults, events }: Run): Promise<void> {
  await faults.stop();
  await load.pause(END_MS);
  load.stop();
  const end = performance.now() + END_MS;
  while (events.lost() > 0 && performance.now() < end) await sleep(100);
}

/** A bar: what was measured, and whether it is cleared. */
type Bar = readonly [what: string, measured: string | number, isCleared: boolean];

function barsOf({ events, requests, load, listeners, heap }: Run): readonly Bar[] {
  const growth = heap.growth(false);
  const whole = heap.growth(true);
  return [
    ['events with QoS 1 that were lost', events.lost(), events.lost() === 0],
    ['promises that are unsettled', load.unsettled, load.unsettled === 0],
    ['rejections that nobody handled', unhandled, unhandled === 0],
    [
      'requests carried out after their rejection',
      requests.carriedOutLate,
      requests.carriedOutLate === 0,
    ],
    ['listeners', [...listeners].join(', '), listeners.size === 1],
    [
      'growth of the heap without code after the fifth minute, MiB an hour',
      growth === undefined || whole === undefined
        ? 'not measured in so short a run'
        : `${round(growth)} (with code ${round(whole)})`,
      growth === undefined || growth < MOST_GROWTH,
    ],
  ];
}

function report(run: Run): void {
  const { events, requests, faults } = run;
  console.log(`\n## ${minutes} minutes with faults\n`);
  printTable(
    ['what', 'how often'],
    [
      ...Object.entries(faults.counts),
      ['events sent', events.sent],
      ['events that arrived', events.received],
      ['events that arrived again', events.repeated],
      ['events whose call has rejected', events.refused],
      ['requests sent', requests.sent],
      ['requests answered', requests.answered],
      ['requests rejected', requests.rejected],
      [
        'reconnects',
        run.fleet.pairs.reduce((sum, { client }) => sum + client.counters.reconnects, 0),
      ],
      ...[...errors].map(([code, count]): [string, number] => [`onError: ${code}`, count]),
    ],
  );
  const bars = barsOf(run);
  printTable(
    ['bar', 'measured', ''],
    bars.map(([what, measured, isCleared]) => [what, measured, isCleared ? 'ok' : 'MISSED']),
  );
  if (bars.some(([, , isCleared]) => !isCleared)) process.exitCode = 1;
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  // mosquitto gives up the rights of root.
  await chmod(folder, 0o777);
  const persistence = ['persistence true', `persistence_location ${folder}/`];
  const broker = await startMosquitto([...persistence, 'max_queued_messages 0']);
  const proxy = await startProxy(broker.port);
  const most = (everyMs: number): number => Math.ceil((10 * (minutes + 5) * 60_000) / everyMs);
  const events = new EventLedger(most(EVENT_MS));
  const requests = new RequestLedger(most(REQUEST_MS));
  const fleet = await openFleet(proxy.url, countError);
  const load = new Load({ events, requests });
  await load.start(fleet);
  const heap = new HeapWatch();
  const faults = startFaults({ proxy, broker });
  const run = { events, requests, fleet, load, faults, heap, listeners: new Set<number>() };
  await watch(run);
  await settle(run);
  report(run);
  await fleet.close();
  await proxy.stop();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
}

await main();
