import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { problem, shown } from './problem.js';
import { homeFolder } from '../system/never-root.js';
import { isInside, realPathOf } from '../system/real-path.js';
import { statOf } from './stat-of.js';

/** An output folder that can be used, or the finding that refuses it. */
export type OutputFolder =
  /** The real path, which may not exist yet. */
  | { readonly kind: 'usable'; readonly path: string }
  | { readonly kind: 'refused'; readonly diagnostic: Diagnostic };

/** Resolves `outDir` (absolute) to its real path; refuses folders that are unsuitable for output. */
export async function openOutputFolder(outDir: string): Promise<OutputFolder> {
  const there = statOf(outDir);
  if (there?.isSymbolicLink() === true) return refuse(outDir, 'it is a symbolic link');
  if (there?.isDirectory() === false) return refuse(outDir, 'it is not a folder');
  const path = await realPathOf(outDir);
  const fault = (await findDetour(outDir, path)) ?? (await findFault(path));
  return fault === undefined ? { kind: 'usable', path } : refuse(outDir, fault);
}

/** Refuses a path below the working folder that leads out of it by a symbolic link. */
async function findDetour(outDir: string, path: string): Promise<string | undefined> {
  const here = process.cwd();
  if (!isInside(here, outDir) || isInside(await realPathOf(here), path)) return undefined;
  return 'a symbolic link leads out of the folder you are working in';
}

async function findFault(path: string): Promise<string | undefined> {
  if (dirname(path) === path) return 'it is the root of a file system';
  if (path === homeFolder()) return 'it is your home folder';
  if (path === (await realPathOf(process.cwd()))) return 'it is the folder you are working in';
  const repository = statOf(join(path, '.git'));
  return repository === undefined ? undefined : 'it is the top of a git repository';
}

function refuse(outDir: string, fault: string): OutputFolder {
  const diagnostic = problem({
    code: 'OUTPUT_FOLDER_REFUSED',
    message: `${shown(outDir)} cannot be the output folder: ${fault}.`,
    help: 'Give a folder that holds nothing but the output, e.g. -o src/generated.',
  });
  return { kind: 'refused', diagnostic };
}
