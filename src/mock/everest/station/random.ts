/** Pseudorandom numbers that depend on nothing but their seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns a number from 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Returns a number within `spread` of a middle. */
  around(middle: number, spread: number): number {
    return middle + (this.next() * 2 - 1) * spread;
  }

  /** Returns a UUID: version 4, with the variant bits 10 (RFC 9562, section 5.4). */
  uuid(): string {
    return 'xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx'.replace(/[xv]/g, (place) => {
      const digit = Math.floor(this.next() * 16);
      return (place === 'v' ? (digit & 0x3) | 0x8 : digit).toString(16);
    });
  }
}
