/** Subscriptions, which last until they or their session are closed. */
import type { OperationDescriptor, QoS } from "../descriptor.js";
import type { AsyncClosable } from "../disposable.js";
import { SubscribeError } from "../errors.js";
import type { Listener } from "../messages/message.js";
import { filterOfGroup } from "../topics/shared-filter.js";
import type { SubscribeOptions, WithParameters } from "../call-options.js";
import type { Closable, Session } from "./session.js";
import { settlesWithin } from "../connection/tasks.js";
import { ignore } from "../ignore.js";

/** How long `close()` waits for the broker. The listener is removed in any case. */
const GRACE_MS = 1000;

/** A subscription. It ends by `close()`, by `await using`, by its signal, or with the client. */
export interface Subscription extends AsyncClosable {
  /** The topic filter that the broker matches messages with. */
  readonly filter: string;
  /** Resolves when the subscription ends, for whatever reason. Messages may arrive until `close()` has resolved. */
  readonly ended: Promise<void>;
  /** Unsubscribes; resolves when no more messages arrive. Further calls return the same promise. */
  close(): Promise<void>;
}

/** A listener, and the options of its subscription. */
export interface Listening {
  readonly listener: Listener;
  readonly options?: (SubscribeOptions & WithParameters) | undefined;
  /** Called once when the subscription ends, for whatever reason. */
  readonly onClose?: () => void;
  /** Called when the subscription is not granted, and when the client does not reconnect any more. */
  readonly onFailed?: (error: unknown) => void;
}

/**
 * Subscribes to the messages of an operation that have the given parameters; resolves when the broker
 * has granted it. Rejects with a `SubscribeError`, a `TopicError`, or the reason of the signal.
 */
export async function subscribeTo(
  session: Session,
  operation: OperationDescriptor,
  { listener, options = {}, ...hooks }: Listening,
): Promise<Subscription> {
  const template = session.templateOf(operation);
  const { parameters, qos } = options;
  const { sharedSubscription: group = session.options.sharedSubscription } =
    options;
  const request = {
    ...options,
    ...hooks,
    filter: filterOfGroup(group, template.filter(parameters)),
    qos: session.qosOf(operation, qos),
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

interface SubscriptionRequest
  extends SubscribeOptions, Omit<Listening, "listener" | "options"> {
  readonly filter: string;
  readonly qos: QoS;
}

async function openSubscription(
  session: Session,
  request: SubscriptionRequest,
  listener: Listener,
): Promise<Subscription> {
  session.assertOpen();
  const { filter, qos, signal, timeoutMs = session.timeoutMs } = request;
  const onWire = session.topics.toWire(filter);
  const task = session.waits.start<void>({
    signal,
    timeoutMs,
    onTimeout: () => grantMissing(onWire, timeoutMs),
  });
  const subscription = new OpenSubscription(session, request, listener);
  if (!task.isSettled) {
    const onRefused = (error: unknown): void =>
      session.report(error, request.onError);
    session.topics.subscribe({ filter, qos, listener, onRefused }).then(
      () => task.resolve(),
      (error: unknown) => task.reject(error),
    );
  }
  try {
    await task.promise;
    session.log?.write("debug", `subscribed to ${filter}`);
    return subscription;
  } catch (error) {
    session.log?.failure("warn", error, `not subscribed to ${filter}: `);
    subscription.fail(error);
    void subscription.close();
    throw error;
  }
}

function grantMissing(filter: string, timeoutMs: number): SubscribeError {
  return new SubscribeError(
    `The broker did not answer the subscription to ${filter} within ${timeoutMs} ms. Check the connection, or set a larger \`timeoutMs\``,
  );
}

class OpenSubscription implements Subscription, Closable {
  readonly filter: string;
  readonly ended: Promise<void>;
  readonly #session: Session;
  readonly #request: SubscriptionRequest;
  readonly #listener: Listener;
  readonly #abort: () => void;
  #end: () => void = ignore;
  #closing: Promise<void> | undefined;

  constructor(
    session: Session,
    request: SubscriptionRequest,
    listener: Listener,
  ) {
    this.filter = session.topics.toWire(request.filter);
    this.#session = session;
    this.#request = request;
    this.#listener = listener;
    this.#abort = () => void this.close();
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    session.subscriptions.add(this);
    request.signal?.addEventListener("abort", this.#abort);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  fail(error: unknown): void {
    this.#request.onFailed?.(error);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#request.signal?.removeEventListener("abort", this.#abort);
    this.#session.subscriptions.delete(this);
    this.#request.onClose?.();
    this.#end();
    const { topics, log } = this.#session;
    log?.write("debug", `the subscription to ${this.filter} ends`);
    await settlesWithin(
      GRACE_MS,
      topics.unsubscribe(this.#request.filter, this.#listener),
    );
  }
}
