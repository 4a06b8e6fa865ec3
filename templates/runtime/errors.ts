/**
 * The errors of the runtime. Each class has a `code` that stays the same when its message changes.
 */
import { visibleLine } from "./visible.js";

/** The `code` of an error; each class has its own. */
export type ErrorCode =
  | "CLOSED"
  | "CONNECTION"
  | "PUBLISH"
  | "QUEUE_FULL"
  | "SUBSCRIBE"
  | "TIMEOUT"
  | "TOPIC"
  | "VALIDATION";

/** The property that holds the code of an error, the same in every copy of this runtime. */
const ERROR_CODE = Symbol.for("asyncapi-bindgen/error/1");

/**
 * The base class of all errors of the bindings. Control characters in `message` are escaped.
 *
 * Every output folder has its own copy of these classes. `instanceof` holds for the errors of every
 * copy.
 *
 * @example
 * if (error instanceof BindingError) console.error(error.code, error.message);
 */
export abstract class BindingError extends Error {
  // The code of the class, as every copy of this runtime reads it. `isolatedDeclarations` allows no
  // member whose name is computed.
  static {
    Object.defineProperty(this.prototype, ERROR_CODE, {
      get(this: BindingError): unknown {
        return Reflect.get(this.constructor, "code");
      },
    });
  }

  /** Identifies the class; stays the same when the message changes. */
  abstract readonly code: ErrorCode;

  /** Creates an error. Each string of `details` takes a line of its own below the message. */
  constructor(
    message: string,
    options?: ErrorOptions,
    details: readonly string[] = [],
  ) {
    super([message, ...details].map(visibleLine).join("\n  - "), options);
  }

  /** Compares codes instead of prototypes. A class without a code of its own compares prototypes. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (this === BindingError) {
      return codeOf(value) !== undefined;
    }
    return Object.hasOwn(this, "code")
      ? codeOf(value) === Reflect.get(this, "code")
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

function codeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, ERROR_CODE)
    : undefined;
}

/**
 * `close()` of the client or mock server was called before the call could settle.
 *
 * @example
 * if (error instanceof ClosedError) return;
 */
export class ClosedError extends BindingError {
  override readonly name = "ClosedError";
  static readonly code = "CLOSED";
  readonly code = "CLOSED";
}

/**
 * The broker cannot be reached, or it refuses the connection. `cause` is the error of the `mqtt`
 * package.
 *
 * @example
 * if (error instanceof ConnectionError) console.error(error.message, error.cause);
 */
export class ConnectionError extends BindingError {
  override readonly name = "ConnectionError";
  static readonly code = "CONNECTION";
  readonly code = "CONNECTION";
}

/**
 * The broker did not accept a message. `cause` is the error of the `mqtt` package.
 *
 * @example
 * if (error instanceof PublishError) console.error(error.message, error.cause);
 */
export class PublishError extends BindingError {
  override readonly name = "PublishError";
  static readonly code = "PUBLISH";
  readonly code = "PUBLISH";
}

/**
 * A buffer is full, or too many calls are pending. The limits are options of the connection.
 *
 * @example
 * if (error instanceof QueueFullError) console.warn(error.message);
 */
export class QueueFullError extends BindingError {
  override readonly name = "QueueFullError";
  static readonly code = "QUEUE_FULL";
  readonly code = "QUEUE_FULL";
}

/**
 * The broker refused a subscription. `cause` is the error of the `mqtt` package.
 *
 * @example
 * if (error instanceof SubscribeError) console.error(error.message, error.cause);
 */
export class SubscribeError extends BindingError {
  override readonly name = "SubscribeError";
  static readonly code = "SUBSCRIBE";
  readonly code = "SUBSCRIBE";
}

/**
 * A server variable or channel parameter is missing, or its value is not allowed in a topic.
 *
 * @example
 * if (error instanceof TopicError) console.error(error.message);
 */
export class TopicError extends BindingError {
  override readonly name = "TopicError";
  static readonly code = "TOPIC";
  readonly code = "TOPIC";
}

/** How far a message came on its way to the broker. */
export type Delivery = "queued" | "sent" | "acknowledged";

/** What a call that timed out sent, and what it waited for. */
export interface Awaited {
  /** The topic that the call published on. */
  readonly topic: string;
  /** What the call waited for, in words, e.g. `the reply to send_request_get_evse`. */
  readonly awaited: string;
  /** How long the call waited, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * How far the message came: `queued` was not sent and is not sent later, `sent` was not acknowledged by the
   * broker, `acknowledged` is at the broker.
   */
  readonly delivery: Delivery;
  /**
   * How long ago a message of the peer arrived, such as a heartbeat, in milliseconds; `undefined` if none has
   * arrived, or if the call does not wait for a peer.
   */
  readonly lastMessageMs?: number | undefined;
  /** Likely causes, the most likely one first. */
  readonly likelyCauses: readonly string[];
}

/** Says what has become of the message, up to the list of likely causes. */
function outcomeOf({ topic, awaited, timeoutMs, delivery }: Awaited): string {
  if (delivery === "queued") {
    return `Not sent on ${topic} within ${timeoutMs} ms, so ${awaited} did not arrive`;
  }
  const acknowledged = delivery === "acknowledged" ? "with" : "without";
  return `Published on ${topic} ${acknowledged} acknowledgement of the broker, but ${awaited} did not arrive within ${timeoutMs} ms`;
}

/**
 * No reply or acknowledgement arrived in time.
 *
 * @example
 * if (error instanceof TimeoutError) console.error(error.topic, error.likelyCauses);
 */
export class TimeoutError extends BindingError implements Awaited {
  override readonly name = "TimeoutError";
  static readonly code = "TIMEOUT";
  readonly code = "TIMEOUT";
  readonly topic: string;
  readonly awaited: string;
  readonly timeoutMs: number;
  readonly delivery: Delivery;
  readonly lastMessageMs: number | undefined;
  readonly likelyCauses: readonly string[];

  constructor(what: Awaited, options?: ErrorOptions) {
    super(`${outcomeOf(what)}. Likely causes:`, options, what.likelyCauses);
    this.topic = what.topic;
    this.awaited = what.awaited;
    this.timeoutMs = what.timeoutMs;
    this.delivery = what.delivery;
    this.lastMessageMs = what.lastMessageMs;
    this.likelyCauses = what.likelyCauses;
  }
}

/** The message of an error, or its code if it has no message (as Node's AggregateError). */
export function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return String(error);
  }
  const { message, code }: { message?: unknown; code?: unknown } = error;
  const words = [message, code].find(
    (word): word is string => typeof word === "string" && word !== "",
  );
  return words ?? "unknown reason";
}
