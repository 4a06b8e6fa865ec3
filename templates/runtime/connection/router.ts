/** Routes messages to listeners: by the topic, and by the filters with wildcards. */
import { withoutGroup } from "../topics/shared-filter.js";
import { hasWildcard, matchesFilter } from "../topics/topic.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import type { QoS } from "../descriptor.js";
import { SeenTopics } from "./seen-topics.js";

/** The largest subscription identifier (MQTT 5, section 3.8.2.1.2). */
const LARGEST_ID = 268_435_455;

const NO_ROUTES: readonly Route[] = [];

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
  /** The filter without the group of a shared subscription. */
  readonly topics: string;
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
  /** Called when the next connection begins, or when the route is removed. */
  readonly waiting: (() => void)[] = [];
  /** Topics whose retained message each listener has received. */
  readonly #replayed = new Map<Listener, SeenTopics>();

  constructor(filter: string, id: number, qos: QoS) {
    this.filter = filter;
    this.topics = withoutGroup(filter);
    this.id = id;
    this.qos = qos;
    this.granted = Promise.resolve();
  }

  /** Forgets which retained messages were received: after a reconnect the broker sends them again. */
  forgetReplays(): void {
    this.#replayed.clear();
  }

  /** Calls what waits. */
  resume(): void {
    for (const listener of this.waiting.splice(0)) {
      listener();
    }
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
  /** All routes by their filters. */
  readonly #routes = new Map<string, Route>();
  /** Routes without wildcards by their topics. There are several only if some are shared subscriptions. */
  readonly #exact = new Map<string, readonly Route[]>();
  /** Routes with wildcards. */
  readonly #wild = new Set<Route>();
  readonly #byId = new Map<number, Route>();
  /** Starts at a random number, since others on the same client count their own identifiers. */
  #lastId = Math.floor(Math.random() * LARGEST_ID * 0.9);

  /** Returns the route of a filter. */
  find(filter: string): Route | undefined {
    return this.#routes.get(filter);
  }

  /** Adds a route for a filter. */
  add(filter: string, qos: QoS): Route {
    this.#lastId += 1;
    const route = new Route(filter, this.#lastId, qos);
    this.#routes.set(filter, route);
    this.#byId.set(route.id, route);
    if (hasWildcard(route.topics)) {
      this.#wild.add(route);
    } else {
      const others = this.#exact.get(route.topics) ?? [];
      this.#exact.set(route.topics, [...others, route]);
    }
    return route;
  }

  /** Removes a route, unless another one has replaced it. */
  remove(route: Route): void {
    if (this.find(route.filter) !== route) {
      return;
    }
    this.#routes.delete(route.filter);
    this.#byId.delete(route.id);
    this.#wild.delete(route);
    const routes = this.#exact.get(route.topics) ?? [];
    const others = routes.filter((other) => other !== route);
    if (others.length === 0) {
      this.#exact.delete(route.topics);
    } else {
      this.#exact.set(route.topics, others);
    }
  }

  /** All routes. */
  get routes(): Route[] {
    return [...this.#routes.values()];
  }

  /**
   * Delivers a message to the routes whose identifiers it carries, else to all that match. A broker
   * may send one copy of a message for each of several overlapping subscriptions (MQTT-3.3.4-2).
   */
  deliver(message: IncomingMessage): void {
    const { topic } = message;
    const named = this.#namedBy(message);
    for (const route of this.#exact.get(topic) ?? NO_ROUTES) {
      if (named === undefined || named.has(route)) {
        route.deliver(message);
      }
    }
    for (const route of this.#wild) {
      const isFor = named === undefined || named.has(route);
      if (isFor && matchesFilter(route.topics, topic)) {
        route.deliver(message);
      }
    }
  }

  /**
   * Returns the routes whose identifiers a message carries; `undefined` if it carries none of a route of its topic.
   * A persistent session may have identifiers of an earlier program.
   */
  #namedBy(message: IncomingMessage): ReadonlySet<Route> | undefined {
    const ids: unknown = message.packet.properties?.subscriptionIdentifier;
    if (ids === undefined) {
      return undefined;
    }
    const all: readonly unknown[] = Array.isArray(ids) ? ids : [ids];
    const named = new Set<Route>();
    for (const id of new Set(all)) {
      const route = typeof id === "number" ? this.#byId.get(id) : undefined;
      if (route !== undefined && matchesFilter(route.topics, message.topic)) {
        named.add(route);
      }
    }
    return named.size === 0 ? undefined : named;
  }
}
