import type { Json } from '../load/document.js';
import type { Channel, Operation, Reply } from './api.js';
import { readMqttBinding } from './bindings.js';
import { envelopeOf } from './envelope.js';
import { isList, member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf } from './json.js';
import { readMessage } from './messages.js';
import { originId } from './origin.js';
import { childPointer } from '../load/pointer.js';
import type { Schemas } from './schema/schemas.js';
import type { Source } from './source.js';

/** What an operation reader looks things up in. */
export interface OperationContext {
  readonly source: Source;
  readonly channels: readonly Channel[];
  readonly schemas: Schemas;
}

interface Lookup extends Omit<OperationContext, 'channels'> {
  /** By the id of their origin; where two keys lead to one channel, the first. */
  readonly channels: ReadonlyMap<string, Channel>;
}

/** The operations of an AsyncAPI 3 document; one whose channel is missing is the parser's to report. */
export function readOperations({ channels, ...rest }: OperationContext): readonly Operation[] {
  const byOrigin = channels.toReversed().map((each) => [originId(each.origin), each] as const);
  const context: Lookup = { ...rest, channels: new Map(byOrigin) };
  return entriesOf(context.source.at('/operations')).flatMap(([id, value]) => {
    const pointer = childPointer('/operations', id);
    const channel = channelAt(context, childPointer(pointer, 'channel'));
    if (channel === undefined) return [];
    const messages = readOperationMessages(context, pointer, channel);
    const reply = readReply(context, childPointer(pointer, 'reply'), messages);
    const base = {
      id,
      origin: context.source.origin(pointer),
      ...readTexts(value),
      channel,
      messages,
      mqtt: readMqttBinding(value),
    };
    return [operationOfKind(base, member(value, 'action') === 'send', reply)];
  });
}

type OperationBase = Omit<Extract<Operation, { kind: 'publish' }>, 'kind'>;

/** The kind follows from who starts and whether there is a reply, never from a name. */
export function operationOfKind(
  base: OperationBase,
  sends: boolean,
  reply: Reply | undefined,
): Operation {
  if (reply === undefined) return { ...base, kind: sends ? 'publish' : 'subscribe' };
  return { ...base, kind: sends ? 'request' : 'respond', reply };
}

export function readTexts(value: Json): Pick<Operation, 'title' | 'summary' | 'description'> {
  return {
    ...optional('title', stringOf(member(value, 'title'))),
    ...optional('summary', stringOf(member(value, 'summary'))),
    ...optional('description', stringOf(member(value, 'description'))),
  };
}

function channelAt({ source, channels }: Lookup, pointer: string): Channel | undefined {
  return channels.get(originId(source.origin(pointer)));
}

/** An operation has the messages of its channel unless it names some of them. */
function readOperationMessages(
  { source }: Lookup,
  pointer: string,
  channel: Channel,
): Channel['messages'] {
  const at = childPointer(pointer, 'messages');
  const listed = source.at(at);
  if (!isList(listed)) return channel.messages;
  return listed.map((_, index) => readMessage(source, childPointer(at, index)));
}

function readReply(
  context: Lookup,
  pointer: string,
  requests: Channel['messages'],
): Reply | undefined {
  const { source } = context;
  if (source.at(pointer) === undefined) return undefined;
  const channel = channelAt(context, childPointer(pointer, 'channel'));
  const location = stringOf(member(member(source.at(pointer), 'address'), 'location'));
  const listed = source.at(childPointer(pointer, 'messages'));
  const messages = isList(listed)
    ? listed.map((_, index) =>
        readMessage(source, childPointer(childPointer(pointer, 'messages'), index)),
      )
    : (channel?.messages ?? []);
  const address: Reply['address'] =
    location === undefined && channel?.address !== undefined
      ? { kind: 'channel' }
      : { kind: 'message', location: location ?? '' };
  return {
    ...optional('channel', channel),
    address,
    envelope: envelopeOf(requests, context.schemas),
    messages,
  };
}

/** Ids of the channels that carry replies: an operation on one of them is part of its request. */
export function replyChannels(source: Source): ReadonlySet<string> {
  const pointers = entriesOf(source.at('/operations'))
    .map(([id]) => childPointer(childPointer('/operations', id), 'reply'))
    .filter((pointer) => member(source.at(pointer), 'channel') !== undefined);
  return new Set(
    pointers.map((pointer) => originId(source.origin(childPointer(pointer, 'channel')))),
  );
}
