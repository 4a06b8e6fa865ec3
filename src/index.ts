/** The programmatic interface. */
export type { Diagnostic, Place, Severity } from './diagnostics/diagnostic.js';
export {
  generate,
  inspect,
  type ApiSide,
  type Generated,
  type GeneratedApi,
  type GenerateOptions,
  type ImportExtension,
  type Inspected,
  type InspectOptions,
  type Part,
  type ReadOptions,
  type Runtime,
  type ValidatorKind,
  type Step,
} from './generate.js';
export { createLoader, type Load, type Loaded, type LoadOptions } from './loader.js';
export type { OutputFile } from './render/output-file.js';
