import { relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { OutputFile } from '../render/output-file.js';
import { findChanges, type ChangeSet } from './change-set.js';
import { commit } from './commit.js';
import { cleanUpOnSignal } from './interrupt.js';
import { findInterruptedRuns, removeInterruptedRuns } from './interrupted-run.js';
import {
  readManifest,
  serialiseManifest,
  type Manifest,
  type ManifestOptions,
} from './manifest.js';
import { openOutputFolder } from './output-folder.js';
import { checkNames } from './output-name.js';
import { openStaging, stage } from './staging.js';
import { describeFailure } from './system-error.js';
import { hashText } from './text-hash.js';
import { HalfDone } from './write-fault.js';

/** The whole content of an output folder, and what it was made from. */
export interface Output {
  readonly files: readonly OutputFile[];
  /** By absolute path, the SHA-256 of each document's closure. */
  readonly documents: ReadonlyMap<string, string>;
  readonly options: ManifestOptions;
}

/** Paths relative to the output folder. With an error among the diagnostics nothing was changed. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings the folder (absolute path) to the given output: all of it, or nothing. */
export async function write(outDir: string, output: Output): Promise<WriteReport> {
  try {
    return await writeChanges(outDir, output);
  } catch (error) {
    const diagnostic = describeFailure(error, outDir);
    if (diagnostic === undefined) throw error;
    return refusal([diagnostic]);
  }
}

async function writeChanges(outDir: string, output: Output): Promise<WriteReport> {
  const faults = checkNames(output.files.map(({ path }) => path));
  if (faults.length > 0) return refusal(faults);
  const folder = await openOutputFolder(outDir);
  if (folder.kind === 'refused') return refusal([folder.diagnostic]);
  const before = await readManifest(folder.path);
  if (before.kind === 'broken') return refusal([before.diagnostic]);

  const interrupted = await findInterruptedRuns(folder.path);
  const listed = before.kind === 'found' ? before.manifest.files : new Map<string, string>();
  const owned = { listed, unlisted: interrupted.map((run) => run.files) };
  const changes = await findChanges(folder.path, output.files, owned);
  const errors = changes.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return refusal(errors);
  const manifest = serialiseManifest(manifestOf(folder.path, output));
  const known = before.kind === 'found' ? serialiseManifest(before.manifest) : undefined;
  if (needsWrite(changes) || manifest !== known) await replace(folder.path, { changes, manifest });
  await removeInterruptedRuns(interrupted);
  return report(changes);
}

async function replace(
  folder: string,
  next: { readonly changes: ChangeSet; readonly manifest: string },
): Promise<void> {
  // Until there is a handler a signal ends the process between any two instructions.
  let discard = (): void => undefined;
  const unwatch = cleanUpOnSignal(() => discard());
  try {
    const staging = openStaging(folder);
    ({ discard } = staging);
    commit(folder, await stage(folder, staging, next));
    discard();
  } catch (error) {
    if (!(error instanceof HalfDone)) discard();
    throw error;
  } finally {
    unwatch();
  }
}

function manifestOf(folder: string, { files, documents, options }: Output): Manifest {
  const portable = (path: string): string => relative(folder, path).split(sep).join('/');
  return {
    options,
    documents: new Map([...documents].map(([path, hash]) => [portable(path), hash])),
    files: new Map(files.map(({ path, text }) => [path, hashText(text)])),
  };
}

function needsWrite({ write, remove }: ChangeSet): boolean {
  return write.length + remove.length > 0;
}

function report({ write, remove, unchanged, diagnostics }: ChangeSet): WriteReport {
  return { written: write.map(({ path }) => path), removed: remove, unchanged, diagnostics };
}

function refusal(diagnostics: readonly Diagnostic[]): WriteReport {
  return { written: [], unchanged: [], removed: [], diagnostics };
}
