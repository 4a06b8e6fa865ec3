import {
  ClosedError,
  startMockServer,
  type ApiDescriptor,
  type MockOptions,
} from '../../templates/runtime/index.js';
import { createClientId } from '../../templates/runtime/connection/mqtt-client.js';
import { replySamples } from '../plan/views/mock-view.js';
import { mqtt5Need } from '../plan/operations/mqtt5.js';
import type { ApiPlan } from '../plan/plan.js';
import type { Broker } from './broker.js';
import { describeApi } from './descriptor.js';
import { watchBroker, type Watch } from './foreign-broker.js';
import { knownTopics } from './known-topics.js';
import type { MockEvent } from './mock-event.js';
import { explainUnused, startObservedBroker } from './observed-broker.js';
import { sendTyped, type MockedApi } from './outgoing.js';
import { UnusedTopics } from './unused.js';
import { variableValues } from './variables.js';

export interface MockSettings {
  /** URL of the broker; without it, a broker is started on `port` of 127.0.0.1. */
  readonly broker?: string;
  readonly port: number;
  /** Values of server variables by name. The default is the name of the API. */
  readonly variables: Variables;
  /** What every topic on the wire starts with. */
  readonly topicPrefix: string;
  readonly log: (event: MockEvent) => void;
  /** Returns the mock servers of an API, each with a behaviour of its own; without it, there is one. */
  readonly adapt?:
    ((api: ApiDescriptor, variables: Variables) => readonly AdaptedApi[]) | undefined;
}

/** Values of server variables by name. */
type Variables = Readonly<Record<string, string>>;

/** What a mock server of an API is started with. */
export interface AdaptedApi {
  readonly descriptor: ApiDescriptor;
  readonly options: Pick<MockOptions, 'behaviours' | 'everest' | 'qos'>;
  readonly variables: Variables;
  /** What the log calls it; by default, the name of the API. */
  readonly name?: string | undefined;
}

export interface RunningMock {
  readonly url: string;
  /** Sends a message that a user has typed, e.g. `receive_position="open"`. Logs an error. */
  send(text: string): Promise<void>;
  close(): Promise<void>;
}

/** How long to wait for the broker; shorter than the default of clients. */
const CONNECT_TIMEOUT_MS = 5_000;

/** An API with the values of its server variables, before its mock server runs. */
interface PreparedApi extends Omit<MockedApi, 'engine'> {
  readonly variables: Variables;
  readonly clientId: string;
  readonly options: AdaptedApi['options'];
}

/**
 * Starts a mock server for each API. Rejects if the port is taken or the broker cannot be reached.
 */
export async function startMock(
  plans: readonly ApiPlan[],
  settings: MockSettings,
): Promise<RunningMock> {
  if (settings.broker === undefined) plans.forEach(refuseMqtt5);
  const prepared = plans.flatMap((plan) => prepare(plan, settings));
  const broker = await openBroker(prepared, settings);
  const apis: MockedApi[] = [];
  const closing: Pick<Broker, 'close'>[] = [];
  const close = async (): Promise<void> => {
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
  return { url: broker.url, send, close };
}

/** Starts a broker, unless the user has one. Its messages that nobody uses are logged. */
async function openBroker(apis: readonly PreparedApi[], settings: MockSettings): Promise<Broker> {
  const { broker: url } = settings;
  if (url !== undefined) return { url, close: () => Promise.resolve() };
  const ownIds = new Set(apis.map(({ clientId }) => clientId));
  return startObservedBroker({ ...settings, ownIds, topics: topicsOf(apis), now });
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

function prepare(plan: ApiPlan, settings: MockSettings): readonly PreparedApi[] {
  const variables = variableValues(plan, settings.variables);
  const { folder } = plan.names;
  const descriptor = describeApi(plan);
  const adapted = settings.adapt?.(descriptor, variables) ?? [
    { descriptor, options: {}, variables },
  ];
  return adapted.map(({ name = folder, ...api }) => {
    return { plan, ...api, name, clientId: createClientId(folder) };
  });
}

async function startApi(
  { plan, name, descriptor, variables, clientId, options }: PreparedApi,
  url: string,
  settings: MockSettings,
): Promise<MockedApi> {
  const { operations, samples } = plan;
  const { log } = settings;
  const ids = new Map(
    operations.map(({ operation, names: { subject } }) => [subject, operation.id]),
  );
  log({ event: 'api', api: name, variables });
  const replies = replySamples(operations, samples).map(
    ([operation, sample]): [string, unknown] => [
      operation.names.subject,
      sample.kind === 'value' ? sample.value : Uint8Array.from(sample.bytes),
    ],
  );
  const engine = await startMockServer(
    { api: descriptor, samples: Object.fromEntries<unknown>(replies), variables },
    {
      ...options,
      url,
      topicPrefix: settings.topicPrefix,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      mqtt: { clientId, ...(settings.broker === undefined && { protocolVersion: 4 }) },
      // Nothing reads the history.
      historyLimit: 0,
      log: (message) => {
        const id = ids.get(message.operation) ?? message.operation;
        log({ event: 'message', api: name, id, time: new Date(), message });
      },
      onError: (error) => {
        log({ event: 'error', error });
      },
    },
  );
  return { plan, name, descriptor, engine };
}
