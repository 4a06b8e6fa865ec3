import type { Json } from '../load/document.js';
import type { Channel, Message, Operation } from './api.js';
import { parseAddress } from './address.js';
import { member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf, stringsOf } from './json.js';
import { readMessageOrVariants } from './messages.js';
import { readMqttBinding } from './bindings.js';
import { operationOfKind, readTexts } from './operations.js';
import { childPointer, segmentsOf } from '../load/pointer.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

/** The two operations that an AsyncAPI 2.x channel item can hold. */
const actions = ['publish', 'subscribe'] as const;
type Action = (typeof actions)[number];

/** The channels of an AsyncAPI 2.x document: the key is the address, operations hold the messages. */
export function readLegacyChannels(source: Source): readonly Channel[] {
  return entriesOf(source.at('/channels')).map(([id, value]) => {
    const pointer = childPointer('/channels', id);
    return {
      id,
      origin: source.origin(pointer),
      address: parseAddress(id),
      ...optional('description', stringOf(member(value, 'description'))),
      parameters: readParameters(source, childPointer(pointer, 'parameters')),
      messages: actions.flatMap((action) => readActionMessages(source, pointer, action)),
      servers: stringsOf(member(value, 'servers')),
    };
  });
}

/** `publish` is what others may send to the application, `subscribe` what it sends (2.6.0, Channel Item). */
export function readLegacyOperations(
  source: Source,
  channels: readonly Channel[],
): readonly Operation[] {
  return channels.flatMap((channel) => {
    const pointer = childPointer('/channels', channel.id);
    return actions.flatMap((action) => {
      const at = childPointer(pointer, action);
      const value = source.at(at);
      if (value === undefined) return [];
      const base = {
        id: operationId(value, channel.id, action),
        origin: source.origin(at),
        ...readTexts(value),
        channel,
        messages: readActionMessages(source, pointer, action),
        mqtt: readMqttBinding(value),
      };
      return [operationOfKind(base, action === 'subscribe', undefined)];
    });
  });
}

function readActionMessages(source: Source, channel: string, action: Action): readonly Message[] {
  const pointer = childPointer(channel, action);
  const operation = source.at(pointer);
  if (operation === undefined) return [];
  const [, address = ''] = segmentsOf(channel);
  const id = operationId(operation, address, action);
  return readMessageOrVariants(source, childPointer(pointer, 'message'), id);
}

/**
 * Without an `operationId`, the words of the address: the parser would call every such operation
 * `publish` or `subscribe`. The word before them tells the two operations of one channel apart.
 */
function operationId(operation: Json, address: string, action: Action): string {
  const written = stringOf(member(operation, 'operationId'));
  if (written !== undefined && written !== action) return written;
  const words = address.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return `${action === 'subscribe' ? 'send' : 'receive'}_${words}`;
}
