import type { Channel, Message, Operation } from './api.js';
import { parseAddress } from './address.js';
import { isList } from '../json/json.js';
import type { Node } from './node.js';
import { operationOfKind, readOperation } from './operations.js';
import { below } from './origin.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

/** The two operations that an AsyncAPI 2 channel item can hold. */
const actions = ['publish', 'subscribe'] as const;
type Action = (typeof actions)[number];

/** The channels of an AsyncAPI 2 document: the key is the address, operations hold the messages. */
export function readChannelItems(source: Source): readonly Channel[] {
  return source.root.entries('channels').map(([id, item]) => ({
    id,
    origin: item.origin,
    address: parseAddress(id),
    ...item.stringFields('description'),
    parameters: readParameters(item, 'parameters'),
    messages: actionsOf(item, id, source).flatMap((each) => readMessages(each, source)),
    servers: item.strings('servers'),
  }));
}

/** `publish` is what others may send to the application, `subscribe` what it sends (2.6.0, Channel Item). */
export function readItemOperations(
  source: Source,
  channels: readonly Channel[],
): readonly Operation[] {
  return channels.flatMap((channel) => {
    const item = source.root.get('channels', channel.id);
    return actionsOf(item, channel.id, source).map((each) => {
      const messages = readMessages(each, source);
      const base = { id: operationId(each), ...readOperation(each.operation), channel, messages };
      return operationOfKind(base, each.action === 'subscribe', undefined);
    });
  });
}

/** One of the operations in a channel item. */
interface ItemOperation {
  /** Of the channel. */
  readonly key: string;
  readonly action: Action;
  /** With its traits. */
  readonly operation: Node;
}

function actionsOf(item: Node | undefined, key: string, { traits }: Source): ItemOperation[] {
  return actions.flatMap((action) => {
    const operation = item?.get(action);
    return operation === undefined ? [] : [{ key, action, operation: traits.applyTo(operation) }];
  });
}

/** One message, or several under `oneOf`. */
function readMessages(each: ItemOperation, source: Source): readonly Message[] {
  const message = each.operation.get('message');
  if (message === undefined) return [];
  const place = below(source.root.origin, 'channels', each.key, each.action, 'message');
  const nodes = isList(message.get('oneOf')?.value) ? message.items('oneOf') : [message];
  return nodes.map((node, index) => {
    const at = node === message ? place : below(place, 'oneOf', index);
    const isInPlace = node.origin.pointer === at.pointer;
    return source.readMessage(node, isInPlace ? messageId(node, each, source) : undefined);
  });
}

/** A message written in place has no key: its id is its `messageId`, its name, or the operation's. */
function messageId(node: Node, each: ItemOperation, { traits }: Source): string {
  const message = traits.applyTo(node);
  return message.string('messageId') ?? message.string('name') ?? operationId(each);
}

/**
 * Without an `operationId`, the words of the address: the parser would call every such operation
 * `publish` or `subscribe`. The word before them tells the two operations of one channel apart.
 */
function operationId({ operation, key, action }: ItemOperation): string {
  const written = operation.string('operationId');
  if (written !== undefined && written !== action) return written;
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return `${action === 'subscribe' ? 'send' : 'receive'}_${words}`;
}
