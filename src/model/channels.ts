import type { Channel } from './api.js';
import { parseAddress } from './address.js';
import { optional } from '../json/json.js';
import { originId } from './origin.js';
import type { Node } from './node.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

/** Reads the channels of an AsyncAPI 3 document, in its order. */
export function readChannels({ root, readMessage }: Source): readonly Channel[] {
  const servers = root.entries('servers');
  return root.entries('channels').map(([id, channel]) => {
    const address = channel.string('address');
    return {
      id,
      origin: channel.origin,
      ...optional('address', address === undefined ? undefined : parseAddress(address)),
      ...channel.stringFields('description'),
      parameters: readParameters(channel, 'parameters'),
      messages: channel.entries('messages').map(([, message]) => readMessage(message)),
      servers: serverIds(channel, servers),
    };
  });
}

/** Returns the keys of the servers that a channel refers to. */
function serverIds(
  channel: Node,
  servers: readonly (readonly [string, Node])[],
): readonly string[] {
  const listed = new Set(channel.items('servers').map(({ origin }) => originId(origin)));
  return servers.filter(([, { origin }]) => listed.has(originId(origin))).map(([id]) => id);
}
