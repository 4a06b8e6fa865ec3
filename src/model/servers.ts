import type { Server } from './api.js';
import { readMqttServerBinding } from './bindings.js';
import type { Node } from './node.js';
import { readParameters } from './parameters.js';

export function readServers(root: Node): readonly Server[] {
  return root.entries('servers').map(([id, server]) => ({
    id,
    origin: server.origin,
    ...readLocation(server),
    protocol: readProtocol(server),
    ...server.stringFields('description'),
    variables: readParameters(server, 'variables'),
    mqtt: readMqttServerBinding(server),
  }));
}

/** In 2.x a URL may say more than the protocol: `mqtts://` beside `protocol: mqtt` is TLS. */
function readProtocol(server: Node): string {
  const protocol = server.string('protocol') ?? '';
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(server.string('url') ?? '') ?? [];
  const isTransport = /^(?:mqtts|wss?)$/i.test(scheme ?? '');
  return /^mqtt5?$/i.test(protocol) && isTransport ? (scheme ?? protocol) : protocol;
}

/** AsyncAPI 3 has `host` and `pathname`, 2.x one `url` that holds both, with or without a scheme. */
function readLocation(server: Node): Pick<Server, 'host' | 'pathname'> {
  const host = server.string('host');
  if (host !== undefined) return { host, ...server.stringFields('pathname') };
  const url = server.string('url') ?? '';
  const location = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const slash = location.indexOf('/');
  if (slash < 0) return { host: location };
  return { host: location.slice(0, slash), pathname: location.slice(slash + 1) };
}
