import type { NamedOperation } from '../find-operation.js';
import type { MessageEvent, MockEvent, UnusedEvent } from '../mock-event.js';
import { reasonOf } from '../reason.js';
import { CheckWatch } from './check-watch.js';
import type { MockReport, ReportedOperation } from './report.js';

/** How many different messages are listed of each kind. A client can send any number. */
const MAX_LISTED = 1_000;

/** Keeps account of the events of a mock. */
export class ReportBuilder {
  readonly #counts = { received: 0, sent: 0, invalid: 0, unknown: 0 };
  readonly #invalid = new Tally<ReportedOperation & { topic: string; reason: string }>();
  readonly #unknown = new Tally<{ topic: string; reason: string }>();
  readonly #used = new Set<string>();
  readonly #checks = new CheckWatch();

  add(event: MockEvent): void {
    if (event.event === 'message') this.#addMessage(event);
    if (event.event === 'unused') this.#addUnknown(event);
  }

  /** Forgets all events. */
  clear(): void {
    Object.assign(this.#counts, { received: 0, sent: 0, invalid: 0, unknown: 0 });
    for (const each of [this.#invalid, this.#unknown, this.#used, this.#checks]) each.clear();
  }

  /** Returns the report on the operations of a mock; `now` is its end. */
  build(operations: readonly NamedOperation[], now: Date): MockReport {
    const all = operations.map(({ api, descriptor: { id } }) => ({ api, operation: id }));
    const isUsed = (operation: ReportedOperation): boolean => this.#used.has(keyOf(operation));
    return {
      messages: { ...this.#counts },
      invalid: this.#invalid.entries(),
      unknown: this.#unknown.entries(),
      missingCommunicationChecks: this.#checks.missing(operations, now),
      unusedOperations: all.filter((each) => !isUsed(each)),
      usedOperations: all.filter(isUsed),
    };
  }

  #addMessage(event: MessageEvent): void {
    const { api, id: operation, message } = event;
    const { direction, topic, error } = message;
    this.#counts[direction] += 1;
    if (error !== undefined) {
      this.#counts.invalid += 1;
      this.#invalid.add({ api, operation, topic, reason: reasonOf(error) });
      return;
    }
    this.#used.add(keyOf({ api, operation }));
    this.#checks.add(event);
  }

  #addUnknown({ topic, reason }: UnusedEvent): void {
    this.#counts.unknown += 1;
    this.#unknown.add({ topic, reason });
  }
}

function keyOf({ api, operation }: ReportedOperation): string {
  return `${api}/${operation}`;
}

/** Counts equal entries. */
class Tally<T extends object> {
  readonly #entries = new Map<string, T & { count: number }>();

  add(entry: T): void {
    const key = JSON.stringify(entry);
    const known = this.#entries.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#entries.size < MAX_LISTED) this.#entries.set(key, { ...entry, count: 1 });
  }

  entries(): readonly (T & { readonly count: number })[] {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  clear(): void {
    this.#entries.clear();
  }
}
