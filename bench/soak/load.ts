/** Sends events and requests, and keeps the ledgers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLedger, RequestLedger } from './ledger.js';
import type { Fleet, Pair } from './fleet.js';

/** Time between two events, and between two requests, of each pair. */
export const EVENT_MS = 40;
export const REQUEST_MS = 50;
/** Calls of one pair that may wait at a time. */
const MOST_WAITING = 200;
const TIMEOUT_MS = 1_000;

/** The ledgers of a run. */
export interface Ledgers {
  readonly events: EventLedger;
  readonly requests: RequestLedger;
}

/** Load that runs until it is stopped. */
export class Load {
  readonly #ledgers: Ledgers;
  readonly #timers: NodeJS.Timeout[] = [];
  #isPaused = false;
  /** Calls that have not settled. */
  unsettled = 0;

  constructor(ledgers: Ledgers) {
    this.#ledgers = ledgers;
  }

  /** Subscribes all clients, sets the handlers of all mock servers, and starts to send. */
  async start({ pairs }: Fleet): Promise<void> {
    const { events, requests } = this.#ledgers;
    for (const { client, mock } of pairs) {
      await client.onLamp(({ level }) => events.receive(level));
      mock.handleSetLevel(({ note }) => {
        requests.carryOut(Number(note));
        return true;
      });
    }
    for (const pair of pairs) {
      this.#repeat(EVENT_MS, () => this.#sendEvent(pair));
      this.#repeat(REQUEST_MS, () => this.#sendRequest(pair));
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** Pauses the load; returns whether all calls have settled within a time. */
  async pause(mostMs: number): Promise<boolean> {
    this.#isPaused = true;
    const end = performance.now() + mostMs;
    while (this.unsettled > 0 && performance.now() < end) await sleep(20);
    return this.unsettled === 0;
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** Does something again and again, unless the calls before it pile up. */
  #repeat(everyMs: number, send: () => Promise<void>): void {
    let waiting = 0;
    const timer = setInterval(() => {
      if (this.#isPaused || waiting >= MOST_WAITING) return;
      waiting += 1;
      this.unsettled += 1;
      void send().finally(() => {
        waiting -= 1;
        this.unsettled -= 1;
      });
    }, everyMs);
    this.#timers.push(timer);
  }

  async #sendEvent({ mock }: Pair): Promise<void> {
    const { events } = this.#ledgers;
    const event = events.next();
    if (event === undefined) return;
    try {
      await mock.sendLamp({ lamp_id: 'soak', level: event }, { qos: 1 });
      events.acknowledge(event);
    } catch {
      events.refuse(event);
    }
  }

  async #sendRequest({ client }: Pair): Promise<void> {
    const { requests } = this.#ledgers;
    const request = requests.next();
    if (request === undefined) return;
    const whenDisconnected = request % 2 === 0 ? 'wait' : 'reject';
    const options = { timeoutMs: TIMEOUT_MS, whenDisconnected } as const;
    try {
      await client.setLevel({ connector_id: 1, level: 1, note: String(request) }, options);
      requests.answer();
    } catch (error) {
      requests.reject(request, error);
    }
  }
}
