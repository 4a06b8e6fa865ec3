import type { Cancel } from './clock.js';

interface Task {
  readonly due: number;
  /** The number of tasks that were added before: of those due at one time, the first one runs first. */
  readonly order: number;
  /** `undefined` when the task was taken back. */
  run: (() => void) | undefined;
}

/** Tasks in the order in which they are due, and the time up to which they have run. Adding one takes O(log n). */
export class Timeline {
  /** A binary heap: a task precedes those at `2 * index + 1` and `2 * index + 2`. */
  readonly #heap: Task[] = [];
  #added = 0;
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** When the next task is due; `undefined` if there is none. */
  get next(): number | undefined {
    return this.#first()?.due;
  }

  add(due: number, run: () => void): Cancel {
    const task: Task = { due: Math.max(due, this.#now), order: this.#added, run };
    this.#added += 1;
    this.#rise(task);
    return () => {
      task.run = undefined;
    };
  }

  /** Runs all tasks up to a time, including those that they add. */
  runUntil(time: number): void {
    for (let next = this.#first(); next !== undefined && next.due <= time; next = this.#first()) {
      this.#removeFirst();
      this.#now = next.due;
      next.run?.();
    }
    this.#now = Math.max(this.#now, time);
  }

  /** Returns the first task that was not taken back. */
  #first(): Task | undefined {
    while (this.#heap[0] !== undefined && this.#heap[0].run === undefined) this.#removeFirst();
    return this.#heap[0];
  }

  /** Puts a task at the end, and moves it up past those that it precedes. */
  #rise(task: Task): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const other = heap[above];
      if (other === undefined || !precedes(task, other)) break;
      heap[index] = other;
      index = above;
    }
    heap[index] = task;
  }

  /** Puts the last task in place of the first one, and moves it down past those that precede it. */
  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const below = this.#firstBelow(index);
      const other = heap[below];
      if (other === undefined || !precedes(other, last)) break;
      heap[index] = other;
      index = below;
    }
    heap[index] = last;
  }

  #firstBelow(index: number): number {
    const left = 2 * index + 1;
    const [first, second] = [this.#heap[left], this.#heap[left + 1]];
    return first !== undefined && second !== undefined && precedes(second, first) ? left + 1 : left;
  }
}

function precedes(one: Task, other: Task): boolean {
  return one.due < other.due || (one.due === other.due && one.order < other.order);
}
