/**
 * What is under way and has to settle: by its result, at its deadline, through its signal, or at
 * the latest when its owner closes. No promise of the run time is left hanging.
 */

/** setTimeout fires at once beyond this. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export interface TaskLimits {
  /** Its abort rejects the task with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** No deadline where it is absent or infinite. */
  readonly timeoutMs?: number | undefined;
  /** What the deadline rejects with. */
  readonly onTimeout?: () => Error;
  /** Called once, whichever way the task settles. */
  readonly onSettled?: () => void;
  /** Of the message that is kept meanwhile; 0. */
  readonly bytes?: number;
}

/** Settles once; whatever comes later is ignored. */
export class Task<T> {
  readonly promise: Promise<T>;
  readonly #limits: TaskLimits;
  readonly #abort: () => void;
  readonly #leave: (task: Task<T>) => void;
  #resolve: (value: T) => void = ignore;
  #reject: (reason: unknown) => void = ignore;
  #timer: ReturnType<typeof setTimeout> | undefined;
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

  get isSettled(): boolean {
    return this.#isSettled;
  }

  get bytes(): number {
    return this.#limits.bytes ?? 0;
  }

  resolve(value: T): void {
    if (this.#settle()) {
      this.#resolve(value);
    }
  }

  reject(reason: unknown): void {
    if (this.#settle()) {
      this.#reject(reason);
    }
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
    return true;
  }
}

/** How many tasks there may be, of how many bytes, and what the next one is refused with. */
export interface Capacity {
  readonly max: number;
  /** Of all tasks together; a single one may have more. */
  readonly maxBytes: number;
  readonly onFull: () => Error;
  readonly onTooLarge: () => Error;
}

/** A task, whatever it resolves with. */
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

  /** Throws where there is no room for another one. */
  start<T>(limits: TaskLimits = {}): Task<T> {
    this.#checkRoom(limits.bytes ?? 0);
    const task = new Task<T>(limits, (settled) => this.#remove(settled));
    if (!task.isSettled) {
      this.#tasks.add(task);
      this.#bytes += task.bytes;
    }
    return task;
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

  rejectAll(reason: Error): void {
    for (const task of [...this.#tasks]) {
      task.reject(reason);
    }
  }

  #checkRoom(bytes: number): void {
    const capacity = this.#capacity;
    if (capacity !== undefined && this.#tasks.size >= capacity.max) {
      throw capacity.onFull();
    }
    if (
      capacity !== undefined &&
      this.#bytes > 0 &&
      this.#bytes + bytes > capacity.maxBytes
    ) {
      throw capacity.onTooLarge();
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

/** Waits for `work` to settle, but no longer than `ms`; whether it did in time. */
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

function ignore(): void {}
