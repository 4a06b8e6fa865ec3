import type { AdaptedMock, MockPlan } from '../../../templates/runtime/index.js';
import { EverestMock, Quirks } from '../everest/everest.js';
import { openFaults } from '../faults/faults.js';
import { logLine } from '../log-line.js';
import type { MockEvent } from '../mock-event.js';
import { startObservedBroker } from '../observed-broker.js';
import { ReportBuilder } from '../report/report-builder.js';
import { UnusedTopics } from '../unused.js';
import { MessageHistory } from './history.js';
import type { StartMockOptions } from './mock-options.js';
import type { Mock } from './mock.js';
import { RunningMock } from './running-mock.js';
import { Overriding } from './overriding.js';
import { Sending } from './sending.js';
import { definedOf, Servers } from './servers.js';
import { createTime, type MockTime } from './time.js';

/**
 * Starts generated mock servers on a broker of this process, on a loopback port that other machines cannot reach. With
 * `everest`, a simulated charging station is behind them.
 *
 * @throws An error with the code `EADDRINUSE` if the port is taken.
 * @example
 * await using mock = await startMock({ apis: [EvseManagerConsumerMockServer], everest: true });
 * await mock.station.plugIn();
 * mock.expect('pause_charging').toHaveBeenCalledOnce();
 */
export async function startMock(options: StartMockOptions): Promise<Mock> {
  const { apis, variables = {}, port = 0, clock = 'real', overrides = {}, every = {} } = options;
  const time = createTime(clock);
  const now = (): Date => new Date(time.clock.now());
  const [history, report] = [new MessageHistory(), new ReportBuilder()];
  const log = logTo([history, report], options);
  const [topics, ownIds, sending] = [new UnusedTopics(), new Set<string>(), new Sending()];
  const faults = openFaults(options.faults ?? {}, {
    seed: options.seed ?? 1,
    clock: time.clock,
    log,
  });
  const shared = { topics, ownIds, faults, log, now };
  const broker = await startObservedBroker({ port, topicPrefix: '', ...shared });
  const everest = openEverest(options, { time, log, now });
  const overriding = new Overriding(overrides);
  const servers = new Servers({
    ...{ url: broker.url, variables, ...shared },
    adapt: (plan) => adapt(plan, { everest, sending, overriding, clock }),
  });
  const kept = { history, report, sending, time, overriding, faults };
  const parts = { broker, servers, everest, ...kept };
  const mock = new RunningMock(parts);
  try {
    for (const generated of apis) await servers.start(generated);
    overriding.reset(servers.operations);
    overriding.repeat(every, servers.operations, time.clock);
    await mock.begin();
    return mock;
  } catch (error) {
    await mock.close();
    throw error;
  }
}

interface EverestContext {
  readonly time: MockTime;
  readonly log: (event: MockEvent) => void;
  readonly now: () => Date;
}

function openEverest(
  { everest = false, profile = 'main', quirks, seed = 1 }: StartMockOptions,
  { time: { clock }, log, now }: EverestContext,
): EverestMock | undefined {
  if (everest === false) return undefined;
  const { station = {} } = everest === true ? {} : everest;
  return new EverestMock({
    ...{ clock, liveClock: clock, seed, profile, quirks: new Quirks(profile, quirks) },
    scenario: { name: '', description: '', station, steps: [] },
    report: () => undefined,
    note: (text, api) => {
      const named = api === undefined ? text : `${api}: ${text}`;
      log({ event: 'note', time: now(), text: named, isProblem: false });
    },
  });
}

interface Adapting {
  readonly everest: EverestMock | undefined;
  readonly sending: Sending;
  readonly overriding: Overriding;
  readonly clock: 'real' | 'fake';
}

/** Gives a mock server the overrides, and lets it act as EVerest. What its behaviours send is watched. */
function adapt(plan: MockPlan, { everest, sending, overriding, clock }: Adapting): AdaptedMock {
  const own = overriding.behaviour(plan.api.name);
  if (everest === undefined) {
    // Its heartbeats would beat in real time.
    const heartbeats = clock === 'fake' ? { heartbeatMs: 0 } : {};
    return { plan, options: { behaviours: [sending.watch(own)], ...heartbeats } };
  }
  const { descriptor, options } = everest.adaptOne(plan.api, definedOf(plan.variables));
  const behaviours = [...(options.behaviours ?? []), own].map((each) => sending.watch(each));
  return { plan: { ...plan, api: descriptor }, options: { ...options, behaviours } };
}

/** Takes in events. */
interface Listener {
  add(event: MockEvent): void;
}

function logTo(
  listeners: readonly Listener[],
  { log, onError = console.error }: StartMockOptions,
): (event: MockEvent) => void {
  return (event) => {
    for (const listener of listeners) listener.add(event);
    log?.(logLine(event));
    if (event.event === 'error') onError(event.error);
  };
}
