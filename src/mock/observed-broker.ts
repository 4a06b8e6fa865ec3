import { startBroker, type Broker, type BrokerHooks } from './broker.js';
import { every } from './clock/clock.js';
import type { Faults } from './faults/faults.js';
import type { BrokerMessage } from './foreign-broker.js';
import type { MockEvent, UnusedEvent } from './mock-event.js';
import type { UnusedTopics } from './unused.js';

/** What the broker of mock servers works with. */
export interface BrokerSettings {
  /** The port on 127.0.0.1; 0 chooses a free one. */
  readonly port: number;
  /** What every topic on the wire starts with. */
  readonly topicPrefix: string;
  readonly topics: UnusedTopics;
  /** The client ids of the mock servers. */
  readonly ownIds: ReadonlySet<string>;
  readonly log: (event: MockEvent) => void;
  readonly now: () => Date;
  readonly faults?: Faults | undefined;
}

/**
 * Starts a broker in this process. Messages of clients that no mock server uses are logged with the reason; those of
 * mock servers get the faults.
 */
export async function startObservedBroker(settings: BrokerSettings): Promise<Broker> {
  const { port, ownIds, log, faults } = settings;
  const broker = await startBroker(port, (error) => log({ event: 'error', error }), {
    onPublish: ({ client, ...message }) => {
      const unused = ownIds.has(client) ? undefined : explainUnused(message, settings);
      if (unused !== undefined) log(unused);
    },
    divert: faults && divertTo(faults, settings),
  });
  if (faults?.kickMs === undefined) return broker;
  const stop = every(faults.clock, faults.kickMs, () =>
    broker.disconnect((client) => !ownIds.has(client)),
  );
  return {
    url: broker.url,
    close: () => {
      stop();
      return broker.close();
    },
  };
}

function divertTo(
  { line, topics }: Faults,
  { ownIds, topicPrefix }: BrokerSettings,
): BrokerHooks['divert'] {
  return ({ topic: onWire, payload, client }, deliver) => {
    const topic = withoutPrefix(onWire, topicPrefix) ?? onWire;
    const isOwn = ownIds.has(client);
    if (isOwn) line.take({ topic, payload }, deliver);
    else topics.observe(topic, payload);
    return isOwn;
  };
}

/** Explains why no mock server uses a message; `undefined` if one does. */
export function explainUnused(
  { topic: onWire, payload }: BrokerMessage,
  { topics, topicPrefix, now }: Pick<BrokerSettings, 'topics' | 'topicPrefix' | 'now'>,
): UnusedEvent | undefined {
  const own = withoutPrefix(onWire, topicPrefix);
  const reason = own === undefined ? prefixMissing(onWire, topicPrefix) : topics.reasonFor(own);
  return reason === undefined
    ? undefined
    : { event: 'unused', time: now(), topic: own ?? onWire, payload, reason };
}

/** Returns a topic without the prefix; `undefined` if it does not start with it. */
function withoutPrefix(topic: string, prefix: string): string | undefined {
  return topic.startsWith(prefix) ? topic.slice(prefix.length) : undefined;
}

function prefixMissing(topic: string, prefix: string): string | undefined {
  if (topic.startsWith('$')) return undefined;
  return `the topic does not start with ${prefix}, which --prefix sets`;
}
