import type { Channel, Message, Operation } from './api.js';
import { parseAddress } from './address.js';
import { isArray } from '../json/json.js';
import type { Node } from './node.js';
import { operationOfKind, readOperation } from './operations.js';
import { below } from './origin.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

/** The two operations of an AsyncAPI 2 channel item. */
const actions = ['publish', 'subscribe'] as const;
type Action = (typeof actions)[number];

/**
 * Reads the channels of an AsyncAPI 2 document. The key is the address; operations have the
 * messages.
 */
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

/**
 * Reads the operations of channel items. The application receives the messages of `publish` and
 * sends those of `subscribe` (2.6.0, Channel Item Object).
 */
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

/** An operation of a channel item. */
interface ItemOperation {
  /** The key of the channel. */
  readonly key: string;
  readonly action: Action;
  /** The operation, merged with its traits. */
  readonly operation: Node;
}

function actionsOf(item: Node | undefined, key: string, { traits }: Source): ItemOperation[] {
  return actions.flatMap((action) => {
    const operation = item?.get(action);
    return operation === undefined ? [] : [{ key, action, operation: traits.applyTo(operation) }];
  });
}

/** Reads the message of an operation, or several under `oneOf`. */
function readMessages(each: ItemOperation, source: Source): readonly Message[] {
  const message = each.operation.get('message');
  if (message === undefined) return [];
  const place = below(source.root.origin, 'channels', each.key, each.action, 'message');
  const nodes = isArray(message.get('oneOf')?.value) ? message.items('oneOf') : [message];
  return nodes.map((node, index) => {
    const at = node === message ? place : below(place, 'oneOf', index);
    const isInPlace = node.origin.pointer === at.pointer;
    return source.readMessage(node, isInPlace ? messageId(node, each, source) : undefined);
  });
}

/**
 * Returns the id of a message without a key: its `messageId`, its name, or the id of the operation.
 */
function messageId(node: Node, each: ItemOperation, { traits }: Source): string {
  const message = traits.applyTo(node);
  return message.string('messageId') ?? message.string('name') ?? operationId(each);
}

/**
 * Returns the `operationId`. If there is none, the id is made of the address, with the action in
 * front to distinguish the two operations of a channel.
 */
function operationId({ operation, key, action }: ItemOperation): string {
  const written = operation.string('operationId');
  if (written !== undefined && written !== action) return written;
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return `${action === 'subscribe' ? 'send' : 'receive'}_${words}`;
}
