/**
 * Pending tasks. Each one settles by its result, at its deadline, by its signal, or at the latest
 * when its owner closes. So no promise of the runtime stays pending for ever.
 */
import { ignore } from "../ignore.js";

/** The longest timeout; with a longer one, `setTimeout` would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

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
export class Task<T> {
  readonly promise: Promise<T>;
  readonly #limits: TaskLimits;
  readonly #abort: () => void;
  readonly #leave: (task: Task<T>) => void;
  #resolve: (value: T) => void = ignore;
  #reject: (reason: unknown) => void = ignore;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #onSettled: (() => void) | undefined;
  #isSettled = false;

  constructor(limits: TaskLimits, leave: (task: Task<T>) => void) {
    this.#limits = limits;
    this.#leave = leave;
    this.#abort = () => this.reject(limits.signal?.reason);
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

  /** Calls the listener once when the task settles, instead of an earlier listener. */
  whenSettled(listener: () => void): void {
    this.#onSettled = listener;
  }

  #watch(): void {
    const { signal, timeoutMs, onTimeout } = this.#limits;
    if (signal?.aborted === true) {
      this.#abort();
      return;
    }
    signal?.addEventListener("abort", this.#abort);
    if (
      timeoutMs !== undefined &&
      onTimeout !== undefined &&
      timeoutMs < Infinity
    ) {
      this.#timer = setTimeout(
        () => this.reject(onTimeout()),
        Math.min(timeoutMs, LONGEST_TIMEOUT_MS),
      );
    }
  }

  #settle(): boolean {
    if (this.#isSettled) {
      return false;
    }
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener("abort", this.#abort);
    this.#leave(this);
    this.#limits.onSettled?.();
    this.#onSettled?.();
    return true;
  }
}

/** How many tasks a group may have, with how many bytes, and the errors beyond that. */
export interface Capacity {
  readonly max: number;
  /** The largest size of all tasks together; a single task may exceed it. */
  readonly maxBytes: number;
  readonly onFull: () => Error;
  readonly onTooLarge: () => Error;
}

/** A task with any kind of result. */
interface AnyTask {
  readonly bytes: number;
  reject(reason: unknown): void;
}

/** The tasks of one owner. */
export class TaskGroup {
  readonly #tasks = new Set<AnyTask>();
  readonly #capacity: Capacity | undefined;
  #bytes = 0;
  #idle: (() => void) | undefined;

  constructor(capacity?: Capacity) {
    this.#capacity = capacity;
  }

  /** How many tasks have not settled. */
  get size(): number {
    return this.#tasks.size;
  }

  /** Starts a task; throws if the capacity is exhausted. */
  start<T>(limits: TaskLimits = {}): Task<T> {
    const { bytes = 0 } = limits;
    if (this.#capacity !== undefined && !this.hasRoomFor(bytes)) {
      throw this.#tasks.size >= this.#capacity.max
        ? this.#capacity.onFull()
        : this.#capacity.onTooLarge();
    }
    const task = new Task<T>(limits, (settled) => this.#remove(settled));
    if (!task.isSettled) {
      this.#tasks.add(task);
      this.#bytes += task.bytes;
    }
    return task;
  }

  /** Whether a task of this size can start. */
  hasRoomFor(bytes: number): boolean {
    const capacity = this.#capacity;
    return (
      capacity === undefined ||
      (this.#tasks.size < capacity.max &&
        (this.#bytes === 0 || this.#bytes + bytes <= capacity.maxBytes))
    );
  }

  /** Resolves when no task is left. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle = resolve;
      if (this.#tasks.size === 0) {
        resolve();
      }
    });
  }

  /** Rejects all tasks. */
  rejectAll(reason: Error): void {
    for (const task of [...this.#tasks]) {
      task.reject(reason);
    }
  }

  #remove(task: AnyTask): void {
    if (this.#tasks.delete(task)) {
      this.#bytes -= task.bytes;
    }
    if (this.#tasks.size === 0) {
      this.#idle?.();
    }
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
