/**
 * Lists whose items join and leave with every message. V8 frees the earlier tables of a long-lived `Map` or `Set`
 * that is used like this, and what was in them, only in a full garbage collection.
 */

/** An item of a list. Only the list sets these properties. */
export interface Listed<T> {
  list: object | undefined;
  previous: T | undefined;
  next: T | undefined;
}

/** A doubly linked list. An item is in one list at a time. */
export class LinkedList<T extends Listed<T>> {
  #first: T | undefined;
  #last: T | undefined;
  #size = 0;

  get first(): T | undefined {
    return this.#first;
  }

  get last(): T | undefined {
    return this.#last;
  }

  get size(): number {
    return this.#size;
  }

  /** The items in their order. */
  get items(): T[] {
    const items: T[] = [];
    for (let item = this.#first; item !== undefined; item = item.next) {
      items.push(item);
    }
    return items;
  }

  /** Returns the first item that passes a test. */
  find(test: (item: T) => boolean): T | undefined {
    let item = this.#first;
    while (item !== undefined && !test(item)) {
      item = item.next;
    }
    return item;
  }

  /** Whether an item is in this list. */
  has(item: T): boolean {
    return item.list === this;
  }

  /** Adds an item at the end. */
  add(item: T): void {
    this.insertAfter(this.#last, item);
  }

  /** Inserts an item after another one; at the start if that is `undefined`. */
  insertAfter(previous: T | undefined, item: T): void {
    const next = previous === undefined ? this.#first : previous.next;
    item.list = this;
    this.#link(previous, item);
    this.#link(item, next);
    this.#size += 1;
  }

  /** Removes an item; returns whether it was in this list. */
  delete(item: T): boolean {
    if (item.list !== this) {
      return false;
    }
    this.#link(item.previous, item.next);
    item.list = undefined;
    item.previous = undefined;
    item.next = undefined;
    this.#size -= 1;
    return true;
  }

  #link(previous: T | undefined, next: T | undefined): void {
    if (previous === undefined) {
      this.#first = next;
    } else {
      previous.next = next;
    }
    if (next === undefined) {
      this.#last = previous;
    } else {
      next.previous = previous;
    }
  }
}
