import type { AedesOptions, Client, PublishPacket } from 'aedes';

/** The largest payload: 1 MiB. */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_TOPIC_LEVELS = 50;
/** The longest topic or filter, in UTF-16 code units. MQTT allows 64 KiB each. */
const MAX_TOPIC_LENGTH = 1_024;
/** How many filters a connection may subscribe to in total. */
const MAX_FILTERS = 2_000;
/**
 * How many messages with QoS 2 a connection may leave unreleased. Each is stored until it is
 * released.
 */
const MAX_UNRELEASED = 1_000;
const MAX_RETAINED_TOPICS = 10_000;
/** The largest size of all retained messages together: 64 MiB. */
const MAX_RETAINED_BYTES = 67_108_864;
/** How long a connection may take to send CONNECT. */
const CONNECT_TIMEOUT_MS = 10_000;
/** How long a subscriber may stop reading; all others wait for it. */
const DRAIN_TIMEOUT_MS = 5_000;

/** The largest packet: a payload and up to five strings of at most 64 KiB. */
export const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + 5 * 65_537;

/** Returns the limits of the broker. Whatever exceeds them is refused or disconnects the client. */
export function brokerRules(): AedesOptions {
  const filters = new WeakMap<Client, Set<string>>();
  const retained = new Retained();
  return {
    maxTopicLevels: MAX_TOPIC_LEVELS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    drainTimeout: DRAIN_TIMEOUT_MS,
    maxInflightInbound: MAX_UNRELEASED,
    preConnect: (_client, packet, done) => {
      // Sessions end with their connection, so nothing is stored for clients that may never return.
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

/**
 * Returns why a message is refused. Topics that start with `$` are reserved for the broker (MQTT
 * 3.1.1, section 4.7.2).
 */
function findFault({ topic, payload }: PublishPacket): string | undefined {
  if (topic.startsWith('$')) return 'Topics that start with $ are not for clients';
  if (topic.length > MAX_TOPIC_LENGTH) {
    return `The topic has more than ${MAX_TOPIC_LENGTH} characters`;
  }
  const isLarge = payload.length > MAX_PAYLOAD_BYTES;
  return isLarge ? `The payload has more than ${MAX_PAYLOAD_BYTES} bytes` : undefined;
}

/** Counts the retained messages of the broker. */
class Retained {
  readonly #bytes = new Map<string, number>();
  #total = 0;

  /** Counts a retained message; returns why it is refused. */
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
