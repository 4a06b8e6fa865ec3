/** Delays between attempts to connect. */

/** Delays between attempts to connect, in milliseconds. */
export interface BackoffOptions {
  /**
   * The longest delay before the first attempt. It doubles with each further attempt.
   *
   * @default 1000
   */
  readonly baseDelayMs?: number | undefined;
  /**
   * The longest delay of all.
   *
   * @default 30000
   */
  readonly maxDelayMs?: number | undefined;
}

const BASE_DELAY_MS = 1000;
const MAX_DELAY_MS = 30_000;

/**
 * Exponential backoff with full jitter: a delay is random between 0 and a limit that doubles with each attempt, so
 * the clients of a broker that restarts do not all return at once.
 */
export class Backoff {
  readonly #base: number;
  readonly #max: number;
  readonly #random: () => number;
  #attempts = 0;
  #connectedAt: number | undefined;

  constructor(
    {
      baseDelayMs = BASE_DELAY_MS,
      maxDelayMs = MAX_DELAY_MS,
    }: BackoffOptions = {},
    random: () => number = Math.random,
  ) {
    this.#base = baseDelayMs;
    this.#max = maxDelayMs;
    this.#random = random;
  }

  /** How many attempts there were since a connection that has lasted. */
  get attempts(): number {
    return this.#attempts;
  }

  /** Notes that the broker has accepted the connection. */
  connected(now: number): void {
    this.#connectedAt = now;
  }

  /**
   * Returns the delay before the next attempt. The limit starts again only after a connection that has lasted longer
   * than the longest delay: a broker may accept connections and drop them at once.
   */
  next(now: number): number {
    const attempts = this.#count(now);
    const limit = Math.min(this.#max, this.#base * 2 ** attempts);
    return this.#random() * limit;
  }

  /** Returns the delay after a refusal that will hardly change soon: between one and two of the longest delays. */
  slow(now: number): number {
    this.#count(now);
    return this.#max * (1 + this.#random());
  }

  /** Counts an attempt; returns how many there were before it. */
  #count(now: number): number {
    if (now - (this.#connectedAt ?? now) > this.#max) {
      this.#attempts = 0;
    }
    this.#connectedAt = undefined;
    this.#attempts += 1;
    return this.#attempts - 1;
  }
}
