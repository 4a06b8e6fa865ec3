/**
 * What users may write and what not. Only the compiler reads this file: each line that has to be
 * refused says so and why, and is an error itself if it is accepted.
 */
import type {
  Handler,
  ReceivedMessage,
  RequestHandler,
  Subscription,
} from '../../generated/runtime/index.js';
import type {
  EnableDisableRequest,
  Evse,
  EvseManagerConsumerClient,
  EvseManagerConsumerMockServer,
  EvseStateEnum,
  SessionEvent,
} from '../../generated/evse-manager-consumer/index.js';
import { EvseManagerConsumerClient as Client } from '../../generated/evse-manager-consumer/index.js';
import {
  isClimate,
  operatingModeValues,
  type Climate,
  type GreenhouseClient,
  type GreenhouseMockServer,
  type OperatingMode,
  type VentPosition,
} from '../../generated/greenhouse/index.js';
import type { StreetLightsClient } from '../../generated/street-lights/index.js';
import { evseManagerConsumer, greenhouse } from '../../generated/index.js';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

/** Accepts a value of this very type, neither wider nor narrower. */
const exactly =
  <T>() =>
  <U>(value: U, ..._proof: Equal<T, U> extends true ? [] : [never]): U =>
    value;

export async function connecting(): Promise<void> {
  await Client.connect({ url: 'mqtt://localhost', moduleId: 'evse_1', mqtt: { username: 'u' } });
  // @ts-expect-error the topic needs the module's id
  await Client.connect({ url: 'mqtt://localhost' });
  // @ts-expect-error options of the connection go under `mqtt`
  await Client.connect({ moduleId: 'evse_1', username: 'u' });
  await greenhouse.GreenhouseMockServer.start({ houseId: 'h' });
  // @ts-expect-error in camelCase
  await greenhouse.GreenhouseMockServer.start({ house_id: 'h' });
  await using client = await evseManagerConsumer.EvseManagerConsumerClient.connect({
    moduleId: 'evse_1',
  });
  exactly<EvseManagerConsumerClient>()(client);
}

export async function payloads(client: EvseManagerConsumerClient): Promise<void> {
  const evse = await client.getEvse({ timeoutMs: 100 });
  exactly<Evse>()(evse);
  // @ts-expect-error the document declares no payload
  await client.getEvse({ id: 1 }, { timeoutMs: 100 });
  const request: EnableDisableRequest = {
    connector_id: 0,
    source: { enable_source: 'CSMS', enable_state: 'Enable', enable_priority: 1 },
  };
  const isEnabled = await client.enableDisable(request, { qos: 2, signal: AbortSignal.timeout(1) });
  exactly<boolean>()(isEnabled);
  // @ts-expect-error the payload is required
  await client.enableDisable();
  // @ts-expect-error the envelope is written by the client
  await client.enableDisable({ headers: { replyTo: 't' }, payload: request });
  // @ts-expect-error a member is missing
  await client.enableDisable({ connector_id: 0 });
  // @ts-expect-error a misspelt member beside the right ones
  await client.enableDisable({ ...request, conector_id: 1 });
  await client.enableDisable({
    ...request,
    // @ts-expect-error no such state
    source: { ...request.source, enable_state: 'enable' },
  });
  // @ts-expect-error an option that a request does not have
  await client.enableDisable(request, { timeout: 100 });
  await client.sendCancelReservation({ retain: false });
}

export async function latchedValues(client: GreenhouseClient): Promise<number | undefined> {
  const climate = await client.getClimate();
  exactly<Climate | null>()(climate);
  // @ts-expect-error there may be none yet
  return climate.temperature;
}

export function enums(mode: OperatingMode): EvseStateEnum {
  holds<Equal<OperatingMode, 'automatic' | 'manual' | 'frost_guard'>>();
  holds<Equal<VentPosition['side'], 'lee' | 'windward'>>();
  holds<Equal<(typeof operatingModeValues)[number], OperatingMode>>();
  // @ts-expect-error the list is read-only
  operatingModeValues.push(mode);
  // @ts-expect-error not a state
  return 'unplugged';
}

export async function subscribing(client: EvseManagerConsumerClient): Promise<void> {
  const handler: Handler<SessionEvent> = (event, { topic, retain, qos }) => {
    exactly<SessionEvent>()(event);
    exactly<string>()(topic);
    exactly<boolean>()(retain);
    exactly<0 | 1 | 2>()(qos);
  };
  const subscription: Subscription = await client.onSessionEvent(handler);
  await subscription.close();
  for await (const event of client.sessionEventStream({ bufferSize: 1 })) {
    exactly<SessionEvent>()(event);
  }
  for await (const received of client.sessionEventStream().withContext()) {
    exactly<ReceivedMessage<SessionEvent>>()(received);
    exactly<SessionEvent>()(received.payload);
    exactly<string>()(received.topic);
  }
  // @ts-expect-error a handler of another message
  await client.onSessionEvent((event: Evse) => exactly<Evse>()(event));
  // @ts-expect-error a stream has no handler
  client.sessionEventStream(handler);
}

export async function answering(client: GreenhouseClient, mock: GreenhouseMockServer) {
  await client.handleApproveWatering((plan) => ({ approved: plan.litres < 10 }));
  // @ts-expect-error an answer is expected
  await client.handleApproveWatering(() => undefined);
  const decision = await mock.approveWatering({ bed: 1, litres: 2, urgency: 'now' });
  exactly<boolean>()(decision.approved);
  mock
    .handleGetClimate(() => null)
    .handleStopWatering((payload) => payload === undefined)
    .onSilenceAlarm((payload) => exactly<undefined>()(payload));
  // @ts-expect-error neither a climate nor null
  mock.handleGetClimate(() => undefined);
  // @ts-expect-error requests are the client's to send
  mock.getClimate();
  await mock.sendHeartbeat(1);
  // @ts-expect-error a value is required
  await mock.sendHeartbeat();
}

export function mirrored(mock: EvseManagerConsumerMockServer): void {
  const handler: RequestHandler<EnableDisableRequest, boolean> = (request) =>
    request.source.enable_state === 'Enable';
  mock.handleEnableDisable(handler).handleGetEvse(() => ({ id: 1, connectors: [{ id: 1 }] }));
  // @ts-expect-error the names of the base class are not for users
  mock.handle(undefined, handler);
}

export async function channelParameters(client: StreetLightsClient): Promise<void> {
  await client.sendDimCommand({ district: 'harbour' }, { percent: 3 });
  await client.sendDimCommand({ district: 'harbour', lampId: '7' }, { percent: 3 });
  // @ts-expect-error no such district
  await client.sendDimCommand({ district: 'centre' }, { percent: 3 });
  // @ts-expect-error parameters come first and are required
  await client.sendDimCommand({ percent: 3 });
  await client.onLampStatus({}, (status, { parameters }) => {
    exactly<string | null>()(status.fault);
    exactly<string>()(parameters.lampId);
  });
  await client.onLampStatus({ district: 'hillside' }, () => {});
  // @ts-expect-error one object for the parameters, even if it is empty
  await client.onLampStatus(() => {});
  await client.sendStartLampTest();
}

export function guards(value: unknown): number {
  // @ts-expect-error not known yet
  if (value.temperature === 3) return 0;
  if (!isClimate(value)) return 1;
  const extra = value.extra ?? {};
  for (const name of Object.keys(extra)) exactly<string>()(name);
  // @ts-expect-error not a member: objects with properties are no maps
  return value.temprature;
}
