/**
 * The subscriptions of one connection. Each filter is subscribed to once, however many listeners it has, and once more
 * on each new connection whose broker has not kept it.
 */
import type { MqttClient } from "mqtt";
import type { QoS } from "../descriptor.js";
import { SubscribeError, reasonOf } from "../errors.js";
import type { IncomingMessage, Listener } from "../messages/message.js";
import { Router, type Route } from "./router.js";
import { isShared } from "../topics/shared-filter.js";
import { assertShareable, subscribeAtBroker } from "./subscribe-at-broker.js";
import type { Supervisor } from "./supervisor.js";

/** A listener, and what it listens to. */
export interface Interest {
  readonly filter: string;
  readonly qos: QoS;
  readonly listener: Listener;
  /** Called when the broker refuses to renew the subscription after a reconnect. */
  readonly onRefused: (error: unknown) => void;
}

const INBOX_QOS = 1;

/** Subscribes at the broker, and passes messages to listeners. */
export class Subscriptions {
  readonly #client: MqttClient;
  readonly #line: Supervisor;
  readonly #router = new Router();

  constructor(client: MqttClient, line: Supervisor) {
    this.#client = client;
    this.#line = line;
  }

  /** The filters of all subscriptions. */
  get filters(): string[] {
    return this.#router.routes.map(({ filter }) => filter);
  }

  /** Passes a message to the listeners of its topic. */
  deliver(message: IncomingMessage): void {
    this.#router.deliver(message);
  }

  /**
   * Subscribes; resolves when the broker has granted it, which may be on a later connection. Rejects with a
   * `SubscribeError`.
   */
  async subscribe(interest: Interest): Promise<void> {
    const { filter, listener } = interest;
    assertShareable(this.#client, filter);
    // A shared subscription gets no retained messages (MQTT 5, section 4.8.2).
    const isRepeated =
      this.#router.find(filter)?.isGranted === true && !isShared(filter);
    const route = this.#routeFor(filter, interest.qos);
    route.add(interest);
    try {
      await route.granted;
      if (isRepeated && route.listeners.has(listener)) {
        // Subscribing again makes the broker send retained messages again (MQTT-3.8.4-3).
        await this.#grant(route);
      }
    } catch (error) {
      route.remove(listener);
      throw error;
    }
  }

  /** Removes a listener; returns whether nobody listens to the filter any more. */
  unsubscribe(filter: string, listener: Listener): boolean {
    const route = this.#router.find(filter);
    const isLast =
      route?.remove(listener) === true && route.listeners.size === 0;
    if (isLast) {
      this.#router.remove(route);
      route.resume();
    }
    return isLast;
  }

  /**
   * Listens to an inbox of the connection itself. Returns `undefined` if it is open, else a promise that resolves
   * when the broker has granted it. All callers wait for the same promise.
   */
  open(filter: string, listener: Listener): Promise<void> | undefined {
    const open = this.#router.find(filter);
    if (open?.isListening(listener, INBOX_QOS) === true) {
      return undefined;
    }
    const route = this.#routeFor(filter, INBOX_QOS);
    route.add({
      listener,
      onRefused: (error) => {
        // The next request subscribes again, and rejects if that is refused, too.
        this.#router.remove(route);
        this.#line.report(error);
      },
    });
    return route.granted;
  }

  /**
   * Begins a new connection: sends what waits for one, and renews what its broker has not kept. SUBSCRIBE is written
   * before this returns.
   */
  renew(isSessionPresent: boolean): void {
    const isRenewed = isSessionPresent || renewsByItself(this.#client);
    for (const route of this.#router.routes) {
      route.forgetReplays();
      route.resume();
      if (!route.isPending && !(isRenewed && route.isGranted)) {
        this.#request(route);
        route.granted.catch((error: unknown) => {
          // The client ends when another one takes over its session, which is reported as the reason.
          if (!this.#client.disconnecting) {
            route.refuse(renewalError(error));
          }
        });
      }
    }
  }

  #routeFor(filter: string, qos: QoS): Route {
    const known = this.#router.find(filter);
    if (known === undefined) {
      const route = this.#router.add(filter, qos);
      this.#request(route);
      route.granted.catch(() => this.#router.remove(route));
      return route;
    }
    if (qos > known.qos) {
      this.#raise(known, qos);
    } else if (!known.isPending && !known.isGranted) {
      this.#request(known);
    }
    return known;
  }

  /** Raises the quality of service of a route. If that fails, the earlier grant still holds. */
  #raise(route: Route, qos: QoS): void {
    const { qos: earlierQos, granted, isGranted } = route;
    const before = { qos: earlierQos, granted, isGranted };
    route.qos = qos;
    this.#request(route);
    route.granted.catch(() => Object.assign(route, before));
  }

  #request(route: Route): void {
    route.isPending = true;
    route.granted = this.#grant(route);
    route.granted.then(
      () => Object.assign(route, { isPending: false, isGranted: true }),
      () => Object.assign(route, { isPending: false, isGranted: false }),
    );
  }

  /**
   * Sends SUBSCRIBE, on each connection until there is an answer. Resolves when the subscription is granted, or when
   * nobody listens any more.
   */
  #grant(route: Route): Promise<void> {
    return new Promise((resolve, reject) => {
      const send = (): void => {
        if (this.#router.find(route.filter) !== route) {
          resolve();
        } else if (this.#client.connected) {
          subscribeAtBroker(this.#client, route).then(resolve, fail);
        } else {
          route.waiting.push(send);
        }
      };
      const fail = (error: unknown): void => {
        if (this.#client.connected || this.#client.disconnecting) {
          reject(error);
        } else {
          send();
        }
      };
      send();
    });
  }
}

/** Whether `mqtt` renews the subscriptions of a client, as it does by default. */
function renewsByItself({ options }: MqttClient): boolean {
  const { resubscribe = true, reconnectPeriod = 1 } = options;
  return resubscribe && reconnectPeriod > 0;
}

function renewalError(cause: unknown): SubscribeError {
  return new SubscribeError(
    `${reasonOf(cause)}. It was granted before the client reconnected; no message arrives until it is granted again`,
    { cause },
  );
}
