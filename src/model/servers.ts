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

/**
 * Reads the protocol. In AsyncAPI 2 the URL may be more exact: `mqtts://` with `protocol: mqtt` is
 * TLS.
 */
function readProtocol(server: Node): string {
  const protocol = server.string('protocol') ?? '';
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(server.string('url') ?? '') ?? [];
  const isTransport = /^(?:mqtts|wss?)$/i.test(scheme ?? '');
  return /^mqtt5?$/i.test(protocol) && isTransport ? (scheme ?? protocol) : protocol;
}

/**
 * Reads host and pathname: two fields in AsyncAPI 3, one `url` in AsyncAPI 2, with or without a
 * scheme.
 */
function readLocation(server: Node): Pick<Server, 'host' | 'pathname'> {
  const host = server.string('host');
  if (host !== undefined) return { host, ...server.stringFields('pathname') };
  const url = server.string('url');
  if (url === undefined) return { host: '', ...server.stringFields('pathname') };
  const location = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const slash = location.indexOf('/');
  if (slash < 0) return { host: location };
  return { host: location.slice(0, slash), pathname: location.slice(slash + 1) };
}
