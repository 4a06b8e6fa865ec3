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

/** The base of all errors of these bindings; control characters in `message` are escaped. */
export abstract class BindingError extends Error {
  abstract readonly code: ErrorCode;

  /** Each text of `list` gets a line of its own. */
  constructor(
    message: string,
    options?: ErrorOptions,
    list: readonly string[] = [],
  ) {
    super([message, ...list].map(visibleLine).join("\n  - "), options);
  }
}

/** The client or mock server was closed, by `close()`, before the call could settle. */
export class ClosedError extends BindingError {
  override readonly name = "ClosedError";
  readonly code = "CLOSED";
}

/** The broker cannot be reached or does not take the connection; `cause` is what `mqtt` said. */
export class ConnectionError extends BindingError {
  override readonly name = "ConnectionError";
  readonly code = "CONNECTION";
}

/** The broker did not take a message; `cause` is what `mqtt` said. */
export class PublishError extends BindingError {
  override readonly name = "PublishError";
  readonly code = "PUBLISH";
}

/** A bounded buffer had no room left, or too much was under way. */
export class QueueFullError extends BindingError {
  override readonly name = "QueueFullError";
  readonly code = "QUEUE_FULL";
}

/** The broker refused a subscription; `cause` is what `mqtt` said. */
export class SubscribeError extends BindingError {
  override readonly name = "SubscribeError";
  readonly code = "SUBSCRIBE";
}

/** A topic cannot be made of the server variables or channel parameters given. */
export class TopicError extends BindingError {
  override readonly name = "TopicError";
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

/** One way in which a value is not what the document says. */
export interface ValidationIssue {
  /** JSON pointer (RFC 6901) to the offending value; empty for the value itself. */
  readonly path: string;
  /** The JSON schema keyword, or `json` where the bytes are not JSON at all. */
  readonly keyword: string;
  readonly message: string;
  /** What the document asks for, in words. */
  readonly expected: string;
  /** What stands there; `undefined` where it is missing. */
  readonly received: unknown;
}

const SHOWN_ISSUES = 5;

/** A value is not what the document says. */
export class ValidationError extends BindingError {
  override readonly name = "ValidationError";
  readonly code = "VALIDATION";
  /** What was checked, e.g. `SessionEvent`, or `SessionEvent, received on a/b`. */
  readonly subject: string;
  readonly issues: readonly ValidationIssue[];

  constructor(subject: string, issues: readonly ValidationIssue[]) {
    super(`${subject} is not valid: ${describeIssues(issues)}`);
    this.subject = visibleLine(subject);
    this.issues = issues.map((issue) => ({
      ...issue,
      message: visibleLine(issue.message),
      expected: visibleLine(issue.expected),
    }));
  }
}

function describeIssues(issues: readonly ValidationIssue[]): string {
  const shown = issues.slice(0, SHOWN_ISSUES).map(describeIssue).join("; ");
  const hidden = issues.length - SHOWN_ISSUES;
  return hidden > 0 ? `${shown}; and ${hidden} more` : shown;
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
