/** A queue that is bounded by the number of its items and by their bytes. */

/** Beyond either bound the oldest items are dropped; the latest one stays whatever its size. */
export interface QueueBounds {
  readonly items: number;
  readonly bytes: number;
}

interface Item<T> {
  readonly value: T;
  readonly bytes: number;
}

/** Adding and removing cost the same however many items there are. */
export class BoundedQueue<T> {
  readonly #bounds: QueueBounds;
  /** By number, counted from the first item that ever was in the queue. */
  readonly #items = new Map<number, Item<T>>();
  #first = 0;
  #next = 0;
  #bytes = 0;

  constructor(bounds: QueueBounds) {
    this.#bounds = bounds;
  }

  /** Oldest first. */
  get values(): T[] {
    return [...this.#items.values()].map(({ value }) => value);
  }

  /** Returns whether items were dropped. */
  push(value: T, bytes: number): boolean {
    this.#items.set(this.#next, { value, bytes });
    this.#next += 1;
    this.#bytes += bytes;
    const before = this.#first;
    while (this.#isOver()) {
      this.shift();
    }
    return this.#first > before;
  }

  /** Removes the oldest item; `undefined` where there is none. */
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
