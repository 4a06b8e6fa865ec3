import type { JsonObject } from '../json/json.js';
import type { SourceFile } from './source/source-file.js';

/** A document as loaded: all files in its closure, without mistakes of severity error. */
export interface LoadedDocument {
  /** The file that the user named; also the first of `files`. */
  readonly main: SourceFile;
  /** By absolute path, or by URL. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Version text of the document, e.g. `3.0.0`. */
  readonly version: string;
  /** Where a reference object of one of the files leads, itself perhaps another reference. */
  readonly linkOf: (reference: JsonObject) => Location | undefined;
  /** The value at the end of the references that start with a reference object. */
  readonly endOf: (reference: JsonObject) => Location | undefined;
}

/** A value in one of the files. */
export interface Location {
  /** Absolute path, or URL. */
  readonly file: string;
  /** JSON pointer. */
  readonly pointer: string;
}
