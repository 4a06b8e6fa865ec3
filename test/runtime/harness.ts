/** A client and a mock server of the lamp API on an embedded broker, closed after each test. */
import { afterEach, beforeEach } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import type { ConnectOptions, MockOptions } from '../../templates/runtime/index.js';
import { startEmbeddedBroker, type EmbeddedBroker } from '../support/broker.js';
import {
  LampClient,
  LampMockServer,
  assertSendRequestSetLevel,
} from '../apis/generated/lamp/index.js';

export const prefix = 'lamps/1/m1';

export interface Harness {
  readonly broker: EmbeddedBroker;
  client(options?: ConnectOptions): Promise<LampClient>;
  mock(options?: MockOptions): Promise<LampMockServer>;
  /** A client of the `mqtt` package, as somebody else would use it. */
  raw(): Promise<MqttClient>;
  /** What `onError` was told. */
  readonly errors: unknown[];
}

/** For use in the describe block or file that needs it. */
export function useHarness(): Harness {
  const running = new RunningHarness();
  beforeEach(() => running.start());
  afterEach(() => running.stop());
  return running;
}

class RunningHarness implements Harness {
  readonly errors: unknown[] = [];
  readonly #toClose: (() => Promise<unknown>)[] = [];
  #broker: EmbeddedBroker | undefined;

  get broker(): EmbeddedBroker {
    if (this.#broker === undefined) {
      throw new Error('The broker runs within tests only');
    }
    return this.#broker;
  }

  async start(): Promise<void> {
    this.errors.length = 0;
    this.#broker = await startEmbeddedBroker();
  }

  async stop(): Promise<void> {
    for (const close of this.#toClose.splice(0).reverse()) {
      await close();
    }
    await this.#broker?.stop();
  }

  async client(options: ConnectOptions = {}): Promise<LampClient> {
    const client = await LampClient.connect({ ...this.#defaults(), ...options });
    this.#toClose.push(() => client.close());
    return client;
  }

  async mock(options: MockOptions = {}): Promise<LampMockServer> {
    const defaults = { ...this.#defaults(), heartbeatMs: 0 };
    const mock = await LampMockServer.start({ ...defaults, ...options });
    this.#toClose.push(() => mock.close());
    return mock;
  }

  async raw(): Promise<MqttClient> {
    const client = await connectAsync(this.broker.url);
    this.#toClose.push(() => client.endAsync(true));
    return client;
  }

  #defaults(): ConnectOptions & { moduleId: string } {
    const onError = (error: unknown): void => void this.errors.push(error);
    return { url: this.broker.url, moduleId: 'm1', onError };
  }
}

/** Where a request to set the level wants its reply. */
export function replyToOf(text: string): string {
  const body: unknown = JSON.parse(text);
  assertSendRequestSetLevel(body);
  return body.headers?.replyTo ?? '';
}

/** A list that can be waited for. */
export class Collector<T> {
  readonly items: T[] = [];
  #wake: () => void = () => undefined;

  readonly add = (item: T): void => {
    this.items.push(item);
    this.#wake();
  };

  /** Resolves when there are at least `count`. */
  async reach(count: number): Promise<T[]> {
    while (this.items.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.items;
  }
}

/** A promise that a test settles. */
export class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}
