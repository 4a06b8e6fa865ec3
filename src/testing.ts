/** What the package exports for tests of programs that use generated code. */
import { startBroker } from './mock/broker.js';
import type { AsyncClosable } from '../templates/runtime/disposable.js';

/** Settings of a test broker. */
export interface TestBrokerOptions {
  /**
   * The port on 127.0.0.1 to listen on; 0 chooses a free one.
   *
   * @default 0
   */
  readonly port?: number;
  /**
   * Receives errors of the broker itself. A fault of a client ends its connection and is none.
   *
   * @default console.error
   */
  readonly onError?: (error: unknown) => void;
}

/** A running MQTT broker. */
export interface TestBroker extends AsyncClosable {
  /** Where it listens, such as `mqtt://127.0.0.1:54321`. */
  readonly url: string;
  /** Disconnects all clients and frees the port. Further calls return the same promise. */
  close(): Promise<void>;
}

/**
 * Starts an MQTT 3.1.1 broker in this process, on a loopback port that other machines cannot reach.
 *
 * @throws An error with the code `EADDRINUSE` if the port is taken.
 * @example
 * await using broker = await startTestBroker();
 * await using client = await ThermostatClient.connect({ url: broker.url });
 */
export async function startTestBroker(options: TestBrokerOptions = {}): Promise<TestBroker> {
  const { port = 0, onError = console.error } = options;
  const broker = await startBroker(port, onError);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= broker.close());
  return { url: broker.url, close, [Symbol.asyncDispose]: close };
}

export type { HistoryEntry } from './mock/testing/history-entry.js';
export type { Expectation, Matchers } from './mock/testing/matchers.js';
export type { EverestSettings, StartMockOptions } from './mock/testing/mock-options.js';
export type { Mock } from './mock/testing/mock.js';
export { startMock } from './mock/testing/start-mock.js';
export type { StationControl } from './mock/testing/station-control.js';
