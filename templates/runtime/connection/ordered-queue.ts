/** A queue whose items can be removed from the middle, and put back at their place. */
import { LinkedList, type Listed } from "./linked-list.js";

/** An item, with the number that the queue gives it. */
export interface Numbered<T> extends Listed<T> {
  number: number;
}

/** A queue in the order in which its items were added first. */
export class OrderedQueue<T extends Numbered<T>> extends LinkedList<T> {
  #next = 0;

  /** Adds a new item at the end. */
  override add(item: T): void {
    item.number = this.#next;
    this.#next += 1;
    super.add(item);
  }

  /** Puts items, in their order, back before those that were added after them. */
  putBack(items: readonly T[]): void {
    let previous: T | undefined;
    let next = this.first;
    for (const item of items) {
      while (next !== undefined && next.number < item.number) {
        previous = next;
        next = next.next;
      }
      this.insertAfter(previous, item);
      previous = item;
    }
  }
}
