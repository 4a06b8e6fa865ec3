/**
 * The topics of the APIs on a connection that have the same prefix on the wire. Everything above it, and every string
 * within a message, has topics without the prefix, as EVerest does with its `mqtt_external_prefix`.
 */
import type { MqttClient } from "mqtt";
import { TopicError } from "../errors.js";
import { ignore } from "../ignore.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import { ofTopics } from "../topics/shared-filter.js";
import { isShortEnough } from "../topics/topic.js";
import type { ReplyInbox } from "./inbox.js";
import { Inboxes } from "./inboxes.js";
import type { Interest } from "./subscriptions.js";

/** The connection as its topic spaces see it. Topics are those on the wire. */
export interface TopicHost {
  readonly client: MqttClient;
  subscribe(interest: Interest): Promise<void>;
  unsubscribe(filter: string, listener: Listener): Promise<void>;
  /** Subscribes to an inbox once, for all callers. */
  open(filter: string, listener: Listener): Promise<void> | undefined;
  /** Called for each message in an inbox that is not the reply to a pending request. */
  ignoreReply(message: IncomingMessage): void;
}

/** Subscribes, and keeps the inboxes of replies. Its methods take and its listeners get topics without the prefix. */
export class TopicSpace {
  readonly #prefix: string;
  readonly #host: TopicHost;
  /** The listeners of the connection, which remove the prefix, by those that they call. */
  readonly #listeners = new WeakMap<Listener, Listener>();
  /** Where the replies to requests arrive. */
  readonly inboxes: Inboxes;

  constructor(prefix: string, host: TopicHost) {
    this.#prefix = prefix;
    this.#host = host;
    this.inboxes = new Inboxes({
      options: host.client.options,
      close: ({ filter, receive }) =>
        void this.unsubscribe(filter, receive).catch(ignore),
      onIgnored: (message) => host.ignoreReply(message),
    });
  }

  /** Adds the prefix to a topic or a filter; throws a `TopicError` if the result is too long. */
  toWire(topic: string): string {
    if (this.#prefix === "") {
      return topic;
    }
    const onWire = ofTopics(topic, (topics) => this.#prefix + topics);
    if (!isShortEnough(onWire)) {
      throw new TopicError(
        `The topic ${JSON.stringify(onWire.slice(0, 100))}… is too long with its prefix. Use a shorter \`topicPrefix\``,
      );
    }
    return onWire;
  }

  /** Removes the prefix from a topic, if it has it. */
  fromWire(topic: string): string {
    return topic.startsWith(this.#prefix)
      ? topic.slice(this.#prefix.length)
      : topic;
  }

  /** Subscribes; resolves when the broker has granted it. Rejects with a `SubscribeError`. */
  async subscribe(interest: Interest): Promise<void> {
    const { filter, listener } = interest;
    return this.#host.subscribe({
      ...interest,
      filter: this.toWire(filter),
      listener: this.#onWire(listener),
    });
  }

  /** Removes a listener. After the last one of a filter, waits until the broker has unsubscribed. */
  async unsubscribe(filter: string, listener: Listener): Promise<void> {
    await this.#host.unsubscribe(this.toWire(filter), this.#onWire(listener));
  }

  /** Subscribes to an inbox once; returns `undefined` if the broker has granted it already. */
  openInbox({ filter, receive }: ReplyInbox): Promise<void> | undefined {
    return this.#host.open(this.toWire(filter), this.#onWire(receive));
  }

  #onWire(listener: Listener): Listener {
    if (this.#prefix === "") {
      return listener;
    }
    const known = this.#listeners.get(listener);
    const onWire: Listener =
      known ??
      ((message) =>
        listener({ ...message, topic: this.fromWire(message.topic) }));
    this.#listeners.set(listener, onWire);
    return onWire;
  }
}
