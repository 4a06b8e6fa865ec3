import { hasErrors } from '../diagnostics/errors.js';
import { generatePlanned } from '../generate.js';
import { planShared } from '../plan/plan.js';
import { byCodePoint } from '../system/code-point-order.js';
import { summarise, type Bindings, type DocumentBindings } from './document-bindings.js';
import { findingsOfAll } from './documents.js';
import { outputOptions, renderFiles } from './files.js';
import type { GenerateOptions } from './options.js';

/** Generates the bindings of documents in this thread. */
export async function bindInOneThread(
  specs: readonly string[],
  options: GenerateOptions,
): Promise<Bindings> {
  const { planned, files, diagnostics } = await generatePlanned(specs, options);
  return { apis: planned.map(summarise), files, diagnostics };
}

/** Puts the bindings of documents together, with the files that they share. */
export async function assemble(
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
