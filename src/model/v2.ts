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
  const operations = itemOperations(source);
  return source.root.entries('channels').map(([id, item]) => ({
    id,
    origin: item.origin,
    address: parseAddress(id),
    ...item.stringFields('description'),
    parameters: readParameters(item, 'parameters'),
    messages: (operations.get(id) ?? []).flatMap((each) => readMessages(each, source)),
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
  const operations = itemOperations(source);
  return channels.flatMap((channel) =>
    (operations.get(channel.id) ?? []).map((each) => {
      const messages = readMessages(each, source);
      const base = { id: each.id, ...readOperation(each.operation), channel, messages };
      return operationOfKind(base, each.action === 'subscribe', undefined);
    }),
  );
}

/** An operation of a channel item. */
interface ItemOperation {
  readonly id: string;
  /** The key of the channel. */
  readonly key: string;
  readonly action: Action;
  /** The operation, merged with its traits. */
  readonly operation: Node;
}

/** Returns the operations by the key of their channel. */
function itemOperations({ root, traits }: Source): ReadonlyMap<string, readonly ItemOperation[]> {
  const written = root.entries('channels').flatMap(([key, item]) =>
    actions.flatMap((action) => {
      const operation = item.get(action);
      return operation === undefined ? [] : [{ key, action, operation: traits.applyTo(operation) }];
    }),
  );
  const ids = written.map(writtenId);
  const uses = new Map<string | undefined, number>();
  for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
  const found = new Map<string, ItemOperation[]>();
  for (const [index, each] of written.entries()) {
    const id = ids[index];
    // An operationId that several operations have names none of them, whatever their order.
    const unique = id === undefined || uses.get(id) !== 1 ? idFromChannel(each) : id;
    const operations = found.get(each.key) ?? [];
    operations.push({ ...each, id: unique });
    found.set(each.key, operations);
  }
  return found;
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
  return message.string('messageId') ?? message.string('name') ?? each.id;
}

/** Returns the `operationId`, unless there is none or it is only the name of the action. */
function writtenId({ operation, action }: Omit<ItemOperation, 'id'>): string | undefined {
  const id = operation.string('operationId');
  return id === action ? undefined : id;
}

/** Returns an id made of the address, with the action in front, since a channel has two operations. */
function idFromChannel({ key, action }: Omit<ItemOperation, 'id'>): string {
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return `${action === 'subscribe' ? 'send' : 'receive'}_${words}`;
}
