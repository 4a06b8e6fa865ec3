import type { Api, Operation, Parameter } from '../../model/api.js';
import { addressParameters, hasWildcard } from '../../model/address.js';
import { planAddress, type AddressParameter } from './address-plan.js';
import { handlersName, parametersName } from '../names/api-names.js';
import type { Code } from '../code/code.js';
import { operationTypes, type OperationTypes } from './messages.js';
import type { ChooseId } from './correlation.js';
import { isMqttChannel, mqttServers } from '../../model/mqtt-servers.js';
import { applicationOf, isSender, type Side } from './side.js';
import type { OperationNames } from '../names/operation-names.js';
import type { TypeNames } from '../names/type-names.js';

/** An operation with all its names and types. */
export interface OperationPlan extends OperationTypes {
  readonly operation: Operation;
  readonly names: OperationNames;
  /** The class that acts as the application that the document describes. */
  readonly application: Side;
  /** The address of the channel; its wildcards are parameters. */
  readonly address: string;
  /** The pathname of the first MQTT server and the address, joined by exactly one `/`. */
  readonly topic: string;
  readonly parameters: readonly AddressParameter[];
  /** Name of the type of the channel parameters, if there are any. */
  readonly parametersType: Code | undefined;
  /** Name of the type of handlers by message, if there are several messages. */
  readonly handlersType: Code | undefined;
  /** The address of replies to requests that name no reply topic. */
  readonly replyAddress: string | undefined;
}

/** What operations are planned with. */
export interface PlanningInputs {
  readonly types: TypeNames;
  readonly api: Api;
  readonly chooseId: ChooseId;
}

/**
 * Plans an operation. Returns none if its channel has no address or no MQTT server, or if the application
 * sends on an address with a wildcard.
 */
export function planOperation(
  names: OperationNames,
  { types: typeNames, api, chooseId }: PlanningInputs,
): readonly OperationPlan[] {
  const { operation, subject } = names;
  const { address } = operation.channel;
  if (address === undefined || !isMqttChannel(operation.channel, api)) return [];
  const application = applicationOf(api);
  if (isSender({ operation }, application) && hasWildcard(address)) return [];
  const planned = planAddress(address, operation.channel);
  const { parameters } = planned;
  const types = operationTypes(operation, { names: typeNames, schemas: api.schemas, chooseId });
  return [
    {
      operation,
      names,
      application,
      address: planned.address,
      topic: topicOf(address.text, api),
      parameters,
      parametersType: parameters.length === 0 ? undefined : parametersName(subject),
      handlersType: hasHandlers(operation, types) ? handlersName(subject) : undefined,
      replyAddress: replyAddressOf(operation, parameters),
      ...types,
    },
  ];
}

function topicOf(address: string, api: Api): string {
  const [server] = mqttServers(api);
  const prefix = (server?.pathname ?? '').replace(/^\/+|\/+$/g, '');
  return prefix === '' ? address : `${prefix}/${address.replace(/^\/+/, '')}`;
}

/** Whether an operation has handlers by message. A request has a single handler, which answers it. */
function hasHandlers({ kind }: Operation, { messages }: OperationTypes): boolean {
  return messages.length > 1 && (kind === 'publish' || kind === 'subscribe');
}

/**
 * Returns the address of the reply channel (AsyncAPI 3.0.0, Operation Reply Object) if the
 * parameters of the request determine it and no request can have that topic. Otherwise each request
 * names a topic.
 */
function replyAddressOf(
  operation: Operation,
  parameters: readonly Parameter[],
): string | undefined {
  const reply = 'reply' in operation ? operation.reply : undefined;
  if (reply?.address.kind !== 'channel' || reply.envelope === 'body') return undefined;
  const address = reply.channel?.address;
  const known = new Set(parameters.map(({ name }) => name));
  if (address === undefined || hasWildcard(address)) return undefined;
  if (canMeet(address.text, operation.channel.address?.text ?? '')) {
    return undefined;
  }
  return addressParameters(address).every((name) => known.has(name)) ? address.text : undefined;
}

/**
 * Whether a topic can match both addresses. A reply on it could not be distinguished from a
 * request.
 */
function canMeet(reply: string, request: string): boolean {
  const [a, b] = [reply.split('/'), request.split('/')];
  const isOpen = (level: string): boolean => level.includes('{') || level === '+';
  const isPrefix = b.at(-1) === '#';
  const levels = isPrefix ? b.slice(0, -1) : b;
  return (
    (isPrefix ? a.length >= levels.length : a.length === levels.length) &&
    levels.every((level, index) => {
      const beside = a[index] ?? '';
      return level === beside || isOpen(level) || isOpen(beside);
    })
  );
}
