/**
 * Watches the connection of an `mqtt` client. For a client of our own, it also decides when and whether to
 * reconnect: `mqtt` alone would reconnect every second, and give up for good after a refusal.
 */
import type { MqttClient, Packet } from "mqtt";
import { Backoff, type BackoffOptions } from "./backoff.js";
import { askForCredentials, type CredentialsSource } from "./credentials.js";
import { ConnectionError } from "../errors.js";
import { lossOf, refusalIn, repeatedLoss, type Loss } from "./loss.js";
import type { LineObserver, LineState } from "./line-state.js";
import type { Policy } from "./reasons.js";

/** How a client of our own reconnects. */
export interface Reconnecting {
  /** Delays between attempts; `false` to stop when the connection is lost. */
  readonly delays: BackoffOptions | false;
  /** Asked before each attempt. */
  readonly credentials?: CredentialsSource | undefined;
  /** How long to wait for credentials, in milliseconds. */
  readonly timeoutMs: number;
}

/** After how many losses without a reason the user is told. */
const SUSPICIOUS = 3;

/**
 * Keeps the state of a connection, and reconnects a client of our own. `Connection` calls it with the events of the
 * client.
 */
export class Supervisor {
  readonly #client: MqttClient;
  readonly #plan: Reconnecting | undefined;
  readonly #backoff: Backoff;
  readonly #observers = new Set<LineObserver>();
  #state: LineState;
  #failure: ConnectionError | undefined;
  #hasConnected: boolean;
  /** The reason code with which the broker has refused or ended the current connection. */
  #refusal: number | undefined;
  /** The first error of the current connection. */
  #cause: unknown;
  /** The message of the last error that was reported since a connection that has lasted. */
  #reported: string | undefined;
  /** Losses in a row for which there was no error. */
  #silentLosses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #stopping = new AbortController();

  /** Without a plan, the client has to reconnect by itself, as one that the user has passed does. */
  constructor(client: MqttClient, plan?: Reconnecting) {
    this.#client = client;
    this.#plan = plan;
    this.#backoff = new Backoff(plan?.delays === false ? {} : plan?.delays);
    this.#hasConnected = client.connected;
    this.#state = client.connected ? "connected" : "reconnecting";
  }

  /** The state of the connection. */
  get state(): LineState {
    return this.#state;
  }

  /** Why the client does not reconnect any more. */
  get failure(): ConnectionError | undefined {
    return this.#failure;
  }

  /** Adds an observer. */
  add(observer: LineObserver): void {
    this.#observers.add(observer);
  }

  /** Removes an observer. */
  remove(observer: LineObserver): void {
    this.#observers.delete(observer);
  }

  /** Reports an error that no call waits for. */
  report(error: unknown): void {
    for (const observer of [...this.#observers]) {
      observer.report(error);
    }
  }

  /** Tells what happens, for a log. */
  note(text: string): void {
    for (const observer of [...this.#observers]) {
      observer.note(text);
    }
  }

  /** Stops reconnecting. */
  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** Notes with which reason the broker refuses or ends the connection. */
  received(packet: Packet): void {
    this.#refusal = refusalIn(packet) ?? this.#refusal;
    if (packet.cmd === "disconnect" && this.#plan !== undefined) {
      // Whoever receives DISCONNECT closes the connection (MQTT 5, section 3.14.4).
      this.#client.stream.destroy();
    }
  }

  /** Notes an error. After one, such as a packet that cannot be parsed, `mqtt` may read no further: starts anew. */
  noteError(cause: unknown): void {
    this.#cause ??= cause;
    if (this.#plan !== undefined) {
      this.#client.stream.destroy();
    }
  }

  /** Returns why the connection has ended, and forgets it. */
  takeLoss(): Loss {
    const loss = lossOf(this.#refusal, this.#cause);
    this.#refusal = undefined;
    this.#cause = undefined;
    return loss;
  }

  /** The broker has accepted the connection, perhaps of a client that the user has ended and connected again. */
  connected(): void {
    this.#hasConnected = true;
    this.#failure = undefined;
    this.#backoff.connected(performance.now());
    this.#change("connected");
  }

  /** The connection has ended. */
  closed(loss: Loss): void {
    // Whoever connects for the first time learns of a failure from `connect`.
    if (this.#hasConnected && !this.#client.disconnecting) {
      this.#handle(loss);
    }
  }

  /** The client has been ended. If it is not because it has failed, the user has ended it. */
  ended(): void {
    if (this.#failure === undefined) {
      this.#failure = new ConnectionError(
        "The `client` that was passed to `connect` has been ended. Call its method `reconnect`, or `connect` with another one",
      );
      this.#change("failed", this.#failure);
    }
  }

  #handle({ error, policy, isSilent }: Loss): void {
    if (this.#plan === undefined) {
      this.#change("reconnecting", error);
    } else if (this.#plan.delays === false || policy === "stop") {
      this.#fail(error);
    } else {
      this.#change("reconnecting", error);
      this.#schedule(policy);
      this.#explain(error, isSilent);
    }
  }

  /** Reports a loss, unless it repeats the one before it, or a network has failed for a moment. */
  #explain(error: ConnectionError, isSilent: boolean): void {
    if (this.#backoff.attempts <= 1) {
      this.#reported = undefined;
      this.#silentLosses = 0;
    }
    this.#silentLosses = isSilent ? this.#silentLosses + 1 : 0;
    if (!isSilent) {
      this.#reportOnce(error);
    } else if (this.#silentLosses === SUSPICIOUS) {
      this.#reportOnce(repeatedLoss(SUSPICIOUS));
    }
  }

  #fail(error: ConnectionError): void {
    this.stop();
    this.#client.end(true);
    this.#failure = new ConnectionError(
      `${error.message}. The client does not reconnect: call \`connect\` again when the cause is removed`,
      { cause: error.cause },
    );
    this.#change("failed", this.#failure);
  }

  #schedule(policy: Policy): void {
    clearTimeout(this.#timer);
    const delayMs =
      policy === "slowly"
        ? this.#backoff.slow(performance.now())
        : this.#backoff.next(performance.now());
    this.note(`the next attempt to connect is in ${Math.round(delayMs)} ms`);
    this.#timer = setTimeout(() => void this.#attempt(), delayMs);
  }

  /** Reconnects. Never rejects: a failure is followed by a further attempt. */
  async #attempt(): Promise<void> {
    const client = this.#client;
    try {
      await this.#refreshCredentials();
      if (!this.#stopping.signal.aborted) {
        // Without its stores, the client would lose the messages that the broker has not acknowledged.
        const { incomingStore, outgoingStore } = client;
        client.reconnect({ incomingStore, outgoingStore });
      }
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        this.#handle(lossOf(undefined, error));
      }
    }
  }

  async #refreshCredentials(): Promise<void> {
    const { credentials, timeoutMs = 0 } = this.#plan ?? {};
    if (credentials !== undefined) {
      Object.assign(
        this.#client.options,
        await askForCredentials(credentials, timeoutMs, this.#stopping.signal),
      );
    }
  }

  #change(state: LineState, reason?: ConnectionError): void {
    if (state === this.#state) {
      return;
    }
    this.#state = state;
    for (const observer of [...this.#observers]) {
      observer.changed(state, reason);
    }
  }

  #reportOnce(error: ConnectionError): void {
    if (error.message !== this.#reported) {
      this.#reported = error.message;
      this.report(error);
    }
  }
}
