import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { GeneratedApi } from '../generate.js';
import type { OutputFile } from '../render/output-file.js';

/** What a run generated, as plain JSON data. */
export interface Bindings {
  readonly apis: readonly ApiBindings[];
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What commands report of an API, and what it was generated from. */
export interface ApiBindings extends Pick<GeneratedApi, 'name' | 'spec' | 'hash' | 'sources'> {
  /** The number of operations of the document. */
  readonly operations: number;
}
