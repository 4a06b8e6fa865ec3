/** A queue whose items can be removed from the middle, and put back at their place. */

/** An item, with the number that the queue gives it. */
export interface Numbered {
  number: number;
}

/** A queue in the order in which its items were added first. All but `find` and `values` take constant time. */
export class OrderedQueue<T extends Numbered> {
  readonly #items = new Map<number, T>();
  /** No item has a smaller number. */
  #first = 0;
  #next = 0;

  /** The oldest item; `undefined` if the queue is empty. */
  get oldest(): T | undefined {
    while (this.#first < this.#next && !this.#items.has(this.#first)) {
      this.#first += 1;
    }
    return this.#items.get(this.#first);
  }

  /** All items, in any order. */
  get values(): T[] {
    return [...this.#items.values()];
  }

  /** Adds a new item at the end. */
  add(item: T): void {
    item.number = this.#next;
    this.#next += 1;
    this.#items.set(item.number, item);
  }

  /** Puts an item back before those that were added after it. */
  putBack(item: T): void {
    this.#items.set(item.number, item);
    this.#first = Math.min(this.#first, item.number);
  }

  /** Whether an item is in the queue. */
  has(item: T): boolean {
    return this.#items.get(item.number) === item;
  }

  /** Removes an item, if it is in the queue. */
  delete(item: T): void {
    this.#items.delete(item.number);
  }

  /** Returns the oldest item that passes a test. */
  find(test: (item: T) => boolean): T | undefined {
    for (let number = this.#first; number < this.#next; number += 1) {
      const item = this.#items.get(number);
      if (item !== undefined && test(item)) {
        return item;
      }
    }
    return undefined;
  }
}
