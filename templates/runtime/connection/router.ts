/** Routes messages to listeners: by the topic, and by the filters with wildcards. */
import { hasWildcard, matchesFilter } from "../topics/topic.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import type { QoS } from "../descriptor.js";
import { SeenTopics } from "./seen-topics.js";

/** The largest subscription identifier (MQTT 5, section 3.8.2.1.2). */
const LARGEST_ID = 268_435_455;

/** Called when the broker refuses to renew a subscription. */
type OnRefused = (error: unknown) => void;

/** A listener of a route. */
export interface RouteListener {
  readonly listener: Listener;
  readonly onRefused: OnRefused;
}

/** A subscription at the broker and the listeners that share it. */
export class Route {
  readonly filter: string;
  /** Subscription identifier, by which copies of one message differ (MQTT 5, section 3.8.2.1.2). */
  readonly id: number;
  /**
   * The listeners, each with what is called when the broker refuses to renew the subscription. A change replaces
   * the map, so that listeners may come and go while a message is delivered.
   */
  listeners: ReadonlyMap<Listener, OnRefused> = new Map<Listener, OnRefused>();
  qos: QoS;
  /** Settles when the broker has granted or refused the subscription. */
  granted: Promise<void>;
  /** Whether SUBSCRIBE waits for a connection or for the answer of the broker. */
  isPending = false;
  /** Whether the latest answer of the broker has granted the subscription. */
  isGranted = false;
  /** Topics whose retained message each listener has received. */
  readonly #replayed = new Map<Listener, SeenTopics>();

  constructor(filter: string, id: number, qos: QoS) {
    this.filter = filter;
    this.id = id;
    this.qos = qos;
    this.granted = Promise.resolve();
  }

  /** Forgets which retained messages were received: after a reconnect the broker sends them again. */
  forgetReplays(): void {
    this.#replayed.clear();
  }

  /** Adds a listener; `onRefused` hears that the broker refuses to renew the subscription. */
  add({ listener, onRefused }: RouteListener): void {
    this.listeners = new Map(this.listeners).set(listener, onRefused);
  }

  /** Whether a listener receives messages, with at least this quality of service. */
  isListening(listener: Listener, qos: QoS): boolean {
    return (
      this.isGranted &&
      !this.isPending &&
      this.qos >= qos &&
      this.listeners.has(listener)
    );
  }

  /** Tells all listeners that the broker refuses to renew the subscription. */
  refuse(error: unknown): void {
    for (const onRefused of this.listeners.values()) {
      onRefused(error);
    }
  }

  /** Removes a listener; returns whether it was there. */
  remove(listener: Listener): boolean {
    this.#replayed.delete(listener);
    const rest = new Map(this.listeners);
    this.listeners = rest;
    return rest.delete(listener);
  }

  /**
   * Calls every listener once; listeners do not throw. Subscribing again for a new listener makes the
   * broker send retained messages again; listeners that have received one do not receive it twice.
   */
  deliver(message: IncomingMessage): void {
    for (const listener of this.listeners.keys()) {
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

/** The subscriptions of one connection. */
export class Router {
  readonly #exact = new Map<string, Route>();
  readonly #wild = new Map<string, Route>();
  /** Starts at a random number, since others on the same client count their own identifiers. */
  #lastId = Math.floor(Math.random() * LARGEST_ID * 0.9);
  readonly #ids = new Set<unknown>();

  /** Returns the route of a filter. */
  find(filter: string): Route | undefined {
    return this.#tableOf(filter).get(filter);
  }

  /** Adds a route for a filter. */
  add(filter: string, qos: QoS): Route {
    this.#lastId += 1;
    this.#ids.add(this.#lastId);
    const route = new Route(filter, this.#lastId, qos);
    this.#tableOf(filter).set(filter, route);
    return route;
  }

  /** Removes a route, unless another one has replaced it. */
  remove(route: Route): void {
    if (this.find(route.filter) === route) {
      this.#tableOf(route.filter).delete(route.filter);
      this.#ids.delete(route.id);
    }
  }

  /** All routes. */
  get routes(): Route[] {
    return [...this.#exact.values(), ...this.#wild.values()];
  }

  /**
   * Delivers a message to the routes whose identifiers it carries, else to all that match. A broker
   * may send one copy of a message for each of several overlapping subscriptions (MQTT-3.3.4-2).
   */
  deliver(message: IncomingMessage): void {
    const ids = this.#idsIn(message);
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

  /** Returns the identifiers of our routes that a message carries; `undefined` if there are none. */
  #idsIn({ packet }: IncomingMessage): ReadonlySet<unknown> | undefined {
    const ids: unknown = packet.properties?.subscriptionIdentifier;
    if (ids === undefined) {
      return undefined;
    }
    const all: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
    const known = new Set(all.filter((id) => this.#ids.has(id)));
    return known.size === 0 ? undefined : known;
  }

  #tableOf(filter: string): Map<string, Route> {
    return hasWildcard(filter) ? this.#wild : this.#exact;
  }
}

function isFor({ id }: Route, ids: ReadonlySet<unknown> | undefined): boolean {
  return ids === undefined || ids.has(id);
}
