/** Limits how much is pending. */

/** How many things may be pending, with how many bytes, and the errors beyond that. */
export interface Capacity {
  readonly max: number;
  /** The largest size of all of them together; a single one may exceed it. */
  readonly maxBytes: number;
  readonly onFull: () => Error;
  readonly onTooLarge: () => Error;
}

/** The room for what is pending. */
export class Room {
  readonly #capacity: Capacity;
  /** How much of what was here has been sent. */
  sent = 0;
  #count = 0;
  #bytes = 0;

  constructor(capacity: Capacity) {
    this.#capacity = capacity;
  }

  /** How many things are pending. */
  get size(): number {
    return this.#count;
  }

  /** Whether there is room for something of this size. */
  has(bytes: number): boolean {
    const { max, maxBytes } = this.#capacity;
    return (
      this.#count < max &&
      (this.#bytes === 0 || this.#bytes + bytes <= maxBytes)
    );
  }

  /** Takes room for something of this size; throws if there is none. */
  take(bytes: number): void {
    if (!this.has(bytes)) {
      throw this.#count >= this.#capacity.max
        ? this.#capacity.onFull()
        : this.#capacity.onTooLarge();
    }
    this.#count += 1;
    this.#bytes += bytes;
  }

  /** Gives back what was taken. */
  give(bytes: number): void {
    this.#count -= 1;
    this.#bytes -= bytes;
  }
}
