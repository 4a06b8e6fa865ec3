/**
 * Tells from the heartbeats of an API module of EVerest whether it is alive. A module sends 0 when it
 * starts, then one more at each period.
 */
import type { AsyncClosable } from "../disposable.js";
import { runCallback } from "../session/run-callback.js";
import type { SubscribeOptions } from "../call-options.js";
import type { Subscription } from "../session/subscription.js";

const PERIOD_MS = 1000;
const TOLERATED_BEATS = 2;

/** A client that receives heartbeats. Generated clients are, if their document has heartbeats. */
export interface HeartbeatSource {
  /** Subscribes to the heartbeats. */
  onHeartbeat(
    handler: (count: number) => void,
    options?: SubscribeOptions,
  ): Promise<Subscription>;
}

/** Whether heartbeats arrive: `unknown` until the first one has arrived or is overdue. */
export type HeartbeatState = "unknown" | "up" | "down";

/** What the heartbeats say. */
export type HeartbeatEvent =
  /** A heartbeat has arrived, the first one or the first one after `down`. */
  | { readonly kind: "up"; readonly count: number }
  /** No heartbeat arrives any more. `count` is the last one. */
  | { readonly kind: "down"; readonly count: number | undefined }
  /** The module counts anew, so it has been started again: what it knew of this client is lost. */
  | {
      readonly kind: "restart";
      readonly count: number;
      readonly before: number;
    }
  /** Some heartbeats did not arrive. */
  | { readonly kind: "gap"; readonly count: number; readonly missed: number };

/** Options of `watchHeartbeat`. */
export interface HeartbeatOptions {
  /**
   * Time between two heartbeats in milliseconds, as EVerest is configured (`cfg_heartbeat_interval_ms`) and as modules
   * say when they are discovered. With 0 or less, the module sends none, so it never counts as down.
   *
   * @default 1000
   */
  readonly periodMs?: number | undefined;
  /**
   * After how many periods without a heartbeat the module counts as down.
   *
   * @default 2
   */
  readonly toleratedBeats?: number | undefined;
  /** Called with each change. */
  readonly onEvent?: ((event: HeartbeatEvent) => void) | undefined;
}

/** Watches heartbeats until it or the client is closed. */
export interface HeartbeatMonitor extends AsyncClosable {
  readonly state: HeartbeatState;
  /** The last heartbeat. */
  readonly count: number | undefined;
  /** How many heartbeats did not arrive. */
  readonly missed: number;
  /** How often the module was started again. */
  readonly restarts: number;
  /** Ends the subscription. */
  close(): Promise<void>;
}

/**
 * Watches the heartbeats of a module; resolves when the broker has granted the subscription.
 *
 * @example
 * await using monitor = await watchHeartbeat(client, {
 *   onEvent: (event) => console.log(event.kind),
 * });
 */
export async function watchHeartbeat(
  client: HeartbeatSource,
  options: HeartbeatOptions = {},
): Promise<HeartbeatMonitor> {
  const monitor = new Monitor(options);
  try {
    const subscription = await client.onHeartbeat(
      (count) => monitor.beat(count),
      // A heartbeat that a broker sends again would look like a restart, so it must not (MQTT 4.3.1).
      { qos: 0, sharedSubscription: false },
    );
    monitor.closeWith(subscription);
    return monitor;
  } catch (error) {
    await monitor.close();
    throw error;
  }
}

class Monitor implements HeartbeatMonitor {
  state: HeartbeatState = "unknown";
  count: number | undefined;
  missed = 0;
  restarts = 0;
  readonly #overdueMs: number;
  readonly #report: (event: HeartbeatEvent) => void;
  #subscription: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor({
    periodMs = PERIOD_MS,
    toleratedBeats = TOLERATED_BEATS,
    onEvent,
  }: HeartbeatOptions) {
    this.#overdueMs = periodMs * toleratedBeats;
    this.#report = onEvent ?? (() => {});
    this.#wait();
  }

  /** Ends together with the subscription, and so with the client. */
  closeWith(subscription: Subscription): void {
    this.#subscription = subscription;
    void subscription.ended.then(() => this.close());
  }

  beat(count: number): void {
    if (this.#isClosed) {
      return;
    }
    const before = this.count;
    this.count = count;
    this.#wait();
    if (before !== undefined && count < before) {
      this.restarts += 1;
      this.#tell({ kind: "restart", count, before });
    } else if (before !== undefined && count > before + 1) {
      const missed = count - before - 1;
      this.missed += missed;
      this.#tell({ kind: "gap", count, missed });
    }
    if (this.state !== "up") {
      this.state = "up";
      this.#tell({ kind: "up", count });
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#subscription?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#overdueMs <= 0) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.state = "down";
      this.#tell({ kind: "down", count: this.count });
    }, this.#overdueMs);
  }

  #tell(event: HeartbeatEvent): void {
    void runCallback(() => this.#report(event));
  }
}
