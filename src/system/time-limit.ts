import { createContext, Script, type Context } from 'node:vm';

/** Work on one value takes milliseconds, with compiling its validator perhaps a hundred. */
const LIMIT_MS = 1_000;
/** After so many of them nothing is tried any more: a document may be full of them. */
const MOST_OVERRUNS = 3;
/** How often work is begun anew that came to its time limit while the machine did other things. */
const MOST_ATTEMPTS = 5;
/** What work may take that counts for nothing, however much of it there is. */
const ORDINARY_MS = 100;

const script = new Script('work()');

/**
 * Ends synchronous work that a document can make endless: matching its patterns, or inventing values
 * for them. What was ended has not run its `finally` blocks, so its state is not to be used again.
 */
export class TimeLimit {
  #context: Context | undefined;
  readonly #totalMs: number;
  #overruns = 0;
  #spentMs = 0;

  /** `totalMs` is processor time for all work that is out of the ordinary: a document may be full of it. */
  constructor(totalMs = 30_000) {
    this.#totalMs = totalMs;
  }

  /** What the work gives, `undefined` if that takes too long; it may be begun more than once. */
  run<T>(work: () => T): { readonly value: T } | undefined {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      if (this.#overruns >= MOST_OVERRUNS || this.#spentMs >= this.#totalMs) return undefined;
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

/** Of this process, so that a machine that is busy or asleep changes no result. */
function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function isTimeout(error: unknown): boolean {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  return known && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
