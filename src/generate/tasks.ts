import { statSync } from 'node:fs';
import type { GenerateOptions } from './options.js';

/** Options without functions, which threads cannot share. */
export type PlainOptions = Omit<GenerateOptions, 'loader' | 'onStep'>;

/** The documents of a run, of which each thread takes the next one until none is left. */
export interface Tasks {
  readonly documents: readonly Document[];
  readonly options: PlainOptions;
  /** Memory that the threads share: the number of documents taken, and whether one has errors. */
  readonly progress: Int32Array;
}

interface Document {
  /** The position among the documents of the command. */
  readonly index: number;
  readonly spec: string;
}

/** A document to read. */
export interface Task extends Document {
  /** The number of documents that were taken before. */
  readonly done: number;
  /** Whether to generate code, unless the document has errors. */
  readonly isWanted: boolean;
}

const taken = 0;
const failed = 1;

/**
 * Creates the tasks of a run, none of them taken. The largest documents come first, so that no thread
 * begins one when the others have ended.
 */
export function createTasks(specs: readonly string[], options: PlainOptions): Tasks {
  const documents = specs
    .map((spec, index) => ({ index, spec, size: sizeOf(spec) }))
    .toSorted((a, b) => b.size - a.size);
  const progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  return { documents, options, progress };
}

/** Returns 0 for a missing file, which is reported when it is read. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Takes the next task, unless none is left. After a failure, code is no longer wanted. */
export function takeTask({ documents, progress }: Tasks): Task | undefined {
  const done = Atomics.add(progress, taken, 1);
  const document = documents[done];
  if (document === undefined) return undefined;
  return { ...document, done, isWanted: Atomics.load(progress, failed) === 0 };
}

/** Tells all threads that a document has errors. */
export function reportFailure({ progress }: Tasks): void {
  Atomics.store(progress, failed, 1);
}
