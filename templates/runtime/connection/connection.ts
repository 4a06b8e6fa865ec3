/**
 * One MQTT connection and all that APIs have on it: a single message listener, each subscription
 * once at the broker whoever shares it, one inbox for replies.
 */
import type { IClientPublishOptions, IPublishPacket, MqttClient } from "mqtt";
import type { QoS } from "../descriptor.js";
import type { Body } from "../messages/encodings.js";
import { PublishError, reasonOf } from "../errors.js";
import { Inbox, type ReplyInbox } from "./inbox.js";
import type { Listener } from "../messages/message.js";
import { Router, type Route } from "./router.js";
import { SharedInbox } from "./shared-inbox.js";
import { OncePublisher } from "./publish-once.js";
import { subscribeAtBroker } from "./subscribe-at-broker.js";
import { settlesWithin } from "./tasks.js";

/**
 * Where a client of the `mqtt` package keeps its connection. All APIs on one client share it, also
 * those of other outputs, which have their own copy of this class: hence the registered symbol. The
 * number changes with what these copies use of each other's connections.
 */
const CONNECTION = Symbol.for("asyncapi-bindgen/connection/1");

export interface OutgoingMessage {
  readonly topic: string;
  readonly body: Body;
  readonly options: IClientPublishOptions;
  /** Somebody else chose the topic. */
  readonly isReply: boolean;
  /** Who waits for it. */
  readonly task: { readonly isSettled: boolean };
}

export class Connection {
  readonly client: MqttClient;
  readonly #ownsClient: boolean;
  readonly #router = new Router();
  readonly #listener: (
    topic: string,
    body: Uint8Array,
    packet: IPublishPacket,
  ) => void;
  readonly #replies: OncePublisher;
  readonly #sharedInboxes = new Map<string, SharedInbox>();
  readonly #onConnect = (): void => this.#router.forgetReplays();
  #inbox: Inbox | undefined;
  #users = 0;
  #isEnding = false;

  private constructor(client: MqttClient, ownsClient: boolean) {
    this.client = client;
    this.#ownsClient = ownsClient;
    this.#replies = new OncePublisher(client);
    this.#listener = (topic, body, packet) =>
      this.#router.deliver({ topic, body, packet });
    client.on("message", this.#listener).on("connect", this.#onConnect);
  }

  /** The connection of a client; every caller has to `release` it. */
  static acquire(
    client: MqttClient,
    { ownsClient }: { ownsClient: boolean },
  ): Connection {
    const kept: unknown = Reflect.get(client, CONNECTION);
    const connection = isConnection(kept)
      ? kept
      : new Connection(client, ownsClient);
    Reflect.set(client, CONNECTION, connection);
    connection.join();
    return connection;
  }

  /** Counts one more user, who has to `release` the connection. */
  join(): void {
    this.#users += 1;
  }

  /**
   * Announces `release`. A client of our own needs no UNSUBSCRIBE any more: a clean session ends
   * with the connection, and one that is not clean is there to keep its subscriptions.
   */
  prepareRelease(): void {
    this.#isEnding = this.#ownsClient;
  }

  /** Leaves nothing behind once the last user has left; takes no longer than `graceMs`. */
  async release(graceMs: number): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) {
      return;
    }
    this.client.off("message", this.#listener).off("connect", this.#onConnect);
    this.#replies.stop();
    Reflect.deleteProperty(this.client, CONNECTION);
    if (this.#ownsClient) {
      await this.#end(graceMs);
    } else {
      await settlesWithin(
        graceMs,
        this.#unsubscribeAtBroker(this.#router.filters),
      );
    }
  }

  /** Resolves when the broker has granted it; otherwise rejects with a `SubscribeError`. */
  async subscribe(filter: string, qos: QoS, listener: Listener): Promise<void> {
    const isShared = this.#router.find(filter) !== undefined;
    const route = this.#routeFor(filter, qos);
    route.listeners.add(listener);
    try {
      await route.granted;
      if (isShared && route.listeners.has(listener)) {
        // A further listener gets what the broker has stored as well (MQTT-3.8.4-3).
        await this.#subscribeAtBroker(route);
      }
    } catch (error) {
      route.remove(listener);
      throw error;
    }
  }

  /** Resolves when the broker knows, if it has to: when the last listener has left. */
  async unsubscribe(filter: string, listener: Listener): Promise<void> {
    const route = this.#router.find(filter);
    if (route?.remove(listener) === true && route.listeners.size === 0) {
      this.#router.remove(route);
      await this.#unsubscribeAtBroker([filter]);
    }
  }

  /** Settles when the broker has acknowledged it, with QoS 0 when it is written. */
  async publish(message: OutgoingMessage): Promise<void> {
    const { topic, body, options, isReply, task } = message;
    assertWritable(body);
    try {
      await (isReply
        ? this.#replies.publish([topic, body, options], task)
        : this.client.publishAsync(topic, body, options));
    } catch (error) {
      throw publishError(topic, error);
    }
  }

  /** Where replies arrive. One for all: the `base` of the first caller holds. */
  inboxAt(base: string): Inbox {
    this.#inbox ??= new Inbox(base);
    return this.#inbox;
  }

  /** Where the replies to all who ask arrive. */
  sharedInboxAt(topic: string): SharedInbox {
    const known = this.#sharedInboxes.get(topic);
    const inbox = known ?? new SharedInbox(topic);
    this.#sharedInboxes.set(topic, inbox);
    return inbox;
  }

  /**
   * Resolves when the broker has granted the inbox's subscription, which happens once. All callers
   * wait for the same promise: so requests are sent in the order in which they were made.
   */
  openInbox(inbox: ReplyInbox): Promise<void> {
    const route = this.#routeFor(inbox.filter, 1);
    route.listeners.add(inbox.receive);
    return route.granted;
  }

  #routeFor(filter: string, qos: QoS): Route {
    const known = this.#router.find(filter);
    if (known !== undefined) {
      if (qos > known.qos) {
        this.#raise(known, qos);
      }
      return known;
    }
    const route = this.#router.add(filter, qos);
    route.granted = this.#subscribeAtBroker(route);
    route.granted.catch(() => this.#router.remove(route));
    return route;
  }

  /** Where that fails, what was granted before still holds. */
  #raise(route: Route, qos: QoS): void {
    const before = { qos: route.qos, granted: route.granted };
    route.qos = qos;
    route.granted = this.#subscribeAtBroker(route);
    route.granted.catch(() => Object.assign(route, before));
  }

  #subscribeAtBroker(route: Route): Promise<void> {
    return subscribeAtBroker(this.client, route);
  }

  async #unsubscribeAtBroker(filters: string[]): Promise<void> {
    if (filters.length > 0 && !this.#isEnding && !this.client.disconnecting) {
      await this.client.unsubscribeAsync(filters);
    }
  }

  /** MQTT-3.14.4: DISCONNECT, then the socket; a broker that does not answer is left all the same. */
  async #end(graceMs: number): Promise<void> {
    const { client } = this;
    const isLossy =
      !client.connected || Object.keys(client.outgoing).length > 0;
    if (!(await settlesWithin(graceMs, client.endAsync(isLossy)))) {
      client.stream.destroy();
    }
  }
}

/** Whether a value is a connection, of this copy of the runtime or of another. */
function isConnection(value: unknown): value is Connection {
  return typeof value === "object" && value !== null && "join" in value;
}

/** `mqtt` types bytes as Node's Buffer, which browsers have not; it writes any bytes. */
function assertWritable(
  _body: Body,
): asserts _body is Parameters<MqttClient["publish"]>[1] {}

function publishError(topic: string, cause: unknown): PublishError {
  return new PublishError(
    `The message on ${topic} was not taken by the broker: ${reasonOf(cause)}`,
    { cause },
  );
}
