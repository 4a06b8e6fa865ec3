/** Reports errors that no promise can carry to the callbacks of the user. */
import { ClosedError } from "../errors.js";
import type { IncomingMessage } from "../messages/message.js";
import type { ConnectOptions } from "../options.js";
import { ValidationError } from "../validation/validation-error.js";
import { printError } from "./print-error.js";
import { runCallback } from "./run-callback.js";

/** Calls the callbacks of the user. Never throws: what they throw or reject with is printed. */
export class Reporter {
  readonly #options: Pick<ConnectOptions, "onError" | "onInvalidMessage">;
  readonly #isClosed: () => boolean;

  constructor(
    options: Pick<ConnectOptions, "onError" | "onInvalidMessage">,
    isClosed: () => boolean,
  ) {
    this.#options = options;
    this.#isClosed = isClosed;
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
      void runCallback(() => onError(error));
    }
  }

  /** Reports a message that does not match the document to `onInvalidMessage`, else to `onError`. */
  reportInvalid(error: unknown, { topic, body }: IncomingMessage): void {
    const { onInvalidMessage } = this.#options;
    if (onInvalidMessage === undefined || !(error instanceof ValidationError)) {
      this.report(error);
      return;
    }
    void runCallback(() => onInvalidMessage(error, { topic, body }));
  }
}
