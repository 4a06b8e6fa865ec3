import { createContext, Script, type Context } from 'node:vm';

/**
 * The limit for one piece of work. It usually takes milliseconds; with compiling a validator, about
 * 100.
 */
const LIMIT_MS = 1_000;
/** How many pieces of work may exceed the limit. After that, no more work is tried. */
const MOST_OVERRUNS = 3;
/** How often work is repeated if it exceeded the limit only because the machine was busy. */
const MOST_ATTEMPTS = 5;
/** Work that takes no longer than this does not count towards the total. */
const ORDINARY_MS = 100;

const script = new Script('work()');

/**
 * Ends synchronous work that a document can make endless, e.g. matching its patterns or generating
 * samples. Ended work has not run its `finally` blocks, so its state must not be used again: see `keeping`.
 */
export class TimeLimit {
  #context: Context | undefined;
  readonly #totalMs: number;
  #overruns = 0;
  #spentMs = 0;

  /** `totalMs` is the processor time for all work that takes longer than usual. */
  constructor(totalMs = 30_000) {
    this.#totalMs = totalMs;
  }

  /** Whether no more work is tried. */
  get isSpent(): boolean {
    return this.#overruns >= MOST_OVERRUNS || this.#spentMs >= this.#totalMs;
  }

  /** Runs work; returns `undefined` if it takes too long. The work may be started more than once. */
  run<T>(work: () => T): { readonly value: T } | undefined {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      if (this.isSpent) return undefined;
      const before = cpuTimeMs();
      const result = this.#attempt(work);
      const taken = cpuTimeMs() - before;
      if (taken > ORDINARY_MS) this.#spentMs += taken;
      if (result !== undefined) return result;
      if (taken >= LIMIT_MS / 2) break;
    }
    this.#overruns += 1;
    return undefined;
  }

  /**
   * Returns a function that runs work with a value that it changes, such as validators that compile at first
   * use. Work after work that was ended gets a new value.
   */
  keeping<V>(create: () => V): <T>(work: (value: V) => T) => { readonly value: T } | undefined {
    let kept: V | undefined;
    return (work) =>
      this.run(() => {
        const value = kept ?? create();
        kept = undefined;
        const result = work(value);
        kept = value;
        return result;
      });
  }

  #attempt<T>(work: () => T): { readonly value: T } | undefined {
    this.#context ??= createContext({});
    const results: { readonly value: T }[] = [];
    this.#context['work'] = () => void results.push({ value: work() });
    try {
      script.runInContext(this.#context, { timeout: LIMIT_MS });
    } catch (error) {
      if (!isTimeout(error)) throw error;
    }
    return results[0];
  }
}

/** Returns the processor time of this process, so that a busy machine does not change results. */
function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function isTimeout(error: unknown): boolean {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  return known && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
