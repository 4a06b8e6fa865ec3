/** What was sent, and what became of it. Its memory is allocated at the start, so that it does not look like a leak. */
import { PublishError, TimeoutError } from '../../templates/runtime/index.js';

/** How long a request that was on the wire when it rejected may take to reach its handler. */
const ON_THE_WIRE_MS = 5_000;

const ACKNOWLEDGED = 1;
const RECEIVED = 2;
const REFUSED = 4;

/** Events with QoS 1. Each has a number. */
export class EventLedger {
  readonly #marks: Uint8Array;
  #next = 0;
  received = 0;
  repeated = 0;
  refused = 0;

  constructor(capacity: number) {
    this.#marks = new Uint8Array(capacity);
  }

  /** How many events were sent. */
  get sent(): number {
    return this.#next;
  }

  /** Returns the number of a new event; `undefined` if the ledger is full. */
  next(): number | undefined {
    if (this.#next >= this.#marks.length) return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  acknowledge(event: number): void {
    this.#mark(event, ACKNOWLEDGED);
  }

  /** The call of the event has rejected. It may arrive nevertheless. */
  refuse(event: number): void {
    this.refused += 1;
    this.#mark(event, REFUSED);
  }

  receive(event: number): void {
    if (this.#has(event, RECEIVED)) this.repeated += 1;
    else this.received += 1;
    this.#mark(event, RECEIVED);
  }

  /** Events that the broker has acknowledged and that did not arrive. */
  lost(): number {
    let lost = 0;
    for (const marks of this.#marks) lost += (marks & 3) === ACKNOWLEDGED ? 1 : 0;
    return lost;
  }

  #has(event: number, mark: number): boolean {
    return ((this.#marks[event] ?? 0) & mark) !== 0;
  }

  #mark(event: number, mark: number): void {
    this.#marks[event] = (this.#marks[event] ?? 0) | mark;
  }
}

/** Requests. Each has a number, which its handler sees. */
export class RequestLedger {
  /** When a request must not be carried out any more; 0 for requests that have not rejected. */
  readonly #deadlines: Float64Array;
  #next = 0;
  answered = 0;
  rejected = 0;
  carriedOutLate = 0;

  constructor(capacity: number) {
    this.#deadlines = new Float64Array(capacity);
  }

  /** How many requests were sent. */
  get sent(): number {
    return this.#next;
  }

  next(): number | undefined {
    if (this.#next >= this.#deadlines.length) return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  answer(): void {
    this.answered += 1;
  }

  /** What was not sent must not be sent later; what was on the wire may arrive soon. */
  reject(request: number, error: unknown): void {
    const wasQueued = error instanceof TimeoutError && error.delivery === 'queued';
    const wasSent = !wasQueued && !(error instanceof PublishError);
    this.rejected += 1;
    this.#deadlines[request] = performance.now() + (wasSent ? ON_THE_WIRE_MS : 0);
  }

  /** A handler carries a request out. */
  carryOut(request: number): void {
    const deadline = this.#deadlines[request] ?? 0;
    if (deadline !== 0 && performance.now() > deadline) this.carriedOutLate += 1;
  }
}
