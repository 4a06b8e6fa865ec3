/**
 * Gathers what a client sends while it handles one piece of input, so that it leaves in one write. `mqtt` alone writes
 * after each packet, and a write costs more than all else that is done for a message.
 */
import type { MqttClient } from "mqtt";

/** How long a packet waits at most for others, unless a handler takes longer. */
const MAX_WAIT_MS = 1;

/** How many microtasks to wait: within about so many, a caller that awaited a reply sends its next request. */
const MICROTASKS = 8;

const SETTLED = Promise.resolve();

/** Gathers the packets of one client. */
export class WriteBatch {
  readonly #client: MqttClient;
  /** The stream that gathers; `undefined` while everything is written at once. */
  #stream: MqttClient["stream"] | undefined;
  #since = 0;
  /** How many microtasks are still to wait. */
  #microtasks = 0;

  constructor(client: MqttClient) {
    this.#client = client;
  }

  /** Gathers from now on, until `mqtt` has handled what has arrived, and those who waited for it have gone on. */
  gather(): void {
    if (this.#stream !== undefined && !this.#isDue(this.#stream)) {
      return;
    }
    this.#flush();
    this.#stream = this.#client.stream;
    this.#stream.cork();
    this.#since = performance.now();
    // `mqtt` goes from packet to packet by `nextTick`, which comes before microtasks.
    const isWaiting = this.#microtasks > 0;
    this.#microtasks = MICROTASKS;
    if (!isWaiting) {
      this.#waitForOne();
    }
  }

  #isDue({ writableNeedDrain }: MqttClient["stream"]): boolean {
    return writableNeedDrain || performance.now() - this.#since >= MAX_WAIT_MS;
  }

  readonly #wait = (): void => {
    this.#microtasks -= 1;
    if (this.#microtasks > 0) {
      this.#waitForOne();
    } else {
      this.#flush();
    }
  };

  /** On Node, `queueMicrotask` costs several times as much. */
  #waitForOne(): void {
    void SETTLED.then(this.#wait);
  }

  #flush(): void {
    this.#stream?.uncork();
    this.#stream = undefined;
  }
}
