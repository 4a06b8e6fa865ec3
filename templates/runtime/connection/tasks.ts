/**
 * Pending tasks. Each one settles by its result, at its deadline, by its signal, or at the latest
 * when its owner closes. So no promise of the runtime stays pending for ever.
 */
import { ignore } from "../ignore.js";
import { LinkedList, type Listed } from "./linked-list.js";
import { Room, type Capacity } from "./room.js";

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
export class Task<T> implements AnyTask {
  readonly promise: Promise<T>;
  list: object | undefined;
  previous: AnyTask | undefined;
  next: AnyTask | undefined;
  readonly #limits: TaskLimits;
  readonly #leave: (task: AnyTask) => void;
  #resolve: (value: T) => void = ignore;
  #reject: (reason: unknown) => void = ignore;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: (() => void) | undefined;
  #onSettled: (() => void) | undefined;
  #isSettled = false;

  constructor(limits: TaskLimits, leave: (task: AnyTask) => void) {
    this.#limits = limits;
    this.#leave = leave;
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
      this.reject(signal.reason);
      return;
    }
    if (signal !== undefined) {
      this.#abort = () => this.reject(signal.reason);
      signal.addEventListener("abort", this.#abort);
    }
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
interface AnyTask extends Listed<AnyTask> {
  readonly bytes: number;
  reject(reason: unknown): void;
}

/** The tasks of one owner. */
export class TaskGroup {
  readonly #tasks = new LinkedList<AnyTask>();
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
      this.#tasks.add(task);
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

  /** Rejects all tasks. */
  rejectAll(reason: Error): void {
    for (const task of this.#tasks.items) {
      task.reject(reason);
    }
  }

  readonly #leave = (task: AnyTask): void => {
    if (this.#tasks.delete(task)) {
      this.#room?.give(task.bytes);
    }
    if (this.#tasks.size === 0) {
      this.#idle?.();
    }
  };
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
