/** The interface of loggers. */

/**
 * Receives what happens to a connection, one line a call. `console` is a logger, and so are those of pino and
 * winston. Lines have topics and reasons, but neither payloads nor headers nor credentials.
 */
export interface Logger {
  /** Subscriptions, attempts to reconnect, and replies that were ignored. */
  debug(message: string): void;
  /** Connections that were made or closed. */
  info(message: string): void;
  /** Lost connections, failed calls, refused subscriptions, and messages that do not match the document. */
  warn(message: string): void;
  /** Errors that no call waits for, e.g. of handlers. */
  error(message: string): void;
}
