import { ClosedError } from '../../templates/runtime/index.js';
import { mqtt5Need } from '../plan/operations/mqtt5.js';
import type { ApiPlan } from '../plan/plan.js';
import type { Broker } from './broker.js';
import { every, type Clock } from './clock/clock.js';
import { RealClock } from './clock/real-clock.js';
import { openFaults } from './faults/faults.js';
import { watchBroker, type Watch } from './foreign-broker.js';
import { namedOperations } from './find-operation.js';
import { knownTopics } from './known-topics.js';
import type { MockEvent } from './mock-event.js';
import type { MockSettings } from './mock-settings.js';
import { explainUnused, startObservedBroker } from './observed-broker.js';
import { findTarget, sendTyped, type MockedApi } from './outgoing.js';
import { Overrides } from './payloads/overrides.js';
import { CONNECT_TIMEOUT_MS, prepareApi, startApi, type PreparedApi } from './prepared-api.js';
import type { MockReport } from './report/report.js';
import { ReportBuilder } from './report/report-builder.js';
import { UnusedTopics } from './unused.js';

export interface RunningMock {
  readonly url: string;
  /** The mock servers. */
  readonly apis: readonly MockedApi[];
  /** Sends a message that a user has typed, e.g. `receive_position="open"`. Logs an error. */
  send(text: string): Promise<void>;
  /** Returns what clients did wrong so far, and what they never did. */
  report(): MockReport;
  close(): Promise<void>;
}

/**
 * Starts a mock server for each API. Rejects if the port is taken or the broker cannot be reached, and with an
 * `OverrideError` or a `MessageFault`.
 */
export async function startMock(
  plans: readonly ApiPlan[],
  given: MockSettings,
): Promise<RunningMock> {
  const builder = new ReportBuilder();
  const log = (event: MockEvent): void => {
    builder.add(event);
    given.log(event);
  };
  const settings = { ...given, log };
  if (settings.broker === undefined) plans.forEach(refuseMqtt5);
  const overrides = new Overrides();
  const prepared = plans.flatMap((plan) => prepareApi(plan, settings, overrides));
  const operations = prepared.flatMap(({ descriptor }) => namedOperations(descriptor));
  overrides.add(settings.overrides ?? {}, operations);
  for (const name of Object.keys(settings.every ?? {})) findTarget(name, prepared);
  const clock = new RealClock();
  const broker = await openBroker(prepared, settings, clock);
  const apis: MockedApi[] = [];
  const closing: Pick<Broker, 'close'>[] = [];
  const close = async (): Promise<void> => {
    clock.stop();
    await Promise.all(
      [...closing, ...apis.map(({ engine }) => engine)].map((each) => each.close()),
    );
    await broker.close();
  };
  try {
    for (const api of prepared) apis.push(await startApi(api, broker.url, settings));
    if (settings.broker !== undefined)
      closing.push(await watch(prepared, settings.broker, settings));
  } catch (error) {
    await close();
    throw error;
  }
  const send = (text: string): Promise<void> =>
    sendTyped(text, apis).catch((error: unknown) => {
      // Whoever ends the mock server gives up the replies that it waits for.
      if (!(error instanceof ClosedError)) settings.log({ event: 'error', error });
    });
  repeat((name) => void send(name), settings, clock);
  clock.start();
  return {
    ...{ url: broker.url, apis, send },
    report: () => builder.build(operations, now()),
    close,
  };
}

/** Sends operations again and again. */
function repeat(
  send: (name: string) => void,
  { every: periods = {} }: MockSettings,
  clock: Clock,
): void {
  for (const [name, seconds] of Object.entries(periods)) {
    every(clock, seconds * 1_000, () => send(name));
  }
}

/** Starts a broker, unless the user has one. Its messages that nobody uses are logged. */
async function openBroker(
  apis: readonly PreparedApi[],
  settings: MockSettings,
  clock: Clock,
): Promise<Broker> {
  const { broker: url, seed = 1, log } = settings;
  if (url !== undefined) return { url, close: () => Promise.resolve() };
  const ownIds = new Set(apis.map(({ clientId }) => clientId));
  const faults = openFaults(settings.faults ?? {}, { seed, clock, log });
  for (const { documented, variables } of apis) faults?.add(knownTopics(documented, variables));
  return startObservedBroker({ ...settings, ownIds, topics: topicsOf(apis), now, faults });
}

/** Watches a broker of the user. There, messages that mock servers send come back, so they are ignored. */
function watch(apis: readonly PreparedApi[], url: string, settings: MockSettings): Promise<Watch> {
  const { topicPrefix } = settings;
  const topics = topicsOf(apis);
  const nothing = { close: () => Promise.resolve() };
  // The mock server works without a second connection, which the broker may refuse.
  return watchBroker({
    url,
    timeoutMs: CONNECT_TIMEOUT_MS,
    apis: apis.map(({ descriptor }) => descriptor),
    topicPrefix,
    onMessage: (message) => {
      if (topics.sends(message.topic.slice(topicPrefix.length))) return;
      const unused = explainUnused(message, { topics, topicPrefix, now });
      if (unused !== undefined) settings.log(unused);
    },
  }).catch(() => nothing);
}

function now(): Date {
  return new Date();
}

function topicsOf(apis: readonly PreparedApi[]): UnusedTopics {
  return new UnusedTopics(
    apis.flatMap(({ descriptor, variables }) => knownTopics(descriptor, variables)),
  );
}

/** Throws if an API needs MQTT 5, which the embedded broker does not support. */
function refuseMqtt5(plan: ApiPlan): void {
  const need = mqtt5Need(plan.operations);
  if (need === undefined) return;
  throw new Mqtt5NeededError(
    `${plan.names.folder} needs MQTT 5 for ${need}, and the broker of this command speaks 3.1.1.`,
  );
}

class Mqtt5NeededError extends Error {
  readonly code = 'MQTT5_NEEDED';
}
