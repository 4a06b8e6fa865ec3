import type { Cancel } from './clock.js';

interface Task {
  readonly due: number;
  readonly run: () => void;
}

/** Tasks in the order in which they are due, and the time up to which they have run. */
export class Timeline {
  readonly #tasks: Task[] = [];
  #now: number;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** When the next task is due; `undefined` if there is none. */
  get next(): number | undefined {
    return this.#tasks[0]?.due;
  }

  add(due: number, run: () => void): Cancel {
    const task = { due: Math.max(due, this.#now), run };
    const later = this.#tasks.findIndex((other) => other.due > task.due);
    this.#tasks.splice(later < 0 ? this.#tasks.length : later, 0, task);
    return () => {
      const index = this.#tasks.indexOf(task);
      if (index >= 0) this.#tasks.splice(index, 1);
    };
  }

  /** Runs all tasks up to a time, including those that they add. */
  runUntil(time: number): void {
    for (let next = this.#tasks[0]; next !== undefined && next.due <= time; next = this.#tasks[0]) {
      this.#tasks.shift();
      this.#now = next.due;
      next.run();
    }
    this.#now = Math.max(this.#now, time);
  }
}
