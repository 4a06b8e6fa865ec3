import type { Json } from '../load/document.js';
import type { Server } from './api.js';
import { readMqttServerBinding } from './bindings.js';
import { member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf } from './json.js';
import { childPointer } from '../load/pointer.js';
import { readParameters } from './parameters.js';
import type { Source } from './source.js';

export function readServers(source: Source): readonly Server[] {
  return entriesOf(source.at('/servers')).map(([id, value]) => {
    const pointer = childPointer('/servers', id);
    return {
      id,
      origin: source.origin(pointer),
      ...readLocation(value),
      protocol: readProtocol(value),
      ...optional('description', stringOf(member(value, 'description'))),
      variables: readParameters(source, childPointer(pointer, 'variables')),
      mqtt: readMqttServerBinding(value),
    };
  });
}

/** In 2.x a URL may say more than the protocol: `mqtts://` beside `protocol: mqtt` is TLS. */
function readProtocol(server: Json): string {
  const protocol = stringOf(member(server, 'protocol')) ?? '';
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(stringOf(member(server, 'url')) ?? '') ?? [];
  const isTransport = /^(?:mqtts|wss?)$/i.test(scheme ?? '');
  return /^mqtt5?$/i.test(protocol) && isTransport ? (scheme ?? protocol) : protocol;
}

/** AsyncAPI 3 has `host` and `pathname`, 2.x one `url` that holds both, with or without a scheme. */
function readLocation(server: Json): Pick<Server, 'host' | 'pathname'> {
  const host = stringOf(member(server, 'host'));
  if (host !== undefined) {
    return { host, ...optional('pathname', stringOf(member(server, 'pathname'))) };
  }
  const url = stringOf(member(server, 'url')) ?? '';
  const location = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const slash = location.indexOf('/');
  if (slash < 0) return { host: location };
  return { host: location.slice(0, slash), pathname: location.slice(slash + 1) };
}
