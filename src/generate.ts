import type { Diagnostic } from './diagnostics/diagnostic.js';
import { hasErrors } from './diagnostics/errors.js';
import { sortDiagnostics } from './diagnostics/sort.js';
import { assertOptions } from './generate/assert-options.js';
import {
  distinct,
  locateIn,
  planAll,
  type GeneratedApi,
  type Planned,
} from './generate/documents.js';
import { outputOptions, renderFiles } from './generate/files.js';
import type { GenerateOptions, InspectOptions, ReadOptions, Step } from './generate/options.js';
import type { ApiSide } from './model/api.js';
import type { ImportExtension } from './plan/import-extension.js';
import type { Part } from './plan/parts.js';
import {
  planFiles,
  planShared,
  sharedFacts,
  type Runtime,
  type ValidatorKind,
} from './plan/plan.js';
import type { OutputFile } from './render/output-file.js';

export { findNothingToMock } from './generate/documents.js';
export { planAll };
export type {
  ApiSide,
  GeneratedApi,
  GenerateOptions,
  ImportExtension,
  InspectOptions,
  Part,
  ReadOptions,
  Runtime,
  ValidatorKind,
  Step,
};

/** The APIs of several documents, and the findings about these documents. */
export interface Inspected {
  readonly apis: readonly GeneratedApi[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The result of generating: nothing is written to disk. */
export interface Generated extends Inspected {
  /** The files to write; empty if a finding is an error. */
  readonly files: readonly OutputFile[];
}

/**
 * Generates the bindings of documents and returns the content of every file. Writes nothing. Throws a `TypeError` for a
 * value that an option cannot have.
 */
export async function generate(
  specs: readonly string[],
  options: GenerateOptions = {},
): Promise<Generated> {
  const { planned, ...generated } = await generatePlanned(specs, options);
  return { apis: planned.map(({ api }) => api), ...generated };
}

/** Generates as `generate` does, and returns the plans. */
export async function generatePlanned(
  specs: readonly string[],
  options: GenerateOptions,
): Promise<Omit<Generated, 'apis'> & { readonly planned: readonly Planned[] }> {
  assertOptions(options);
  const { planned, diagnostics } = await planAll(specs, options);
  if (hasErrors(diagnostics)) return { planned, diagnostics, files: [] };
  const output = outputOptions(options);
  const plans = planned.map(({ plan }) => plan);
  const own = plans.flatMap((plan) => planFiles(plan, output));
  const shared = planShared(
    plans.map((plan) => sharedFacts(plan, output)),
    output,
  );
  options.onStep?.({ kind: 'render' });
  return { planned, diagnostics, files: await renderFiles([...own, ...shared]) };
}

/** Reads documents and returns their content and the findings. `specs` are absolute paths. */
export async function inspect(
  specs: readonly string[],
  options: InspectOptions = {},
): Promise<Inspected> {
  assertOptions(options);
  const { planned, diagnostics } = await planAll(specs, options);
  return { apis: planned.map(({ api }) => api), diagnostics };
}

/**
 * Like `inspect`, but always strict, and with all findings, including those that only `validate`
 * reports.
 */
export async function validate(
  specs: readonly string[],
  options: ReadOptions = {},
): Promise<Inspected> {
  const { planned, diagnostics } = await planAll(specs, { ...options, strict: true });
  const { checkDocument } = await import('./rules/validate/validate.js');
  const found = planned.flatMap(({ api: { spec }, plan, document }, done) => {
    options.onStep?.({ kind: 'check', spec, done, total: planned.length });
    return checkDocument({ plan, locate: locateIn(document) }, document);
  });
  const apis = planned.map(({ api }) => api);
  return { apis, diagnostics: sortDiagnostics(distinct([...diagnostics, ...found])) };
}
