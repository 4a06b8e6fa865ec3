/** A queue with a limit on the number of its items and on their total size. */
import { ignore } from "../ignore.js";

/**
 * The limits of a queue. Beyond either, the oldest items are dropped; the latest one always stays.
 */
export interface QueueBounds {
  readonly items: number;
  readonly bytes: number;
}

interface Item<T> {
  readonly value: T;
  readonly bytes: number;
}

/** A queue that drops its oldest items. Adding and removing take constant time. */
export class BoundedQueue<T> {
  readonly #bounds: QueueBounds;
  readonly #onDropped: (value: T) => void;
  /** The items by their number, counted from the first item ever added. */
  readonly #items = new Map<number, Item<T>>();
  #first = 0;
  #next = 0;
  #bytes = 0;

  /** `onDropped` is called with each item that is dropped. */
  constructor(bounds: QueueBounds, onDropped: (value: T) => void = ignore) {
    this.#bounds = bounds;
    this.#onDropped = onDropped;
  }

  /** The items, oldest first. */
  get values(): T[] {
    return [...this.#items.values()].map(({ value }) => value);
  }

  /** Adds an item; returns how many older items were dropped. */
  push(value: T, bytes: number): number {
    this.#items.set(this.#next, { value, bytes });
    this.#next += 1;
    this.#bytes += bytes;
    const before = this.#first;
    while (this.#isOver()) {
      const dropped = this.shift();
      if (dropped !== undefined) {
        this.#onDropped(dropped);
      }
    }
    return this.#first - before;
  }

  /** Removes and returns the oldest item; `undefined` if the queue is empty. */
  shift(): T | undefined {
    const item = this.#items.get(this.#first);
    if (item === undefined) {
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

  #isOver(): boolean {
    const { size } = this.#items;
    return (
      size > this.#bounds.items ||
      (size > 1 && this.#bytes > this.#bounds.bytes)
    );
  }
}
