/** Subscriptions, which last until they or their session are closed. */
import type { OperationDescriptor, QoS } from "../descriptor.js";
import type { AsyncClosable } from "../disposable.js";
import type { Listener } from "../messages/message.js";
import type { SubscribeOptions, WithParameters } from "../options.js";
import type { Closable, Session } from "./session.js";
import { settlesWithin } from "../connection/tasks.js";

/** How long `close()` waits for the broker. The listener is removed in any case. */
const GRACE_MS = 1000;

/** A subscription. It ends by `close()`, by `await using`, by its signal, or with the client. */
export interface Subscription extends AsyncClosable {
  /** The topic filter that the broker matches messages with. */
  readonly filter: string;
  /** Unsubscribes; resolves when no more messages arrive. Further calls return the same promise. */
  close(): Promise<void>;
}

/** A listener, and the options of its subscription. */
export interface Listening {
  readonly listener: Listener;
  readonly options?: (SubscribeOptions & WithParameters) | undefined;
  /** Called once when the subscription ends, for whatever reason. */
  readonly onClose?: () => void;
}

/**
 * Subscribes to the messages of an operation that have the given parameters; resolves when the broker
 * has granted it. Rejects with a `SubscribeError` or the reason of the signal.
 */
export function subscribeTo(
  session: Session,
  operation: OperationDescriptor,
  { listener, options = {}, onClose }: Listening,
): Promise<Subscription> {
  const template = session.templateOf(operation);
  const { parameters, qos, signal } = options;
  const request = {
    filter: template.filter(parameters),
    qos: session.qosOf(operation, qos),
    signal,
    onClose,
  };
  const selected: Listener = (message) => {
    if (template.selects(message.topic, parameters ?? {})) {
      listener(message);
    }
  };
  return openSubscription(
    session,
    request,
    parameters === undefined ? listener : selected,
  );
}

interface SubscriptionRequest {
  readonly filter: string;
  readonly qos: QoS;
  readonly signal?: AbortSignal | undefined;
  readonly onClose?: (() => void) | undefined;
}

async function openSubscription(
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
