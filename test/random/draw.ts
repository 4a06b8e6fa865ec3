import fc from 'fast-check';

/**
 * Draws values while a document is built, so that what is built first can decide about what comes
 * next. fast-check keeps what was drawn and gives the same document for the same seed.
 */
export class Draw {
  readonly #value: fc.GeneratorValue;

  constructor(value: fc.GeneratorValue) {
    this.#value = value;
  }

  from<T, Parameters extends unknown[]>(
    arbitrary: (...parameters: Parameters) => fc.Arbitrary<T>,
    ...parameters: Parameters
  ): T {
    return this.#value(arbitrary, ...parameters);
  }

  /** An integer from 0 to below `limit`. */
  below(limit: number): number {
    return this.#value(fc.nat, { max: limit - 1 });
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === times - 1;
  }

  of<T>(items: readonly T[]): T {
    const [item] = items
      .slice(this.below(items.length))
      .slice(0, 1)
      .map((each) => ({ each }));
    if (item === undefined) throw new Error('Nothing to draw from');
    return item.each;
  }

  /** Each item, or not. */
  someOf<T>(items: readonly T[]): readonly T[] {
    return items.filter(() => this.oneIn(2));
  }

  /** `{ [key]: value }` once in so many times, else `{}`: for fields that may be left out. */
  maybe<K extends string, T>(times: number, key: K, make: () => T): { [P in K]?: T } {
    const fields: { [P in K]?: T } = {};
    if (this.oneIn(times)) fields[key] = make();
    return fields;
  }

  /** From `least` to `most` of something. */
  several<T>(least: number, most: number, make: (index: number) => T): readonly T[] {
    const count = least + this.below(most - least + 1);
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** So many different names as there are things to be named. */
  names(pool: readonly string[], count: number): readonly string[] {
    const names = new Set<string>();
    while (names.size < count) {
      const name = this.of(pool);
      names.add(names.has(name) ? `${name}${names.size}` : name);
    }
    return [...names];
  }
}

/** An arbitrary from a function that builds its value out of draws. */
export function built<T>(build: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((value) => build(new Draw(value)));
}
