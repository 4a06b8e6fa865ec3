import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { portablePath } from '../system/portable-path.js';
import { isInside } from '../system/real-path.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { inProject, type FetchedFolder } from './fetched-folder.js';
import { generateOutput } from './generate.js';
import type { Io } from './io.js';
import { manifestDocuments } from './manifest-documents.js';
import { recordedOptions } from './output-options.js';
import { reportFindings } from './report.js';
import type { SpecOptions } from './spec-options.js';
import type { Manifest } from '../write/manifest.js';

/** The documents that are new, and what the output was generated from. */
interface Renewal {
  readonly fetched: readonly FetchedFolder[];
  readonly manifest: Manifest;
}

interface Options extends SpecOptions {
  readonly format: 'pretty' | 'github';
  readonly out: string;
  /** Whether the run has said what changes in the documents. */
  readonly isTold: boolean;
}

/** Generates the output again: of a document that has moved from its new path, and without those that are gone. */
export async function generateAgain(
  { fetched, manifest }: Renewal,
  { out, isTold, root, allowRef, strict, format, quiet }: Options,
  io: Io,
): Promise<ExitCode> {
  const folder = resolve(io.cwd, out);
  const documents = new Map<string, string>();
  for (const [path, hash] of manifest.documents) {
    const now = await currentPath(resolve(folder, path), fetched);
    if (now !== undefined) documents.set(portablePath(folder, now), hash);
  }
  const within = root ?? rootOf([...documents.keys()], folder, fetched);
  const commandFolders = { cwd: io.cwd, root };
  const { specs } = await manifestDocuments({ ...manifest, documents }, out, commandFolders);
  if (specs.length === 0) {
    await reportFindings([nothingLeft(out)], { io, to: io.err, format });
    return EXIT.usage;
  }
  const reading = {
    ...(within !== undefined && { root: within }),
    ...(allowRef && { allowRef }),
    ...(strict && { strict }),
    ...(quiet && { quiet }),
  };
  const options = { ...reading, ...recordedOptions(manifest), out, format };
  return generateOutput(specs, { ...options, prune: true, ...(isTold && { isTold }) }, io);
}

/** Returns the folder that was fetched if all documents are in it: their references were checked within it. */
function rootOf(
  documents: readonly string[],
  out: string,
  fetched: readonly FetchedFolder[],
): string | undefined {
  const folders = fetched.map(({ project, folder }) => resolve(project, folder));
  if (documents.length === 0) return undefined;
  return folders.find((folder) => documents.every((path) => isInside(folder, resolve(out, path))));
}

function nothingLeft(out: string): Diagnostic {
  return {
    code: 'OUTPUT_PRUNE',
    severity: 'error',
    message: `None of the documents that ${out} was generated from is left, so all of its files would be removed.`,
    help: 'Remove the folder, or run generate with other documents.',
  };
}

/** Returns the path of a document of the manifest, which may have another one in its source now. */
async function currentPath(
  path: string,
  fetched: readonly FetchedFolder[],
): Promise<string | undefined> {
  if (existsSync(path)) return path;
  const { findSuccessor } = await import('../generate/fetched.js');
  const folder = fetched.find((each) => isInside(resolve(each.project, each.folder), path));
  if (folder === undefined) return path;
  const successor = findSuccessor(path, folder.specs);
  return successor && inProject(folder, successor);
}
