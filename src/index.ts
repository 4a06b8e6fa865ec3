/** The programmatic interface: from documents to the texts of their bindings. */
export type { Diagnostic, Place, Severity } from './diagnostics/diagnostic.js';
export {
  generate,
  inspect,
  type Generated,
  type GeneratedApi,
  type GenerateOptions,
  type Inspected,
  type Part,
} from './generate.js';
export type { LoadOptions } from './load/load.js';
export type { OutputFile } from './render/output-file.js';
