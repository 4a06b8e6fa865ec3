import type { ApiDescriptor } from '../../templates/runtime/index.js';
import { selectServer } from '../../templates/runtime/connection/server.js';
import { connectPlainly, type Target } from './connect.js';

/** A message on a broker. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** What to watch of a broker. */
export interface Watching extends Target {
  readonly apis: readonly ApiDescriptor[];
  readonly topicPrefix: string;
  readonly onMessage: (message: BrokerMessage) => void;
}

/**
 * Watches the messages of APIs on a broker of the user, from a connection of its own. Only those of
 * APIs whose topics start with a fixed level: others could not be told from messages of strangers.
 */
export async function watchBroker({ apis, topicPrefix, ...rest }: Watching): Promise<Watch> {
  const { onMessage, ...target } = rest;
  const filters = [...new Set(apis.flatMap(filterOf))].map((filter) => topicPrefix + filter);
  if (filters.length === 0) return { close: () => Promise.resolve() };
  const client = await connectPlainly(target, { protocolVersion: 4, reconnectPeriod: 5_000 });
  client.on('message', (topic, payload, { retain }) => {
    if (!retain) onMessage({ topic, payload });
  });
  // Access rules of the broker may refuse the filters. The mock server works without them.
  await client.subscribeAsync(filters, { qos: 0 }).catch(() => []);
  return { close: () => client.endAsync(true) };
}

/** A connection that watches a broker. */
export interface Watch {
  close(): Promise<void>;
}

function filterOf(api: ApiDescriptor): readonly string[] {
  const levels = (selectServer(api, undefined).pathname ?? '').split('/').filter(Boolean);
  const open = levels.findIndex((level) => level.includes('{'));
  const fixed = open < 0 ? levels : levels.slice(0, open);
  return fixed.length === 0 ? [] : [`${fixed.join('/')}/#`];
}
