/**
 * An MQTT connection that several APIs may share. It has one message listener, and it subscribes to each filter only
 * once.
 */
import type { IConnackPacket, IPublishPacket, MqttClient, Packet } from "mqtt";
import type { IncomingMessage, Listener } from "../messages/message.js";
import { LateAcknowledgements } from "./late-acknowledgements.js";
import { Outbox } from "./outbox.js";
import { Subscriptions, type Interest } from "./subscriptions.js";
import { Supervisor, type Reconnecting } from "./supervisor.js";
import { settlesWithin } from "./tasks.js";
import { TopicSpace, type TopicHost } from "./topic-space.js";
import { WriteBatch } from "./write-batch.js";

/**
 * The property of an `mqtt` client that holds its connection. All APIs on a client share it,
 * including those of other output folders, which have their own copy of this class; hence the
 * registered symbol. The number changes when the copies are no longer compatible.
 */
const CONNECTION = Symbol.for("asyncapi-bindgen/connection/3");

/**
 * One connection of the `mqtt` package and everything that APIs do on it. It alone listens to the client, and so decides
 * in which order its parts learn of an event.
 */
export class Connection implements TopicHost {
  readonly client: MqttClient;
  /** The state of the connection. */
  readonly line: Supervisor;
  readonly #ownsClient: boolean;
  readonly #subscriptions: Subscriptions;
  /** The messages of all APIs on the connection. */
  readonly outbox: Outbox;
  readonly #spaces = new Map<string, TopicSpace>();
  readonly #batch: WriteBatch;
  /** Called when the connection ends. One listener of the client serves all requests. */
  readonly disconnected: Set<() => void> = new Set<() => void>();
  /** How many messages in the inbox were not the reply to a pending request. */
  ignoredReplies = 0;
  #late: LateAcknowledgements | undefined;
  #users = 0;
  #isEnding = false;

  private constructor(client: MqttClient, plan: Reconnecting | undefined) {
    this.client = client;
    this.line = new Supervisor(client, plan);
    this.#subscriptions = new Subscriptions(client, this.line);
    this.#ownsClient = plan !== undefined;
    this.#batch = new WriteBatch(client);
    this.outbox = new Outbox(client, this.#batch);
    client
      .on("message", this.#onMessage)
      .on("packetreceive", this.#onPacket)
      .on("connect", this.#onConnect)
      .on("error", this.#onError)
      .on("close", this.#onClose)
      .on("end", this.#onEnd);
  }

  /**
   * Returns the connection of a client. Every caller must `release` it. With a plan, the client is our own: the
   * connection reconnects and ends it.
   */
  static acquire(client: MqttClient, plan?: Reconnecting): Connection {
    const kept: unknown = Reflect.get(client, CONNECTION);
    const connection = isConnection(kept) ? kept : new Connection(client, plan);
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
    if (this.#ownsClient) {
      this.#late?.stop();
    }
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
      .off("message", this.#onMessage)
      .off("packetreceive", this.#onPacket)
      .off("connect", this.#onConnect)
      .off("error", this.#onError)
      .off("close", this.#onClose)
      .off("end", this.#onEnd);
    this.outbox.stop();
    this.#late?.detach();
    this.line.stop();
    Reflect.deleteProperty(this.client, CONNECTION);
    if (this.#ownsClient) {
      await this.#end(graceMs);
    } else {
      await settlesWithin(
        graceMs,
        this.#unsubscribeAtBroker(this.#subscriptions.filters),
      );
    }
  }

  /** Subscribes; resolves when the broker has granted it. Rejects with a `SubscribeError`. */
  subscribe(interest: Interest): Promise<void> {
    return this.#subscriptions.subscribe(interest);
  }

  /** Removes a listener. After the last one of a filter, waits until the broker has unsubscribed. */
  async unsubscribe(filter: string, listener: Listener): Promise<void> {
    if (this.#subscriptions.unsubscribe(filter, listener)) {
      await this.#unsubscribeAtBroker([filter]);
    }
  }

  /**
   * Subscribes to an inbox once. Returns `undefined` if it is open, else a promise that resolves when the broker
   * has granted it. All callers wait for the same promise, so requests are sent in the order of the calls.
   */
  open(filter: string, listener: Listener): Promise<void> | undefined {
    return this.#subscriptions.open(filter, listener);
  }

  /** How many messages are not acknowledged yet, because their handlers have not finished. */
  get unacknowledged(): number {
    return this.#late?.size ?? 0;
  }

  /** The acknowledgements that wait for handlers. */
  get lateAcknowledgements(): LateAcknowledgements {
    this.#late ??= new LateAcknowledgements(this.client);
    return this.#late;
  }

  /** Counts a message that is not the reply to a pending request. */
  ignoreReply({ topic }: IncomingMessage): void {
    this.ignoredReplies += 1;
    this.line.note(`a message on ${topic} answers no pending request`);
  }

  /** Returns the topics that have a prefix on the wire. All callers with this prefix share them. */
  spaceOf(prefix: string): TopicSpace {
    const known = this.#spaces.get(prefix);
    const space = known ?? new TopicSpace(prefix, this);
    this.#spaces.set(prefix, space);
    return space;
  }

  readonly #onMessage = (
    topic: string,
    body: Uint8Array,
    packet: IPublishPacket,
  ): void => this.#subscriptions.deliver({ topic, body, packet });

  readonly #onPacket = (packet: Packet): void => {
    this.#batch.gather();
    this.line.received(packet);
    this.outbox.received(packet);
  };

  /**
   * Comes after CONNACK, when `mqtt` has sent again what it had sent before. First the subscriptions, since the messages
   * that wait may be requests. The user is told last, and may send at once.
   */
  readonly #onConnect = ({ sessionPresent }: IConnackPacket): void => {
    this.#subscriptions.renew(sessionPresent);
    this.outbox.online();
    this.line.connected();
  };

  readonly #onError = (error: unknown): void => this.line.noteError(error);

  /** The user is told after the outbox: what is sent from then on waits for the next connection. */
  readonly #onClose = (): void => {
    const loss = this.line.takeLoss();
    this.#late?.forget();
    this.outbox.offline(loss);
    this.line.closed(loss);
    for (const listener of [...this.disconnected]) {
      listener();
    }
  };

  readonly #onEnd = (): void => {
    this.outbox.ended();
    this.line.ended();
  };

  async #unsubscribeAtBroker(filters: string[]): Promise<void> {
    const { client } = this;
    if (filters.length === 0 || this.#isEnding || client.disconnecting) {
      return;
    }
    const isForgotten = !client.connected && client.options.clean !== false;
    // The next connection of a client of our own begins without subscriptions; `mqtt` renews those of another client.
    if (!(isForgotten && this.#ownsClient)) {
      await client.unsubscribeAsync(filters);
    }
  }

  /**
   * Sends DISCONNECT, then closes the socket (MQTT-3.14.4). Gives up what the broker has not answered: `mqtt` would wait
   * for it, and without DISCONNECT the broker publishes the last will.
   */
  async #end(graceMs: number): Promise<void> {
    const { client } = this;
    for (const id of Object.keys(client.outgoing)) {
      client.removeOutgoingMessage(Number(id));
    }
    if (!(await settlesWithin(graceMs, client.endAsync(!client.connected)))) {
      client.stream.destroy();
    }
  }
}

/** Whether a value is a connection, of this copy of the runtime or of another one. */
function isConnection(value: unknown): value is Connection {
  return typeof value === "object" && value !== null && "join" in value;
}
