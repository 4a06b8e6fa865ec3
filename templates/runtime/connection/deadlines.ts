/** Deadlines. One timer serves all of them. */
import { LinkedList, type Listed } from "./linked-list.js";

/** The longest timeout; with a longer one, `setTimeout` would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Something with a deadline. */
export interface Due<T> extends Listed<T> {
  /** When it expires, in milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Called at the deadline; removes the item from the list. */
  expire(): void;
}

/** Items in the order of their deadlines. */
export class Deadlines<T extends Due<T>> extends LinkedList<T> {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer fires. */
  #wakesAt = Infinity;

  /** Adds an item at its place, which is near the end if deadlines are equally far away. */
  override add(item: T): void {
    let previous = this.last;
    while (previous !== undefined && previous.deadline > item.deadline) {
      previous = previous.previous;
    }
    this.insertAfter(previous, item);
    if (item.deadline < this.#wakesAt) {
      this.#wakeAt(item.deadline);
    }
  }

  /** Removes an item. The timer is left as it is, unless it was for the last item. */
  override delete(item: T): boolean {
    const isDeleted = super.delete(item);
    if (this.size === 0) {
      clearTimeout(this.#timer);
      this.#wakesAt = Infinity;
    }
    return isDeleted;
  }

  #wakeAt(deadline: number): void {
    clearTimeout(this.#timer);
    this.#wakesAt = deadline;
    const delay = Math.ceil(deadline - performance.now());
    this.#timer = setTimeout(this.#wake, Math.min(delay, LONGEST_TIMEOUT_MS));
  }

  readonly #wake = (): void => {
    const now = performance.now();
    while (this.first !== undefined && this.first.deadline <= now) {
      this.first.expire();
    }
    if (this.first !== undefined) {
      this.#wakeAt(this.first.deadline);
    }
  };
}
