/**
 * Tells an API module of EVerest that its client is alive. Without this, the module raises the error
 * `CommunicationFault` a period after it has started.
 */
import { ClosedError } from "../errors.js";
import type { PublishOptions } from "../call-options.js";
import { printError } from "../session/print-error.js";
import { runCallback } from "../session/run-callback.js";
import type { ConnectionState } from "../connection/line-state.js";

const PERIOD_MS = 5000;

/** A client that can be checked. Generated clients can, if their document has the operation. */
export interface CheckedClient {
  /** The state of the connection to the broker. */
  readonly state: ConnectionState;
  /** Sends whether the client is alive. */
  sendCommunicationCheck(
    isAlive: boolean,
    options?: PublishOptions,
  ): Promise<void>;
}

/** Options of `keepCommunicationCheck`. */
export interface CommunicationCheckOptions {
  /**
   * Period of the check in milliseconds, as EVerest is configured (`cfg_communication_check_to_s`) and as modules say
   * when they are discovered. The client sends twice as often. With 0 or less, EVerest does not check, and nothing is
   * sent.
   *
   * @default 5000
   */
  readonly periodMs?: number | undefined;
  /**
   * Called if a message could not be sent. The next one is sent all the same.
   *
   * @default console.error
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Sends messages until it is stopped. */
export interface CommunicationCheck {
  /**
   * Stops sending, so the module raises its error after a period. It does not send `false`, which would end
   * the check for good.
   */
  stop(): void;
  /** Stops sending, and sends `false`: the module ends the check for good, and raises no error. */
  end(): Promise<void>;
}

/**
 * Sends `true` at once, and then twice in each period, while the client is connected. Ends with the
 * client.
 *
 * @example
 * const check = keepCommunicationCheck(client);
 */
export function keepCommunicationCheck(
  client: CheckedClient,
  {
    periodMs = PERIOD_MS,
    onError = printError,
  }: CommunicationCheckOptions = {},
): CommunicationCheck {
  const intervalMs = periodMs / 2;
  const isChecked = intervalMs > 0;
  const timer = isChecked ? setInterval(check, intervalMs) : undefined;
  const stop = (): void => clearInterval(timer);
  function check(): void {
    if (client.state === "closed") {
      stop();
    } else if (client.state === "connected") {
      // A message that comes after the next one would be of no use.
      client
        .sendCommunicationCheck(true, { timeoutMs: intervalMs })
        .catch((error: unknown) => {
          if (!(error instanceof ClosedError)) {
            void runCallback(() => onError(error));
          }
        });
    }
  }
  if (isChecked) {
    check();
  }
  return {
    stop,
    end: async () => {
      stop();
      await client.sendCommunicationCheck(false);
    },
  };
}
