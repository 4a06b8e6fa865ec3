import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import { generate } from '../generate.js';
import { planShared } from '../plan/plan.js';
import type { OutputFile } from '../render/output-file.js';
import { byCodePoint } from '../system/code-point-order.js';
import { summarise, type ApiBindings, type DocumentBindings } from './document-bindings.js';
import { findingsOfAll } from './documents.js';
import { outputOptions, renderFiles } from './files.js';
import type { GenerateOptions } from './options.js';
import { bindInThreads, threadsFor } from './threads.js';

/** The bindings of several documents, as plain JSON data. */
export interface Bindings {
  readonly apis: readonly ApiBindings[];
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Generates the bindings of documents, of many documents in several threads. */
export async function generateBindings(
  specs: readonly string[],
  options: GenerateOptions,
): Promise<Bindings> {
  const { loader } = options;
  if (loader === undefined && threadsFor(specs.length) > 1) {
    return assemble(await bindInThreads(specs, options), options);
  }
  const { apis, files, diagnostics } = await generate(specs, options);
  return { apis: apis.map(summarise), files, diagnostics };
}

/** Puts the bindings of documents together, with the files that they share. */
async function assemble(
  documents: readonly DocumentBindings[],
  options: GenerateOptions,
): Promise<Bindings> {
  const apis = documents.flatMap(({ api }) => api ?? []);
  const diagnostics = findingsOfAll(documents, apis);
  const sorted = documents.toSorted((a, b) => byCodePoint(a.api?.name ?? '', b.api?.name ?? ''));
  const result = { apis: sorted.flatMap(({ api }) => api ?? []), diagnostics };
  if (hasErrors(diagnostics)) return { ...result, files: [] };
  const shared = planShared(
    sorted.flatMap((each) => each.shared ?? []),
    outputOptions(options),
  );
  return {
    ...result,
    files: [...sorted.flatMap(({ files }) => files), ...(await renderFiles(shared))],
  };
}
