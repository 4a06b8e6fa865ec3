/** Which listeners get a message: by the topic itself, else by the filters with wildcards. */
import { hasWildcard, matchesFilter } from "../topics/topic.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import type { QoS } from "../descriptor.js";
import { SeenTopics } from "./seen-topics.js";

/** MQTT 5, section 3.8.2.1.2. */
const LARGEST_ID = 268_435_455;

/** One subscription at the broker, and all who share it. */
export class Route {
  readonly filter: string;
  /** Tells copies of one message apart (MQTT 5, section 3.8.2.1.2). */
  readonly id: number;
  readonly listeners = new Set<Listener>();
  qos: QoS;
  /** Settles when the broker has answered. */
  granted: Promise<void>;
  /** The topics of which a listener got what the broker had stored. */
  readonly #replayed = new Map<Listener, SeenTopics>();

  constructor(filter: string, id: number, qos: QoS) {
    this.filter = filter;
    this.id = id;
    this.qos = qos;
    this.granted = Promise.resolve();
  }

  /** After a new connection the broker sends all that it has stored again. */
  forgetReplays(): void {
    this.#replayed.clear();
  }

  remove(listener: Listener): boolean {
    this.#replayed.delete(listener);
    return this.listeners.delete(listener);
  }

  /**
   * Calls every listener once; listeners do not throw. A subscription that is renewed for a new
   * listener brings what is stored once more: who got it so already is passed over.
   */
  deliver(message: IncomingMessage): void {
    for (const listener of [...this.listeners]) {
      if (!message.packet.retain || this.#isNew(listener, message.topic)) {
        listener(message);
      }
    }
  }

  #isNew(listener: Listener, topic: string): boolean {
    const topics = this.#replayed.get(listener) ?? new SeenTopics();
    this.#replayed.set(listener, topics);
    return topics.add(topic);
  }
}

export class Router {
  readonly #exact = new Map<string, Route>();
  readonly #wild = new Map<string, Route>();
  /** Others on the same client count theirs from elsewhere. */
  #lastId = Math.floor(Math.random() * LARGEST_ID * 0.9);
  readonly #ids = new Set<number>();

  find(filter: string): Route | undefined {
    return this.#tableOf(filter).get(filter);
  }

  add(filter: string, qos: QoS): Route {
    this.#lastId += 1;
    this.#ids.add(this.#lastId);
    const route = new Route(filter, this.#lastId, qos);
    this.#tableOf(filter).set(filter, route);
    return route;
  }

  /** Unless another one has taken its place. */
  remove(route: Route): void {
    if (this.find(route.filter) === route) {
      this.#tableOf(route.filter).delete(route.filter);
      this.#ids.delete(route.id);
    }
  }

  get filters(): string[] {
    return this.#routes().map(({ filter }) => filter);
  }

  forgetReplays(): void {
    for (const route of this.#routes()) {
      route.forgetReplays();
    }
  }

  /**
   * To the subscriptions that the broker names, where it names ours; else to all that match. Of
   * subscriptions that overlap a broker may send a copy each (MQTT-3.3.4-2).
   */
  deliver(message: IncomingMessage): void {
    const ids = new Set(idsOf(message).filter((id) => this.#ids.has(id)));
    const exact = this.#exact.get(message.topic);
    if (exact !== undefined && isFor(exact, ids)) {
      exact.deliver(message);
    }
    for (const route of this.#wild.values()) {
      if (isFor(route, ids) && matchesFilter(route.filter, message.topic)) {
        route.deliver(message);
      }
    }
  }

  #routes(): Route[] {
    return [...this.#exact.values(), ...this.#wild.values()];
  }

  #tableOf(filter: string): Map<string, Route> {
    return hasWildcard(filter) ? this.#wild : this.#exact;
  }
}

function idsOf({ packet }: IncomingMessage): readonly number[] {
  const ids: unknown = packet.properties?.subscriptionIdentifier;
  const all: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
  return all.filter((id) => typeof id === "number");
}

function isFor({ id }: Route, ids: ReadonlySet<number>): boolean {
  return ids.size === 0 || ids.has(id);
}
