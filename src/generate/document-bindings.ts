import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/errors.js';
import { createLoader, type Load } from '../loader.js';
import { planFiles, sharedFacts, type SharedFacts } from '../plan/plan.js';
import type { OutputFile } from '../render/output-file.js';
import { planDocument, type GeneratedApi, type Planned } from './documents.js';
import { outputOptions, renderFiles } from './files.js';
import type { GenerateOptions } from './options.js';
import { recordOf, type DocumentRecord } from './record.js';
import { reportFailure, takeTask, type Task, type Tasks } from './tasks.js';

/** What commands report of an API, and what it was generated from. */
export interface ApiBindings extends Pick<GeneratedApi, 'name' | 'spec' | 'hash' | 'sources'> {
  readonly record: DocumentRecord;
  /** The number of operations of the document. */
  readonly operations: number;
}

/** The bindings of several documents, as plain JSON data. */
export interface Bindings {
  readonly apis: readonly ApiBindings[];
  readonly files: readonly OutputFile[];
  readonly diagnostics: readonly Diagnostic[];
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

/** The bindings of the document with this index. */
export interface PerformedTask {
  readonly index: number;
  readonly bindings: DocumentBindings;
}

/** Generates the bindings of documents, one after another, until no thread has a task left. */
export async function* performTasks(
  tasks: Tasks,
  onStep?: GenerateOptions['onStep'],
): AsyncGenerator<PerformedTask> {
  const load = createLoader();
  for (let task = takeTask(tasks); task !== undefined; task = takeTask(tasks)) {
    const { index, spec, done } = task;
    onStep?.({ kind: 'read', spec, done, total: tasks.documents.length });
    const bindings = await bindDocument(task, load, tasks.options);
    if (hasErrors(bindings.diagnostics)) reportFailure(tasks);
    yield { index, bindings };
  }
}

async function bindDocument(
  { spec, isWanted }: Task,
  load: Load,
  options: GenerateOptions,
): Promise<DocumentBindings> {
  const { planned, diagnostics } = await planDocument(spec, load, options);
  if (planned === undefined) return { files: [], diagnostics };
  const { plan } = planned;
  const output = outputOptions(options);
  const isRendered = isWanted && !hasErrors(diagnostics);
  const files = isRendered ? await renderFiles(planFiles(plan, output)) : [];
  return { api: summarise(planned), shared: sharedFacts(plan, output), files, diagnostics };
}

/** Returns what is reported of an API, and the record of its document. */
export function summarise({ api, document }: Planned): ApiBindings {
  const { name, spec, hash, sources } = api;
  const record = recordOf(document, resolve(spec));
  return { name, spec, hash, sources, record, operations: api.api.operations.length };
}
