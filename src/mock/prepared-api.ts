import {
  everestBehaviours,
  startMockServer,
  type ApiDescriptor,
  type BehaviourFactory,
} from '../../templates/runtime/index.js';
import { createClientId } from '../../templates/runtime/connection/mqtt-client.js';
import type { ApiPlan } from '../plan/plan.js';
import { describeApi } from './descriptor.js';
import type { AdaptedApi, MockSettings } from './mock-settings.js';
import type { MockedApi } from './outgoing.js';
import type { Overrides } from './payloads/overrides.js';
import { SeededSamples } from './payloads/seeded-samples.js';
import { variableValues } from './variables.js';

/** How long to wait for the broker; shorter than the default of clients. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** An API with the values of its server variables, before its mock server runs. */
export interface PreparedApi extends Omit<MockedApi, 'engine'> {
  readonly clientId: string;
  /** The API as its document says it; `descriptor` may be looser. */
  readonly documented: ApiDescriptor;
  readonly options: AdaptedApi['options'];
}

/** Prepares the mock servers of an API: one, unless the settings adapt it. */
export function prepareApi(
  plan: ApiPlan,
  settings: MockSettings,
  overrides: Overrides,
): readonly PreparedApi[] {
  const variables = variableValues(plan, settings.variables);
  const documented = describeApi(plan);
  const adapted = settings.adapt?.(documented, variables) ?? [
    { descriptor: documented, options: {}, variables },
  ];
  return adapted.map((api) => prepareServer(plan, api, { settings, overrides, documented }));
}

interface Payloads {
  readonly settings: MockSettings;
  readonly overrides: Overrides;
  readonly documented: ApiDescriptor;
}

function prepareServer(
  plan: ApiPlan,
  { descriptor, options, variables, name: api = plan.names.folder }: AdaptedApi,
  { settings, overrides, documented }: Payloads,
): PreparedApi {
  const samples = new SeededSamples(plan, settings.seed ?? 1);
  const own: BehaviourFactory = () => ({
    answer: (name, _payload, { topic }) => overrides.next({ api, name }, topic),
  });
  const generated: BehaviourFactory = () => ({
    answer: (name, _payload, { topic }) => samples.next(name, topic),
  });
  const { everest, behaviours = [] } = options;
  const usual = everest === false ? [] : everestBehaviours(everest);
  return {
    plan,
    ...{ name: api, variables, documented },
    descriptor: { ...descriptor, name: api },
    clientId: createClientId(plan.names.folder),
    payloadOf: (name, topic) => overrides.next({ api, name }, topic) ?? samples.next(name, topic),
    // The last one answers first.
    options: {
      ...options,
      everest: false,
      behaviours: [generated, ...usual, ...behaviours, own],
    },
  };
}

/** Starts the mock server of an API; rejects if the broker cannot be reached. */
export async function startApi(
  prepared: PreparedApi,
  url: string,
  settings: MockSettings,
): Promise<MockedApi> {
  const { descriptor, variables, clientId, options } = prepared;
  const { log } = settings;
  const { name: api, operations } = descriptor;
  log({ event: 'api', api, variables });
  const engine = await startMockServer(
    { api: descriptor, samples: {}, variables },
    {
      ...options,
      url,
      topicPrefix: settings.topicPrefix,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      mqtt: { clientId, ...(settings.broker === undefined && { protocolVersion: 4 }) },
      // Nothing reads the history.
      historyLimit: 0,
      log: (message) => {
        const id = operations[message.operation]?.id ?? message.operation;
        log({ event: 'message', api, id, time: new Date(), message });
      },
      onError: (error) => {
        log({ event: 'error', error });
      },
    },
  );
  return { ...prepared, engine };
}
