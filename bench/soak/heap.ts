/** Measures whether the heap grows. */
import { getHeapCodeStatistics } from 'node:v8';

/** Until then, caches and compiled code grow. */
const SETTLED_MS = 5 * 60_000;
/** With fewer samples, noise would be larger than what is to be found. */
const FEWEST_SAMPLES = 20;
const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** The heap at a time. */
interface Sample {
  readonly atMs: number;
  readonly bytes: number;
  /** The part of it that V8 has compiled: machine code, bytecode, and what belongs to them. */
  readonly code: number;
}

/** Takes samples of the heap after a garbage collection. */
export class HeapWatch {
  readonly #samples: Sample[] = [];
  readonly #collect: () => void;
  readonly #start = performance.now();

  constructor() {
    const { gc } = globalThis;
    if (gc === undefined) throw new Error('Run it by `npm run soak`: it needs `node --expose-gc`');
    this.#collect = () => {
      gc();
    };
  }

  /** The latest sample, in MiB. */
  get latest(): number {
    return (this.#samples.at(-1)?.bytes ?? 0) / MIB;
  }

  sample(): void {
    this.#collect();
    this.#collect();
    const atMs = performance.now() - this.#start;
    const { code_and_metadata_size, bytecode_and_metadata_size } = getHeapCodeStatistics();
    const code = code_and_metadata_size + bytecode_and_metadata_size;
    this.#samples.push({ atMs, bytes: process.memoryUsage().heapUsed, code });
  }

  /**
   * The growth after the fifth minute, in MiB an hour; `undefined` if there are too few samples. Without code: V8
   * goes on compiling rare paths for a long time, which is no leak.
   */
  growth(withCode: boolean): number | undefined {
    const settled = this.#samples.filter(({ atMs }) => atMs >= SETTLED_MS);
    return settled.length < FEWEST_SAMPLES
      ? undefined
      : (slopeOf(settled, withCode) * HOUR_MS) / MIB;
  }
}

/** The slope of the line of least squares, in bytes a millisecond. */
function slopeOf(samples: readonly Sample[], withCode: boolean): number {
  const sizeOf = ({ bytes, code }: Sample): number => (withCode ? bytes : bytes - code);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const time = mean(samples.map(({ atMs }) => atMs));
  const bytes = mean(samples.map(sizeOf));
  const spread = samples.map(({ atMs }) => (atMs - time) ** 2);
  const common = samples.map((each) => (each.atMs - time) * (sizeOf(each) - bytes));
  return mean(common) / mean(spread);
}
