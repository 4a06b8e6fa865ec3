/**
 * An MQTT connection that several APIs may share. It has one message listener and one inbox for
 * replies, and it subscribes to each filter only once.
 */
import type { IPublishPacket, MqttClient } from "mqtt";
import type { QoS } from "../descriptor.js";
import { Inbox, type ReplyInbox } from "./inbox.js";
import type { Listener } from "../messages/message.js";
import { Router, type Route } from "./router.js";
import { SharedInbox } from "./shared-inbox.js";
import { Outbox } from "./outbox.js";
import { subscribeAtBroker } from "./subscribe-at-broker.js";
import { settlesWithin } from "./tasks.js";

/**
 * The property of an `mqtt` client that holds its connection. All APIs on a client share it,
 * including those of other output folders, which have their own copy of this class; hence the
 * registered symbol. The number changes when the copies are no longer compatible.
 */
const CONNECTION = Symbol.for("asyncapi-bindgen/connection/1");

/** One connection of the `mqtt` package and everything that APIs do on it. */
export class Connection {
  readonly client: MqttClient;
  readonly #ownsClient: boolean;
  readonly #router = new Router();
  readonly #listener: (
    topic: string,
    body: Uint8Array,
    packet: IPublishPacket,
  ) => void;
  /** The messages of all APIs on the connection. */
  readonly outbox: Outbox;
  readonly #sharedInboxes = new Map<string, SharedInbox>();
  readonly #onConnect = (): void => this.#router.forgetReplays();
  /** Called when the connection ends. One listener of the client serves all requests. */
  readonly disconnected: Set<() => void> = new Set<() => void>();
  readonly #onClose = (): void => {
    for (const listener of [...this.disconnected]) {
      listener();
    }
  };
  /** How many messages in the inbox were not the reply to a pending request. */
  ignoredReplies = 0;
  #inbox: Inbox | undefined;
  #users = 0;
  #isEnding = false;

  private constructor(client: MqttClient, ownsClient: boolean) {
    this.client = client;
    this.#ownsClient = ownsClient;
    this.outbox = new Outbox(client);
    this.#listener = (topic, body, packet) =>
      this.#router.deliver({ topic, body, packet });
    client
      .on("message", this.#listener)
      .on("connect", this.#onConnect)
      .on("close", this.#onClose);
  }

  /** Returns the connection of a client. Every caller must `release` it. */
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

  /** Adds a user, who must `release` the connection. */
  join(): void {
    this.#users += 1;
  }

  /**
   * Announces `release`. A client of our own then sends no UNSUBSCRIBE: a clean session ends with the
   * connection, and a persistent session keeps its subscriptions.
   */
  prepareRelease(): void {
    this.#isEnding = this.#ownsClient;
  }

  /**
   * Removes a user. After the last one, removes all listeners and ends the client, within
   * `graceMs`.
   */
  async release(graceMs: number): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) {
      return;
    }
    this.client
      .off("message", this.#listener)
      .off("connect", this.#onConnect)
      .off("close", this.#onClose);
    this.outbox.stop();
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

  /** Subscribes; resolves when the broker has granted it. Rejects with a `SubscribeError`. */
  async subscribe(filter: string, qos: QoS, listener: Listener): Promise<void> {
    const isShared = this.#router.find(filter) !== undefined;
    const route = this.#routeFor(filter, qos);
    route.listeners.add(listener);
    try {
      await route.granted;
      if (isShared && route.listeners.has(listener)) {
        // Subscribing again makes the broker send retained messages again (MQTT-3.8.4-3).
        await this.#subscribeAtBroker(route);
      }
    } catch (error) {
      route.remove(listener);
      throw error;
    }
  }

  /** Removes a listener. After the last one of a filter, waits until the broker has unsubscribed. */
  async unsubscribe(filter: string, listener: Listener): Promise<void> {
    const route = this.#router.find(filter);
    if (route?.remove(listener) === true && route.listeners.size === 0) {
      this.#router.remove(route);
      await this.#unsubscribeAtBroker([filter]);
    }
  }

  /** Returns the inbox for replies. All callers share it, at the `base` of the first one. */
  inboxAt(base: string): Inbox {
    this.#inbox ??= new Inbox(base, () => (this.ignoredReplies += 1));
    return this.#inbox;
  }

  /** Returns the inbox at a topic that the document has for all replies. */
  sharedInboxAt(topic: string): SharedInbox {
    const known = this.#sharedInboxes.get(topic);
    const inbox = known ?? new SharedInbox(topic);
    this.#sharedInboxes.set(topic, inbox);
    return inbox;
  }

  /**
   * Subscribes to an inbox once; resolves when the broker has granted it. All callers wait for the
   * same promise, so requests are sent in the order of the calls.
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

  /** Raises the quality of service of a route. If that fails, the earlier grant still holds. */
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

  /** Sends DISCONNECT, then closes the socket (MQTT-3.14.4), even if the broker does not answer. */
  async #end(graceMs: number): Promise<void> {
    const { client } = this;
    const isLossy =
      !client.connected || Object.keys(client.outgoing).length > 0;
    if (!(await settlesWithin(graceMs, client.endAsync(isLossy)))) {
      client.stream.destroy();
    }
  }
}

/** Whether a value is a connection, of this copy of the runtime or of another one. */
function isConnection(value: unknown): value is Connection {
  return typeof value === "object" && value !== null && "join" in value;
}
