import type { Channel } from './api.js';
import { parseAddress } from './address.js';
import { isList, member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf } from './json.js';
import { readMessage } from './messages.js';
import { originId } from './origin.js';
import { childPointer } from '../load/pointer.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

/** The channels of an AsyncAPI 3 document, in its order. */
export function readChannels(source: Source): readonly Channel[] {
  return entriesOf(source.at('/channels')).map(([id, value]) => {
    const pointer = childPointer('/channels', id);
    const address = stringOf(member(value, 'address'));
    const messages = entriesOf(member(value, 'messages'));
    return {
      id,
      origin: source.origin(pointer),
      ...optional('address', address === undefined ? undefined : parseAddress(address)),
      ...optional('description', stringOf(member(value, 'description'))),
      parameters: readParameters(source, childPointer(pointer, 'parameters')),
      messages: messages.map(([key]) =>
        readMessage(source, childPointer(childPointer(pointer, 'messages'), key)),
      ),
      servers: readServerIds(source, childPointer(pointer, 'servers')),
    };
  });
}

/** A channel lists references to servers, of which the document knows the keys. */
function readServerIds(source: Source, pointer: string): readonly string[] {
  const listed = source.at(pointer);
  if (!isList(listed)) return [];
  const places = new Set(
    listed.map((_, index) => originId(source.origin(childPointer(pointer, index)))),
  );
  return entriesOf(source.at('/servers'))
    .map(([id]) => id)
    .filter((id) => places.has(originId(source.origin(childPointer('/servers', id)))));
}
