/** Which listeners get a message: by the topic itself, else by the filters with wildcards. */
import { hasWildcard, matchesFilter } from "./topic.js";
import type { IncomingMessage, Listener } from "./message.js";
import type { QoS } from "./descriptor.js";

/** One subscription at the broker, and all who share it. */
export interface Route {
  readonly filter: string;
  readonly listeners: Set<Listener>;
  qos: QoS;
  /** Settles when the broker has answered. */
  granted: Promise<void>;
}

export class Router {
  readonly #exact = new Map<string, Route>();
  readonly #wild = new Map<string, Route>();

  find(filter: string): Route | undefined {
    return this.#tableOf(filter).get(filter);
  }

  add(route: Route): void {
    this.#tableOf(route.filter).set(route.filter, route);
  }

  /** Unless another one has taken its place. */
  remove(route: Route): void {
    if (this.find(route.filter) === route) {
      this.#tableOf(route.filter).delete(route.filter);
    }
  }

  get filters(): string[] {
    return [...this.#exact.keys(), ...this.#wild.keys()];
  }

  /** Calls every listener once; listeners do not throw. */
  deliver(message: IncomingMessage): void {
    const exact = this.#exact.get(message.topic);
    if (exact !== undefined) {
      callAll(exact.listeners, message);
    }
    for (const route of this.#wild.values()) {
      if (matchesFilter(route.filter, message.topic)) {
        callAll(route.listeners, message);
      }
    }
  }

  #tableOf(filter: string): Map<string, Route> {
    return hasWildcard(filter) ? this.#wild : this.#exact;
  }
}

function callAll(
  listeners: ReadonlySet<Listener>,
  message: IncomingMessage,
): void {
  for (const listener of listeners) {
    listener(message);
  }
}
