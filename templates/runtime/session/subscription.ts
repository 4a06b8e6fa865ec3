/** A listener at the broker, until it or its session is closed. */
/// <reference lib="esnext.disposable" />
import type { QoS } from "../descriptor.js";
import type { Listener } from "../messages/message.js";
import type { Closable, Session } from "./session.js";
import { settlesWithin } from "../connection/tasks.js";

/** How long `close()` waits for the broker; the listener is gone in any case. */
const GRACE_MS = 1000;

/** Ends with `close()`, with `await using`, with its signal, or with the client. */
export interface Subscription extends AsyncDisposable {
  /** The topic filter. */
  readonly filter: string;
  /** Resolves when nothing arrives any more; the second call does nothing. */
  close(): Promise<void>;
}

export interface SubscriptionRequest {
  readonly filter: string;
  readonly qos: QoS;
  readonly signal?: AbortSignal | undefined;
  /** Called once, whatever ends it. */
  readonly onClose?: (() => void) | undefined;
}

/** Resolves when the broker has granted it; rejects with a `SubscribeError` or the signal's reason. */
export async function openSubscription(
  session: Session,
  request: SubscriptionRequest,
  listener: Listener,
): Promise<Subscription> {
  session.assertOpen();
  const { filter, qos, signal } = request;
  const task = session.waits.start<void>({ signal });
  const subscription = new OpenSubscription(session, request, listener);
  if (!task.isSettled) {
    session.connection.subscribe(filter, qos, listener).then(
      () => task.resolve(),
      (error: unknown) => task.reject(error),
    );
  }
  try {
    await task.promise;
    return subscription;
  } catch (error) {
    void subscription.close();
    throw error;
  }
}

class OpenSubscription implements Subscription, Closable {
  readonly filter: string;
  readonly #session: Session;
  readonly #request: SubscriptionRequest;
  readonly #listener: Listener;
  readonly #abort: () => void;
  #closing: Promise<void> | undefined;

  constructor(
    session: Session,
    request: SubscriptionRequest,
    listener: Listener,
  ) {
    this.filter = request.filter;
    this.#session = session;
    this.#request = request;
    this.#listener = listener;
    this.#abort = () => void this.close();
    session.subscriptions.add(this);
    request.signal?.addEventListener("abort", this.#abort);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#request.signal?.removeEventListener("abort", this.#abort);
    this.#session.subscriptions.delete(this);
    this.#request.onClose?.();
    const { connection } = this.#session;
    await settlesWithin(
      GRACE_MS,
      connection.unsubscribe(this.filter, this.#listener),
    );
  }
}
