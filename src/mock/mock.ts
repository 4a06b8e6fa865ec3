import { startMockServer, type MockEngine } from '../../templates/runtime/index.js';
import { replySamples } from '../plan/views/mock-view.js';
import { mqtt5Need } from '../plan/operations/mqtt5.js';
import type { ApiPlan } from '../plan/plan.js';
import { variablesOf } from '../model/mqtt-servers.js';
import { startBroker } from './broker.js';
import { describeApi } from './descriptor.js';
import type { MockEvent } from './mock-event.js';

export interface MockSettings {
  /** URL of the broker; without it, a broker is started on `port` of 127.0.0.1. */
  readonly broker?: string;
  readonly port: number;
  /** Values of server variables by name. The default is the name of the API. */
  readonly variables: Readonly<Record<string, string>>;
  log(event: MockEvent): void;
}

export interface RunningMock {
  readonly url: string;
  close(): Promise<void>;
}

/** How long to wait for the broker; shorter than the default of clients. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Starts a mock server for each API. Rejects if the port is taken or the broker cannot be reached.
 */
export async function startMock(
  plans: readonly ApiPlan[],
  settings: MockSettings,
): Promise<RunningMock> {
  const { broker: url } = settings;
  if (url === undefined) plans.forEach(refuseMqtt5);
  const broker =
    url === undefined
      ? await startBroker(settings.port, (error) => settings.log({ event: 'error', error }))
      : { url, close: (): Promise<void> => Promise.resolve() };
  const engines: MockEngine[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(engines.map((engine) => engine.close()));
    await broker.close();
  };
  try {
    for (const plan of plans) {
      engines.push(await startApi(plan, broker.url, settings));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { url: broker.url, close };
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

function startApi(plan: ApiPlan, url: string, settings: MockSettings): Promise<MockEngine> {
  const { api, names, operations, samples } = plan;
  const fallback = names.folder.replaceAll('-', '_');
  const given = new Map(Object.entries(settings.variables));
  const variables = Object.fromEntries(
    api.servers
      .flatMap(variablesOf)
      .map(({ name, default: usual }) => [name, given.get(name) ?? usual ?? fallback]),
  );
  settings.log({ event: 'api', api: names.folder, variables });
  return startMockServer(
    {
      api: describeApi(plan),
      samples: Object.fromEntries(
        replySamples(operations, samples).map(([operation, sample]) => [
          operation.names.subject,
          sample.kind === 'value' ? sample.value : Uint8Array.from(sample.bytes),
        ]),
      ),
      variables,
    },
    {
      url,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      ...(settings.broker === undefined && { mqtt: { protocolVersion: 4 } }),
      // Nothing reads the history.
      historyLimit: 0,
      log: (message) => {
        settings.log({ event: 'message', api: names.folder, time: new Date(), message });
      },
      onError: (error) => {
        settings.log({ event: 'error', error });
      },
    },
  );
}
