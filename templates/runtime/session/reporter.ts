/** Reports errors that no promise can carry to the callbacks of the user. */
import { ClosedError, TimeoutError } from "../errors.js";
import type { OperationDescriptor } from "../descriptor.js";
import type { IncomingMessage } from "../messages/message.js";
import type { ConnectOptions } from "../options.js";
import { ValidationError } from "../validation/validation-error.js";
import type { Counts } from "./counters.js";
import type { Log } from "./log.js";
import { printError } from "./print-error.js";
import { runCallback } from "./run-callback.js";

/** What a reporter is created from. */
export interface ReporterParts {
  readonly options: Pick<ConnectOptions, "onError" | "onInvalidMessage">;
  readonly counts: Counts;
  readonly log: Log | undefined;
  readonly isClosed: () => boolean;
}

/** Calls the callbacks of the user. Never throws: what they throw or reject with is printed. */
export class Reporter {
  readonly #options: ReporterParts["options"];
  readonly #counts: Counts;
  readonly #log: Log | undefined;
  readonly #isClosed: () => boolean;

  constructor({ options, counts, log, isClosed }: ReporterParts) {
    this.#options = options;
    this.#counts = counts;
    this.#log = log;
    this.#isClosed = isClosed;
  }

  /** Counts and logs that a call has rejected. Its caller hears of it. */
  rejected(error: unknown, operation: OperationDescriptor): void {
    this.#counts.timeouts += error instanceof TimeoutError ? 1 : 0;
    this.#log?.rejection(error, operation);
  }

  /**
   * Reports an error. Once the session is closed, a `ClosedError` is no news: a handler or a behaviour was waiting
   * for a call.
   */
  report(
    error: unknown,
    onError: (error: unknown) => void = this.#options.onError ?? printError,
  ): void {
    if (!(this.#isClosed() && error instanceof ClosedError)) {
      this.#log?.failure("error", error);
      void runCallback(() => onError(error));
    }
  }

  /** Reports a message that does not match the document to `onInvalidMessage`, else to `onError`. */
  reportInvalid(error: unknown, { topic, body }: IncomingMessage): void {
    const { onInvalidMessage } = this.#options;
    this.#counts.invalidMessages += 1;
    this.#log?.failure("warn", error);
    if (onInvalidMessage === undefined || !(error instanceof ValidationError)) {
      this.report(error);
      return;
    }
    void runCallback(() => onInvalidMessage(error, { topic, body }));
  }
}
