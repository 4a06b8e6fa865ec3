/** What can go wrong. Every error has a `code` that stays the same when its message changes. */
import { visibleLine } from "./visible.js";

export type ErrorCode =
  | "CLOSED"
  | "CONNECTION"
  | "PUBLISH"
  | "QUEUE_FULL"
  | "SUBSCRIBE"
  | "TIMEOUT"
  | "TOPIC"
  | "VALIDATION";

/** Where the errors of every copy of this runtime have their code. */
const ERROR_CODE = Symbol.for("asyncapi-bindgen/error/1");

/**
 * The base of all errors of these bindings; control characters in `message` are escaped. Every output
 * has its own copy of these classes, and `instanceof` holds for the errors of all copies.
 */
export abstract class BindingError extends Error {
  abstract readonly code: ErrorCode;

  /** Each string of `list` gets a line of its own. */
  constructor(
    message: string,
    options?: ErrorOptions,
    details: readonly string[] = [],
  ) {
    super([message, ...details].map(visibleLine).join("\n  - "), options);
  }

  get [ERROR_CODE](): unknown {
    const code: unknown = Reflect.get(this.constructor, "code");
    return code;
  }

  /** Compares codes. A class without a code of its own is compared as any class is. */
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

/** The client or mock server was closed, by `close()`, before the call could settle. */
export class ClosedError extends BindingError {
  override readonly name = "ClosedError";
  static readonly code = "CLOSED";
  readonly code = "CLOSED";
}

/** The broker cannot be reached or does not take the connection; `cause` is what `mqtt` said. */
export class ConnectionError extends BindingError {
  override readonly name = "ConnectionError";
  static readonly code = "CONNECTION";
  readonly code = "CONNECTION";
}

/** The broker did not take a message; `cause` is what `mqtt` said. */
export class PublishError extends BindingError {
  override readonly name = "PublishError";
  static readonly code = "PUBLISH";
  readonly code = "PUBLISH";
}

/** A bounded buffer had no room left, or too much was under way. */
export class QueueFullError extends BindingError {
  override readonly name = "QueueFullError";
  static readonly code = "QUEUE_FULL";
  readonly code = "QUEUE_FULL";
}

/** The broker refused a subscription; `cause` is what `mqtt` said. */
export class SubscribeError extends BindingError {
  override readonly name = "SubscribeError";
  static readonly code = "SUBSCRIBE";
  readonly code = "SUBSCRIBE";
}

/** A topic cannot be made of the server variables or channel parameters given. */
export class TopicError extends BindingError {
  override readonly name = "TopicError";
  static readonly code = "TOPIC";
  readonly code = "TOPIC";
}

/** Where a call that timed out was sent, and what it waited for. */
export interface Awaited {
  /** The topic published on. */
  readonly topic: string;
  /** In words, e.g. `the reply to send_request_get_evse`. */
  readonly awaited: string;
  readonly timeoutMs: number;
  readonly likelyCauses: readonly string[];
}

/** Nothing came back in time. */
export class TimeoutError extends BindingError {
  override readonly name = "TimeoutError";
  static readonly code = "TIMEOUT";
  readonly code = "TIMEOUT";
  readonly topic: string;
  readonly awaited: string;
  readonly timeoutMs: number;
  readonly likelyCauses: readonly string[];

  constructor(what: Awaited) {
    super(
      `Waited ${what.timeoutMs} ms for ${what.awaited} (sent on ${what.topic}), and nothing came. Likely causes:`,
      undefined,
      what.likelyCauses,
    );
    this.topic = what.topic;
    this.awaited = what.awaited;
    this.timeoutMs = what.timeoutMs;
    this.likelyCauses = what.likelyCauses;
  }
}

/** One way in which a value is not what the document says. Long texts end with `…`. */
export interface ValidationIssue {
  /**
   * JSON pointer (RFC 6901) to the offending value; empty for the value itself. A pointer of more
   * than 1000 characters is cut.
   */
  readonly path: string;
  /** The JSON schema keyword, or `json` where the bytes are not JSON at all. */
  readonly keyword: string;
  readonly message: string;
  /** What the document asks for, in words. */
  readonly expected: string;
  /** What stands there; `undefined` where it is missing. */
  readonly received: unknown;
}

/** What a report holds at most, for a message may have millions of values and each its issues. */
export const MAX_ISSUES = 100;
const MAX_ISSUES_LENGTH = 64 * 1024;

/** How many of its issues an error names in its message. */
const SHOWN_ISSUES = 5;

/** A value is not what the document says. */
export class ValidationError extends BindingError {
  override readonly name = "ValidationError";
  static readonly code = "VALIDATION";
  readonly code = "VALIDATION";
  /** What was checked, e.g. `SessionEvent`, or `SessionEvent, received on a/b`. */
  readonly subject: string;
  /** The issues found first: at most 100, and at most 64 KB of text. There is at least one. */
  readonly issues: readonly ValidationIssue[];
  /** Whether `issues` lists every issue; `false` if there may be more. */
  readonly isComplete: boolean;

  constructor(
    subject: string,
    issues: readonly ValidationIssue[],
    { isComplete = true }: { readonly isComplete?: boolean } = {},
  ) {
    const kept = withinBounds(issues);
    const isWhole = isComplete && kept.length === issues.length;
    super(`${subject} is not valid: ${describeIssues(kept, isWhole)}`);
    this.subject = visibleLine(subject);
    this.issues = kept.map((issue) => ({
      ...issue,
      message: visibleLine(issue.message),
      expected: visibleLine(issue.expected),
    }));
    this.isComplete = isWhole;
  }
}

function withinBounds(
  issues: readonly ValidationIssue[],
): readonly ValidationIssue[] {
  let length = 0;
  return issues.slice(0, MAX_ISSUES).filter((issue, index) => {
    length += issue.path.length + issue.message.length + issue.expected.length;
    return index === 0 || length <= MAX_ISSUES_LENGTH;
  });
}

function describeIssues(
  issues: readonly ValidationIssue[],
  isComplete: boolean,
): string {
  const shown = issues.slice(0, SHOWN_ISSUES).map(describeIssue).join("; ");
  const hidden = issues.length - SHOWN_ISSUES;
  if (hidden > 0) {
    return `${shown}; and ${isComplete ? "" : "at least "}${hidden} more`;
  }
  return isComplete ? shown : `${shown}; there may be more issues`;
}

function describeIssue({ path, message }: ValidationIssue): string {
  return path === "" ? message : `${path} ${message}`;
}

/** An error's own words, or its code where it has none (as Node's AggregateError). */
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
