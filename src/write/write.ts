import { isAbsolute } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors, isError } from '../diagnostics/errors.js';
import type { OutputFile } from '../render/output-file.js';
import type { Json } from '../json/json.js';
import { portablePath } from '../system/portable-path.js';
import { findChanges, type ChangeSet } from './change-set.js';
import { claim } from './claim.js';
import { commit } from './commit.js';
import { cleanUpOnSignal } from '../system/interrupt.js';
import {
  findInterruptedRuns,
  removeInterruptedRuns,
  type InterruptedRun,
} from './interrupted-run.js';
import {
  checkManifest,
  readManifest,
  serialiseManifest,
  type Manifest,
  type ManifestOptions,
} from './manifest.js';
import { openOutputFolder } from './output-folder.js';
import { checkNames } from './output-name.js';
import { stage } from './staging.js';
import { describeFailure } from './describe-failure.js';
import { hashText } from './text-hash.js';
import { HalfDone } from './write-fault.js';

/** The complete content of an output folder, and what it was generated from. */
export interface Output {
  readonly files: readonly OutputFile[];
  /** The SHA-256 of each document with all its files, by absolute path. */
  readonly documents: ReadonlyMap<string, string>;
  readonly options: ManifestOptions;
  /** What the documents say, without prose: the data of their files, by absolute path or URL. */
  readonly record?: ReadonlyMap<string, Json>;
  /**
   * Whether a file of an earlier run may be removed when it is no longer generated. If one may not, the
   * output is refused. The default is yes.
   */
  readonly mayRemove?: (path: string) => boolean;
}

/** What was written; paths are relative to the output folder. With an error, nothing was changed. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes an output to a folder (absolute path): all of it, or nothing. */
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
  const manifest = serialiseManifest(manifestOf(folder.path, output));
  const excess = checkManifest(folder.path, manifest);
  if (excess.length > 0) return refusal(excess);
  const { files, mayRemove = () => true } = output;
  const wanted = { files, manifest, mayRemove };
  // If another run is active, this may fail or be incomplete.
  const atFirst = attempt(() => compare(folder.path, wanted));
  const { changes, interrupted } =
    atFirst?.isCurrent === true ? atFirst : await replace(folder.path, wanted);
  if (hasErrors(changes.diagnostics)) return refusal(changes.diagnostics.filter(isError));
  await removeInterruptedRuns(folder.path, interrupted, changes.vacated);
  return report(changes);
}

/** The new content of an output folder: its files and its manifest. */
interface Wanted {
  readonly files: readonly OutputFile[];
  readonly manifest: string;
  readonly mayRemove: (path: string) => boolean;
}

/** How an output folder differs from its new content. */
interface Comparison {
  readonly changes: ChangeSet;
  readonly interrupted: readonly InterruptedRun[];
  /** Whether there is nothing to write. */
  readonly isCurrent: boolean;
}

function compare(folder: string, { files, manifest, mayRemove }: Wanted): Comparison {
  const before = readManifest(folder);
  if (before.kind === 'broken') {
    const changes = { ...NO_CHANGES, diagnostics: [before.diagnostic] };
    return { changes, interrupted: [], isCurrent: false };
  }
  const interrupted = findInterruptedRuns(folder);
  const listed = before.kind === 'found' ? before.manifest.files : new Map<string, string>();
  const owned = { listed, unlisted: interrupted.map((run) => run.files), mayRemove };
  const changes = findChanges(folder, files, owned);
  const known = before.kind === 'found' ? serialiseManifest(before.manifest) : undefined;
  const isCurrent = !needsWrite(changes) && !hasErrors(changes.diagnostics) && manifest === known;
  return { changes, interrupted, isCurrent };
}

/** Replaces the content of a folder; does nothing if the changes have errors. */
async function replace(folder: string, wanted: Wanted): Promise<Comparison> {
  // Without a handler, a signal ends the process between any two instructions.
  let discard = (): void => undefined;
  const unwatch = cleanUpOnSignal(() => discard());
  try {
    const staging = await claim(folder);
    ({ discard } = staging);
    const { manifest } = wanted;
    const comparison = compare(folder, wanted);
    const { changes, isCurrent } = comparison;
    if (!isCurrent && !hasErrors(changes.diagnostics)) {
      commit(folder, stage(folder, staging, { changes, manifest }));
    }
    discard();
    return comparison;
  } catch (error) {
    if (!(error instanceof HalfDone)) discard();
    throw error;
  } finally {
    unwatch();
  }
}

/** Returns the result of an action, or nothing if it fails. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function manifestOf(
  folder: string,
  { files, documents, options, record = new Map() }: Output,
): Manifest {
  const nameOf = (path: string): string => (isAbsolute(path) ? portablePath(folder, path) : path);
  return {
    options,
    documents: new Map([...documents].map(([path, hash]) => [nameOf(path), hash])),
    files: new Map(files.map(({ path, text }) => [path, hashText(text)])),
    record: new Map([...record].map(([path, data]) => [nameOf(path), data])),
  };
}

const NO_CHANGES: ChangeSet = {
  write: [],
  remove: [],
  vacated: [],
  unchanged: [],
  diagnostics: [],
};

function needsWrite({ write, remove }: ChangeSet): boolean {
  return write.length + remove.length > 0;
}

function report({ write, remove, unchanged, diagnostics }: ChangeSet): WriteReport {
  return { written: write.map(({ path }) => path), removed: remove, unchanged, diagnostics };
}

function refusal(diagnostics: readonly Diagnostic[]): WriteReport {
  return { written: [], unchanged: [], removed: [], diagnostics };
}
