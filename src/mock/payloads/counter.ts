/** How many keys are counted. Clients choose topics, so there may be any number. */
const MAX_KEYS = 10_000;

/** Counts how often something happened, for each key; the oldest keys are forgotten. */
export class Counter {
  readonly #counts = new Map<string, number>();

  /** Returns how often the key was counted before. */
  next(key: string): number {
    const count = this.#counts.get(key) ?? 0;
    this.#counts.delete(key);
    this.#counts.set(key, count + 1);
    if (this.#counts.size > MAX_KEYS) {
      const [oldest = ''] = this.#counts.keys();
      this.#counts.delete(oldest);
    }
    return count;
  }

  clear(): void {
    this.#counts.clear();
  }
}
