import type { AdaptedMock, MockPlan } from '../../../templates/runtime/index.js';
import { EverestMock } from '../everest/everest-mock.js';
import { Quirks } from '../everest/quirks.js';
import { logLine } from '../log-line.js';
import type { MockEvent } from '../mock-event.js';
import { startObservedBroker } from '../observed-broker.js';
import { UnusedTopics } from '../unused.js';
import { MessageHistory } from './history.js';
import type { StartMockOptions } from './mock-options.js';
import type { Mock } from './mock.js';
import { RunningMock } from './running-mock.js';
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
  const { apis, variables = {}, port = 0, clock = 'real' } = options;
  const time = createTime(clock);
  const now = (): Date => new Date(time.clock.now());
  const history = new MessageHistory();
  const log = logTo(history, options);
  const [topics, ownIds, sending] = [new UnusedTopics(), new Set<string>(), new Sending()];
  const broker = await startObservedBroker({ port, topicPrefix: '', topics, ownIds, log, now });
  const everest = openEverest(options, { time, log, now });
  const servers = new Servers({
    ...{ url: broker.url, variables, topics, ownIds, now, log },
    adapt: (plan) => adapt(plan, everest, sending),
  });
  const mock = new RunningMock({ broker, servers, everest, history, sending, time });
  try {
    for (const generated of apis) await servers.start(generated);
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

/** Lets a mock server act as EVerest. What its behaviours send is watched. */
function adapt(plan: MockPlan, everest: EverestMock | undefined, sending: Sending): AdaptedMock {
  if (everest === undefined) return { plan };
  const { descriptor, options } = everest.adaptOne(plan.api, definedOf(plan.variables));
  const behaviours = options.behaviours?.map((each) => sending.watch(each));
  return { plan: { ...plan, api: descriptor }, options: { ...options, behaviours } };
}

function logTo(
  history: MessageHistory,
  { log, onError = console.error }: StartMockOptions,
): (event: MockEvent) => void {
  return (event) => {
    history.add(event);
    log?.(logLine(event));
    if (event.event === 'error') onError(event.error);
  };
}
