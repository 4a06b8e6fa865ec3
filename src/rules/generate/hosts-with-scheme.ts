import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import type { PlanRule } from '../rule.js';

/** Finds servers whose host starts with a scheme, so that their address would have two. */
export const findHostsWithScheme: PlanRule = ({ plan: { api }, locate }) =>
  api.servers.flatMap(({ id, host, origin }) => {
    const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)/i.exec(host) ?? [];
    if (scheme === undefined) return [];
    return [
      diagnostic('SERVER_HOST_SCHEME', {
        message: `The host of the server ${id} starts with "${scheme}://", but the protocol is a field of its own.`,
        help: `Write host: "${rest ?? ''}" and protocol: ${scheme.toLowerCase()}; a path goes to "pathname".`,
        place: locate(below(origin, 'host')),
      }),
    ];
  });
