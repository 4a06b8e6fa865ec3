/** A queue with a limit on the number of its items and on their total size. */
import type { QueueFullError } from "../errors.js";
import { ignore } from "../ignore.js";
import type { Session } from "./session.js";

/**
 * The limits of a queue. Beyond either, the oldest items are dropped. The latest one stays, whatever its size, unless
 * `items` is less than 1.
 */
export interface QueueBounds {
  readonly items: number;
  readonly bytes: number;
}

interface Item<T> {
  readonly value: T;
  readonly bytes: number;
}

/** Called with each item that is dropped. `isFirst`: it is the first one since the queue was found empty. */
type OnDropped<T> = (value: T, isFirst: boolean) => void;

/** A queue that drops its oldest items. Adding and removing take constant time. */
export class BoundedQueue<T> {
  readonly #bounds: QueueBounds;
  readonly #onDropped: OnDropped<T>;
  /** The items by their number, counted from the first item ever added. */
  readonly #items = new Map<number, Item<T>>();
  #first = 0;
  #next = 0;
  #bytes = 0;
  #isOverflowing = false;

  constructor(bounds: QueueBounds, onDropped: OnDropped<T> = ignore) {
    this.#bounds = bounds;
    this.#onDropped = onDropped;
  }

  /** The items, oldest first. */
  get values(): T[] {
    return [...this.#items.values()].map(({ value }) => value);
  }

  /** Adds an item, and drops older ones to make room for it. */
  push(value: T, bytes: number): void {
    this.#items.set(this.#next, { value, bytes });
    this.#next += 1;
    this.#bytes += bytes;
    while (this.#isOver()) {
      this.#drop();
    }
  }

  /** Removes and returns the oldest item; `undefined` if the queue is empty, which ends an overflow. */
  shift(): T | undefined {
    const item = this.#items.get(this.#first);
    if (item === undefined) {
      this.#isOverflowing = false;
      return undefined;
    }
    this.#items.delete(this.#first);
    this.#first += 1;
    this.#bytes -= item.bytes;
    return item.value;
  }

  /** Removes all items. */
  clear(): void {
    this.#items.clear();
    this.#first = this.#next;
    this.#bytes = 0;
  }

  #drop(): void {
    const dropped = this.shift();
    if (dropped !== undefined) {
      const isFirst = !this.#isOverflowing;
      this.#isOverflowing = true;
      this.#onDropped(dropped, isFirst);
    }
  }

  #isOver(): boolean {
    const { size } = this.#items;
    return (
      (size > 0 && size > this.#bounds.items) ||
      (size > 1 && this.#bytes > this.#bounds.bytes)
    );
  }
}

/** The limits of a queue of messages, and what happens to those that it drops. */
export interface Buffering<T> {
  readonly bounds: QueueBounds;
  /** Creates the error that `onError` receives once, until whoever reads the queue finds it empty. */
  readonly overflow: (dropped: T) => QueueFullError;
  /** Called with each item that is dropped. */
  readonly onDropped?: (dropped: T) => void;
}

/** Creates a queue of messages. The session counts what it drops, and reports each overflow once. */
export function bufferOf<T>(
  session: Session,
  { bounds, overflow, onDropped = ignore }: Buffering<T>,
): BoundedQueue<T> {
  return new BoundedQueue(bounds, (dropped, isFirst) => {
    session.counts.droppedMessages += 1;
    onDropped(dropped);
    if (isFirst) {
      session.report(overflow(dropped));
    }
  });
}
