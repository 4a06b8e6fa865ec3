import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import { createLoader, type Load } from '../loader.js';
import { planFiles, sharedFacts, type SharedFacts } from '../plan/plan.js';
import type { OutputFile } from '../render/output-file.js';
import { planDocument, type GeneratedApi } from './documents.js';
import { outputOptions, renderFiles } from './files.js';
import type { GenerateOptions } from './options.js';

/** What commands report of an API, and what it was generated from. */
export interface ApiBindings extends Pick<GeneratedApi, 'name' | 'spec' | 'hash' | 'sources'> {
  /** The number of operations of the document. */
  readonly operations: number;
}

/** The bindings of one document, without the files that all APIs of an output share. */
export interface DocumentBindings {
  /** Absent if errors prevent a plan of the document. */
  readonly api?: ApiBindings;
  /** What the shared files depend on. */
  readonly shared?: SharedFacts;
  /** Empty if the document has errors. */
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A document to read. */
export interface Task {
  readonly spec: string;
  /** Whether to generate code, unless the document has errors. */
  readonly isWanted: boolean;
}

/** Generates the bindings of one document after another. */
export type BindDocument = (task: Task) => Promise<DocumentBindings>;

/** Creates a function that generates the bindings of documents, and keeps nothing of them. */
export function createBindDocument({ loader, ...options }: GenerateOptions): BindDocument {
  const load: Load = loader ?? createLoader();
  const output = outputOptions(options);
  return async ({ spec, isWanted }) => {
    const { planned, diagnostics } = await planDocument(spec, load, options);
    if (planned === undefined) return { files: [], diagnostics };
    const { plan, api } = planned;
    const isRendered = isWanted && !hasErrors(diagnostics);
    const files = isRendered ? await renderFiles(planFiles(plan, output)) : [];
    return { api: summarise(api), shared: sharedFacts(plan, output), files, diagnostics };
  };
}

/** Returns what is reported of an API. */
export function summarise({ name, spec, hash, sources, api }: GeneratedApi): ApiBindings {
  return { name, spec, hash, sources, operations: api.operations.length };
}
