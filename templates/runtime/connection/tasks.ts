/**
 * Pending tasks. Each one settles by its result, at its deadline, by its signal, or at the latest
 * when its owner closes. So no promise of the runtime stays pending for ever.
 */
import { ignore } from "../ignore.js";
import { Deadlines, type Due } from "./deadlines.js";
import { LinkedList } from "./linked-list.js";
import { Room, type Capacity } from "./room.js";

/** What limits a task. */
export interface TaskLimits {
  /** Rejects the task with the reason of the signal when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Time until the deadline; absent or `Infinity` for none. */
  readonly timeoutMs?: number | undefined;
  /** Creates the error that the deadline rejects with. */
  readonly onTimeout?: () => Error;
  /** Called once when the task settles, in whichever way. */
  readonly onSettled?: () => void;
  /**
   * Size of the message that the task keeps in memory.
   *
   * @default 0
   */
  readonly bytes?: number;
}

/** A promise that settles once; later results are ignored. */
export class Task<T> implements AnyTask {
  readonly promise: Promise<T>;
  /** When it rejects, in milliseconds of `performance.now()`; `Infinity` for never. */
  readonly deadline: number;
  list: object | undefined;
  previous: AnyTask | undefined;
  next: AnyTask | undefined;
  readonly #limits: TaskLimits;
  readonly #leave: (task: AnyTask) => void;
  #resolve: (value: T) => void = ignore;
  #reject: (reason: unknown) => void = ignore;
  #abort: (() => void) | undefined;
  #onSettled: (() => void) | undefined;
  #isSettled = false;

  constructor(limits: TaskLimits, leave: (task: AnyTask) => void) {
    this.#limits = limits;
    this.#leave = leave;
    const { timeoutMs = Infinity, onTimeout } = limits;
    this.deadline =
      onTimeout !== undefined && timeoutMs < Infinity
        ? performance.now() + timeoutMs
        : Infinity;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#watch();
  }

  /** Whether the task has resolved or rejected. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Size of the message that the task keeps in memory. */
  get bytes(): number {
    return this.#limits.bytes ?? 0;
  }

  /** Resolves the task, unless it has settled. */
  resolve(value: T): void {
    if (this.#settle()) {
      this.#resolve(value);
    }
  }

  /** Rejects the task, unless it has settled. */
  reject(reason: unknown): void {
    if (this.#settle()) {
      this.#reject(reason);
    }
  }

  /** Rejects the task, because its deadline has passed. */
  expire(): void {
    this.reject(this.#limits.onTimeout?.());
  }

  /** Calls the listener once when the task settles, instead of an earlier listener. */
  whenSettled(listener: () => void): void {
    this.#onSettled = listener;
  }

  #watch(): void {
    const { signal } = this.#limits;
    if (signal?.aborted === true) {
      this.reject(signal.reason);
      return;
    }
    if (signal !== undefined) {
      this.#abort = () => this.reject(signal.reason);
      signal.addEventListener("abort", this.#abort);
    }
  }

  #settle(): boolean {
    if (this.#isSettled) {
      return false;
    }
    this.#isSettled = true;
    if (this.#abort !== undefined) {
      this.#limits.signal?.removeEventListener("abort", this.#abort);
    }
    this.#leave(this);
    this.#limits.onSettled?.();
    this.#onSettled?.();
    return true;
  }
}

/** A task with any kind of result. */
interface AnyTask extends Due<AnyTask> {
  readonly bytes: number;
  reject(reason: unknown): void;
}

/** The tasks of one owner. */
export class TaskGroup {
  readonly #timeless = new LinkedList<AnyTask>();
  readonly #timed = new Deadlines<AnyTask>();
  readonly #room: Room | undefined;
  #idle: (() => void) | undefined;

  constructor(capacity?: Capacity) {
    this.#room = capacity && new Room(capacity);
  }

  /** Starts a task; throws if the capacity is exhausted. */
  start<T>(limits: TaskLimits = {}): Task<T> {
    this.#room?.take(limits.bytes ?? 0);
    const task = new Task<T>(limits, this.#leave);
    if (task.isSettled) {
      this.#room?.give(task.bytes);
    } else {
      (task.deadline < Infinity ? this.#timed : this.#timeless).add(task);
    }
    return task;
  }

  /** Resolves when no task is left. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle = resolve;
      if (this.#isIdle) {
        resolve();
      }
    });
  }

  /** Rejects all tasks. */
  rejectAll(reason: Error): void {
    for (const task of [...this.#timed.items, ...this.#timeless.items]) {
      task.reject(reason);
    }
  }

  readonly #leave = (task: AnyTask): void => {
    if (this.#timed.delete(task) || this.#timeless.delete(task)) {
      this.#room?.give(task.bytes);
    }
    if (this.#isIdle) {
      this.#idle?.();
    }
  };

  get #isIdle(): boolean {
    return this.#timed.size + this.#timeless.size === 0;
  }
}

/** Waits until `work` has settled, at most `ms`; resolves with whether it settled in time. */
export function settlesWithin(
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const done = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    work.then(done, done);
  });
}
