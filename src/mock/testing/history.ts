import type { HistoryEntry } from './history-entry.js';
import { reasonOf } from '../reason.js';
import type { MessageEvent, MockEvent, UnusedEvent } from '../mock-event.js';

/** How much is kept of a message that nobody uses. */
const SHOWN_BYTES = 4_096;

/** How many messages are kept. */
const LIMIT = 10_000;

/** The messages of mock servers, and whoever waits for further ones. */
export class MessageHistory {
  readonly #entries: HistoryEntry[] = [];
  readonly #waiting = new Set<() => void>();

  /** The latest messages, oldest first. */
  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  add(event: MockEvent): void {
    const entry = entryOf(event);
    if (entry === undefined) return;
    this.#entries.push(entry);
    if (this.#entries.length > LIMIT) this.#entries.shift();
    for (const wake of [...this.#waiting]) wake();
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** Resolves at the next message, or after `ms`. */
  next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }
}

function entryOf(event: MockEvent): HistoryEntry | undefined {
  if (event.event === 'message') return messageEntry(event);
  return event.event === 'unused' ? unusedEntry(event) : undefined;
}

function messageEntry({ api, time, message }: MessageEvent): HistoryEntry {
  const { error, ...rest } = message;
  const problem = error === undefined ? {} : { problem: reasonOf(error), error };
  return { time, api, ...rest, ...problem };
}

function unusedEntry({ time, topic, payload, reason }: UnusedEvent): HistoryEntry {
  const text = new TextDecoder().decode(payload.subarray(0, SHOWN_BYTES));
  return { time, direction: 'received', kind: 'unused', topic, payload: text, problem: reason };
}
