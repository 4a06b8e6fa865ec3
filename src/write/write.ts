import { isAbsolute } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors, isError } from '../diagnostics/errors.js';
import type { OutputFile } from '../render/output-file.js';
import type { Json } from '../json/json.js';
import { portablePath } from '../system/portable-path.js';
import type { ChangeSet } from './change-set.js';
import {
  checkManifest,
  manifestLedger,
  serialiseManifest,
  type Manifest,
  type ManifestOptions,
} from './manifest.js';
import { openOutputFolder } from './output-folder.js';
import { checkNames } from './output-name.js';
import { outputWording } from './output-wording.js';
import { describeFailure } from './describe-failure.js';
import { replaceFiles } from './replace.js';
import { hashText } from './text-hash.js';

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
  const changes = await replaceFiles(folder.path, {
    ...{ files, mayRemove },
    ledger: manifestLedger(manifest),
    wording: outputWording,
  });
  return hasErrors(changes.diagnostics)
    ? refusal(changes.diagnostics.filter(isError))
    : report(changes);
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

function report({ write, remove, unchanged, diagnostics }: ChangeSet): WriteReport {
  return { written: write.map(({ path }) => path), removed: remove, unchanged, diagnostics };
}

function refusal(diagnostics: readonly Diagnostic[]): WriteReport {
  return { written: [], unchanged: [], removed: [], diagnostics };
}
