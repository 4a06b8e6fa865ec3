import type { JsonObject } from '../json/json.js';
import type { SourceFile } from './source/source-file.js';

/** A document without errors, and all files that it refers to, directly or indirectly. */
export interface LoadedDocument {
  /** The file that the user named; the first of `files`. */
  readonly main: SourceFile;
  /** All files, by absolute path or URL. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** The paths and URLs that references open; a path may contain symbolic links. */
  readonly opened: ReadonlySet<string>;
  /** The AsyncAPI version of the document, e.g. `3.0.0`. */
  readonly version: string;
  /** Returns the target of a reference object. The target may be another reference object. */
  readonly linkOf: (reference: JsonObject) => Location | undefined;
  /** Returns the target at the end of a chain of reference objects. */
  readonly endOf: (reference: JsonObject) => Location | undefined;
}

/** The location of a value in one of the files. */
export interface Location {
  /** Absolute path, or URL. */
  readonly file: string;
  /** JSON pointer. */
  readonly pointer: string;
}
