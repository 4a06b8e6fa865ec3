import type { Place } from '../diagnostics/diagnostic.js';

/** Plain data as a YAML 1.2 or JSON text holds it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** One file of a document: its data with references kept, and where each value stands. */
export interface SourceFile {
  /** Absolute, symbolic links resolved; or the URL that it was fetched by. */
  readonly path: string;
  readonly text: string;
  readonly data: Json;
  /** The place of the value at a JSON pointer, or of the nearest ancestor that is there. */
  place(pointer: string): Place;
}

/** A document as loaded: all files in its closure, valid as far as @asyncapi/parser judges it. */
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
