import type { AedesOptions, Client, PublishPacket } from 'aedes';

/** A message beyond this is no test data: 1 MiB. */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_TOPIC_LEVELS = 50;
/** Of topics and filters, in UTF-16 units: 64 KiB each would add up. */
const MAX_TOPIC_LENGTH = 1_024;
/** Filters that one connection may ever subscribe to. */
const MAX_FILTERS = 2_000;
/** Messages with QoS 2 that one connection has not released; each is kept until then. */
const MAX_UNRELEASED = 1_000;
const MAX_RETAINED_TOPICS = 10_000;
/** Of all topics together: 64 MiB. */
const MAX_RETAINED_BYTES = 67_108_864;
/** Who has not said its name by then leaves the place to others. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Of a subscriber that does not read: all others wait for it. */
const DRAIN_TIMEOUT_MS = 5_000;

/** Beside its payload a packet holds up to five texts, of 64 KiB at most each. */
export const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + 5 * 65_537;

/** What clients of the broker may do. Who does more is not granted it, or is disconnected. */
export function brokerRules(): AedesOptions {
  const filters = new WeakMap<Client, Set<string>>();
  const retained = new Retained();
  return {
    maxTopicLevels: MAX_TOPIC_LEVELS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    maxInflightInbound: MAX_UNRELEASED,
    preConnect: (_client, packet, done) => {
      // No session outlives its connection: nothing is kept for a client that may never return.
      packet.clean = true;
      done(null, true);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const { topic } = subscription;
      const known = filters.get(client) ?? new Set();
      filters.set(client, known);
      const hasRoom = known.size < MAX_FILTERS && topic.length <= MAX_TOPIC_LENGTH;
      if (hasRoom) known.add(topic);
      done(null, known.has(topic) ? subscription : null);
    },
    authorizePublish: (_client, packet, done) => {
      const fault = findFault(packet) ?? retained.findFault(packet);
      done(fault === undefined ? null : new Error(fault));
    },
  };
}

/** MQTT 3.1.1, section 4.7.2: what starts with `$` is the broker's own. */
function findFault({ topic, payload }: PublishPacket): string | undefined {
  if (topic.startsWith('$')) return 'Topics that start with $ are not for clients';
  if (topic.length > MAX_TOPIC_LENGTH) {
    return `The topic has more than ${MAX_TOPIC_LENGTH} characters`;
  }
  const isLarge = payload.length > MAX_PAYLOAD_BYTES;
  return isLarge ? `The payload has more than ${MAX_PAYLOAD_BYTES} bytes` : undefined;
}

/** How much the broker keeps for later subscribers. */
class Retained {
  readonly #bytes = new Map<string, number>();
  #total = 0;

  /** Counts a message that is to be kept, or says why it may not be. */
  findFault({ retain, topic, payload }: PublishPacket): string | undefined {
    if (!retain) return undefined;
    const total = this.#total - (this.#bytes.get(topic) ?? 0) + payload.length;
    const topics = this.#bytes.size + (this.#bytes.has(topic) ? 0 : 1);
    if (topics > MAX_RETAINED_TOPICS || total > MAX_RETAINED_BYTES) {
      return 'The broker keeps too many messages already';
    }
    this.#total = total;
    if (payload.length === 0) this.#bytes.delete(topic);
    else this.#bytes.set(topic, payload.length);
    return undefined;
  }
}
