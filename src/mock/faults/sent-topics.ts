import type { Messages } from '../../../templates/runtime/index.js';
import type { KnownTopic } from '../known-topics.js';

/** What is known of a message that a mock server sends. */
export interface SentMessage {
  /** What messages of its kind are counted by: the topic, or for a reply its operation. */
  readonly key: string;
  readonly isReply: boolean;
  /** The messages that it may be. */
  readonly messages: Messages;
}

/** How many requests are remembered until their reply. */
const MAX_REQUESTS = 10_000;

/** Tells messages of mock servers apart, by their topics and by the requests that ask for replies. */
export class SentTopics {
  readonly #known: KnownTopic[] = [];
  /** The operations of requests by the topics that their replies go to. */
  readonly #awaited = new Map<string, KnownTopic>();

  add(topics: readonly KnownTopic[]): void {
    for (const topic of topics) this.#known.push(topic);
  }

  /** Takes in a message of a client, which may ask for a reply. */
  observe(topic: string, payload: Uint8Array): void {
    const request = this.#find(topic, 'received');
    const replyTo = request === undefined ? undefined : replyTopicIn(payload);
    if (request === undefined || replyTo === undefined) return;
    this.#awaited.set(replyTo, request);
    const [oldest = ''] = this.#awaited.keys();
    if (this.#awaited.size > MAX_REQUESTS) this.#awaited.delete(oldest);
  }

  /** Returns what is known of a message of a mock server. */
  messageOn(topic: string): SentMessage {
    const known = this.#find(topic, 'sent');
    if (known?.isReply === false) {
      return { key: topic, isReply: false, messages: known.descriptor.messages };
    }
    const request = known ?? this.#awaited.get(topic);
    const { descriptor } = request ?? {};
    const messages = descriptor !== undefined && 'replies' in descriptor ? descriptor.replies : {};
    return { key: `reply to ${request?.text ?? 'a request'}`, isReply: true, messages };
  }

  #find(topic: string, direction: KnownTopic['direction']): KnownTopic | undefined {
    return this.#known.find(
      (known) => known.direction === direction && known.template.match(topic) !== undefined,
    );
  }
}

/** Returns the topic that a request names for its reply (`headers.replyTo`). */
function replyTopicIn(payload: Uint8Array): string | undefined {
  const value = readJson(new TextDecoder().decode(payload))?.value;
  if (typeof value !== 'object' || value === null || !('headers' in value)) return undefined;
  const { headers } = value;
  if (typeof headers !== 'object' || headers === null || !('replyTo' in headers)) return undefined;
  return typeof headers.replyTo === 'string' ? headers.replyTo : undefined;
}

/** Reads JSON; `undefined` if a text is none. */
export function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
