/** The log of a session. */
import type { OperationDescriptor } from "../descriptor.js";
import { BindingError, ClosedError, TimeoutError } from "../errors.js";
import type { Logger } from "../logger.js";
import { ignore } from "../ignore.js";
import { withoutUrlCredentials } from "../shown-url.js";
import { joinTopic } from "../topics/topic.js";
import { ValidationError } from "../validation/validation-error.js";
import { visibleLine } from "../visible.js";
import { runCallback } from "./run-callback.js";

type Level = keyof Logger;

/** How many issues of an invalid message are logged. */
const SHOWN_ISSUES = 5;

/** What a log is created from. */
export interface LogSource {
  readonly logger: Logger;
  /** The name of the API. */
  readonly name: string;
  /** The topic prefix, which tells the clients of one API apart. */
  readonly prefix: string;
}

/** Writes lines without payloads, headers and credentials. Never throws. */
export class Log {
  readonly #source: LogSource;
  readonly #label: string;
  /** Errors that were logged: one error may fail many calls, and be reported besides. */
  readonly #logged = new WeakSet<object>();

  constructor(source: LogSource) {
    const { name, prefix } = source;
    this.#source = source;
    this.#label = prefix === "" ? name : `${name} (${prefix})`;
  }

  /** Writes a line. */
  write(level: Level, text: string): void {
    // An error of `credentials` is one of the user, and may have any text.
    const safe = text.includes("@") ? withoutUrlCredentials(text) : text;
    const line = visibleLine(`${this.#label}: ${safe}`);
    // A logger that fails must not end what it logs.
    void runCallback(() => this.#source.logger[level](line), ignore);
  }

  /** Writes a line about an error, unless there is one already. */
  failure(level: Level, error: unknown, what = ""): void {
    if (typeof error === "object" && error !== null) {
      if (this.#logged.has(error)) {
        return;
      }
      this.#logged.add(error);
    }
    this.write(level, `${what}${describeError(error)}`);
  }

  /** Writes why a call has rejected. An abort or `close()` was the caller's own decision. */
  rejection(error: unknown, { id, address }: OperationDescriptor): void {
    if (error instanceof BindingError && !(error instanceof ClosedError)) {
      const topic = joinTopic(this.#source.prefix, address);
      this.failure("warn", error, `${id} on ${topic} failed: `);
    }
  }
}

/**
 * Describes an error without payloads: of an invalid message, it has the places and the keywords; of an error that is
 * not one of the runtime, the name.
 */
export function describeError(error: unknown): string {
  if (error instanceof ValidationError) {
    const issues = error.issues
      .slice(0, SHOWN_ISSUES)
      .map(({ path, keyword }) => `${keyword} at ${path === "" ? "/" : path}`);
    const more = error.issues.length > SHOWN_ISSUES ? ", …" : "";
    return `${error.subject} is not valid: ${issues.join(", ")}${more}`;
  }
  if (error instanceof TimeoutError) {
    const { awaited, timeoutMs, topic, delivery } = error;
    return `${awaited} did not arrive within ${timeoutMs} ms; the message on ${topic} was ${delivery}`;
  }
  if (error instanceof BindingError) {
    return error.message;
  }
  return error instanceof Error ? error.name : typeof error;
}
