import type { Channel, Operation, Reply } from './api.js';
import { readMqttBinding } from './bindings.js';
import { envelopeOf } from './envelope.js';
import { isArray, optional } from '../json/json.js';
import type { Node } from './node.js';
import { originId } from './origin.js';
import type { Schemas } from './schema/schemas.js';
import type { Source } from './source.js';

/** What operations are read from. */
export interface OperationInputs {
  readonly source: Source;
  readonly channels: readonly Channel[];
  readonly schemas: Schemas;
}

interface Lookup extends Omit<OperationInputs, 'channels'> {
  /** Channels by the id of their origin; if two keys lead to the same channel, the first one. */
  readonly channels: ReadonlyMap<string, Channel>;
}

/**
 * Reads the operations of an AsyncAPI 3 document. Skips those without a channel, which the parser
 * reports.
 */
export function readOperations({ channels, ...rest }: OperationInputs): readonly Operation[] {
  const byOrigin = channels.toReversed().map((each) => [originId(each.origin), each] as const);
  const lookup: Lookup = { ...rest, channels: new Map(byOrigin) };
  const { root, traits } = rest.source;
  return root.entries('operations').flatMap(([id, node]) => {
    const operation = traits.applyTo(node);
    const channel = channelOf(operation, lookup);
    if (channel === undefined) return [];
    const messages = readMessages(operation, lookup) ?? channel.messages;
    const reply = readReply(operation.get('reply'), messages, lookup);
    const base = { id, ...readOperation(operation), channel, messages };
    return [operationOfKind(base, operation.string('action') === 'send', reply)];
  });
}

type OperationBase = Omit<Extract<Operation, { kind: 'publish' }>, 'kind'>;

/** Sets the kind of an operation from its direction and its reply, never from its name. */
export function operationOfKind(
  base: OperationBase,
  sends: boolean,
  reply: Reply | undefined,
): Operation {
  if (reply === undefined) return { ...base, kind: sends ? 'publish' : 'subscribe' };
  return { ...base, kind: sends ? 'request' : 'respond', reply };
}

/** Reads the fields that operations have in every version. Traits have been applied before. */
export function readOperation(
  operation: Node,
): Pick<Operation, 'origin' | 'title' | 'summary' | 'description' | 'mqtt'> {
  return {
    origin: operation.origin,
    ...operation.stringFields('title', 'summary', 'description'),
    mqtt: readMqttBinding(operation),
  };
}

function channelOf(owner: Node, { channels }: Lookup): Channel | undefined {
  const channel = owner.get('channel');
  return channel === undefined ? undefined : channels.get(originId(channel.origin));
}

/** Reads the messages that an operation or reply lists; `undefined` if it has all of its channel. */
function readMessages(owner: Node, { source }: Lookup): Channel['messages'] | undefined {
  if (!isArray(owner.get('messages')?.value)) return undefined;
  return owner.items('messages').map((message) => source.readMessage(message));
}

function readReply(
  reply: Node | undefined,
  requests: Channel['messages'],
  lookup: Lookup,
): Reply | undefined {
  if (reply === undefined) return undefined;
  const channel = channelOf(reply, lookup);
  const location = reply.string('address', 'location');
  const isOnChannel = location === undefined && channel?.address !== undefined;
  return {
    ...optional('channel', channel),
    address: isOnChannel ? { kind: 'channel' } : { kind: 'message', location: location ?? '' },
    envelope: envelopeOf(requests, lookup.schemas),
    messages: readMessages(reply, lookup) ?? channel?.messages ?? [],
  };
}

/** Returns the ids of the channels that carry replies. */
export function replyChannels({ root }: Source): ReadonlySet<string> {
  const channels = root
    .entries('operations')
    .map(([, operation]) => operation.get('reply', 'channel'))
    .filter((channel) => channel !== undefined);
  return new Set(channels.map(({ origin }) => originId(origin)));
}
