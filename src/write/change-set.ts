import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { OutputFile } from '../render/output-file.js';
import type { DiskEntry } from './disk-entry.js';
import { look } from './disk-entry.js';
import { problem } from './problem.js';
import { hashText } from './text-hash.js';

/** The files of an output folder that a run may replace or remove. */
export interface Owned {
  /** Hashes by path, as the manifest lists them. */
  readonly listed: ReadonlyMap<string, string>;
  /** Hashes by path of files that interrupted runs wrote but did not list. */
  readonly unlisted: readonly ReadonlyMap<string, string>[];
  /** Whether a listed file may be removed when it is no longer generated. */
  readonly mayRemove: (path: string) => boolean;
}

/** The changes that turn the output folder into the new output. */
export interface ChangeSet {
  readonly write: readonly (OutputFile & { readonly replaces: boolean })[];
  readonly remove: readonly string[];
  /**
   * Files that are no longer generated and do not exist. An interrupted run may have left their
   * folders.
   */
  readonly vacated: readonly string[];
  readonly unchanged: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

type PlainKind = 'remove' | 'kept' | 'vacated' | 'unchanged';

type Finding =
  | {
      readonly kind: 'write';
      readonly file: OutputFile;
      readonly replaces: boolean;
      /** Whether the replaced file was edited by hand. */
      readonly edited: boolean;
    }
  | { readonly kind: PlainKind; readonly path: string }
  | { readonly kind: 'problem'; readonly diagnostic: Diagnostic };

/**
 * Compares the folder with the new files. A listed file that was edited by hand is replaced and
 * reported.
 */
export function findChanges(folder: string, files: readonly OutputFile[], owned: Owned): ChangeSet {
  const findings: Finding[] = [];
  for (const file of files) findings.push(compare(file, look(folder, file.path), owned));
  for (const path of findOrphans(files, owned)) {
    for (const each of disown(path, look(folder, path), owned)) findings.push(each);
  }
  return collect(findings);
}

function compare(file: OutputFile, entry: DiskEntry, owned: Owned): Finding {
  const { path } = file;
  if (entry.kind === 'absent') return { kind: 'write', file, replaces: false, edited: false };
  if (entry.kind === 'blocked')
    return { kind: 'problem', diagnostic: describeBlocked(path, entry) };
  if (entry.hash === hashText(file.text)) return { kind: 'unchanged', path };
  const edited = !isAsWeLeftIt(path, entry.hash, owned);
  if (edited && !owned.listed.has(path)) {
    return { kind: 'problem', diagnostic: describeForeign(path) };
  }
  return { kind: 'write', file, replaces: true, edited };
}

function findOrphans(files: readonly OutputFile[], owned: Owned): readonly string[] {
  const given = new Set(files.map(({ path }) => path));
  const known = [owned.listed, ...owned.unlisted].flatMap((hashes) => [...hashes.keys()]);
  return [...new Set(known)].filter((path) => !given.has(path));
}

function disown(path: string, entry: DiskEntry, owned: Owned): readonly Finding[] {
  if (entry.kind === 'absent') return [{ kind: 'vacated', path }];
  if (entry.kind === 'file' && isAsWeLeftIt(path, entry.hash, owned)) {
    const isKept = owned.listed.has(path) && !owned.mayRemove(path);
    return [{ kind: isKept ? 'kept' : 'remove', path }];
  }
  return owned.listed.has(path) ? [{ kind: 'problem', diagnostic: describeEdited(path) }] : [];
}

function isAsWeLeftIt(
  path: string,
  hash: string,
  { listed, unlisted }: Omit<Owned, 'mayRemove'>,
): boolean {
  return [listed, ...unlisted].some((hashes) => hashes.get(path) === hash);
}

function collect(findings: readonly Finding[]): ChangeSet {
  const pathsOf = (kind: PlainKind): readonly string[] =>
    findings.flatMap((finding) => (finding.kind === kind ? [finding.path] : []));
  const edited = findings.flatMap((finding) =>
    finding.kind === 'write' && finding.edited ? [finding.file.path] : [],
  );
  const kept = pathsOf('kept');
  return {
    write: findings.flatMap((finding) =>
      finding.kind === 'write' ? [{ ...finding.file, replaces: finding.replaces }] : [],
    ),
    remove: pathsOf('remove'),
    vacated: pathsOf('vacated'),
    unchanged: pathsOf('unchanged'),
    diagnostics: [
      ...findings.flatMap((finding) => (finding.kind === 'problem' ? [finding.diagnostic] : [])),
      ...(kept.length === 0 ? [] : [describeKept(kept)]),
      ...(edited.length === 0 ? [] : [describeReplaced(edited)]),
    ],
  };
}

function describeBlocked(path: string, entry: DiskEntry & { kind: 'blocked' }): Diagnostic {
  return problem({
    code: 'OUTPUT_PATH_BLOCKED',
    message: `${path} cannot be written: ${entry.at} is ${entry.what}.`,
    help: `Remove ${entry.at} from the output folder, or choose another folder with -o.`,
  });
}

function describeForeign(path: string): Diagnostic {
  return problem({
    code: 'OUTPUT_FILE_FOREIGN',
    message: `${path} is there already, and is no file of an earlier run.`,
    help: 'Move or remove it, or choose another folder with -o.',
  });
}

function describeEdited(path: string): Diagnostic {
  return problem({
    code: 'OUTPUT_FILE_EDITED',
    severity: 'warning',
    message: `${path} is no longer generated, and was left in place since it was edited.`,
    help: 'Remove it if it is of no use to you; from now on it counts as your own.',
  });
}

/** How many files a message names. */
const MOST_NAMED = 10;

function named(paths: readonly string[]): string {
  const first = paths.slice(0, MOST_NAMED).join(', ');
  const rest = paths.length - MOST_NAMED;
  return rest > 0 ? `${first} and ${String(rest)} more` : first;
}

function describeKept(paths: readonly string[]): Diagnostic {
  return problem({
    code: 'OUTPUT_PRUNE',
    message: `The given documents and parts do not generate these files of an earlier run: ${named(paths)}.`,
    help: 'Add --prune to remove them. To keep them, pass all documents and parts of the output folder, or choose another folder with -o.',
  });
}

function describeReplaced(paths: readonly string[]): Diagnostic {
  const files = named(paths);
  return problem({
    code: 'OUTPUT_EDIT_REPLACED',
    severity: 'warning',
    message: `Changed by hand since they were generated, and now replaced: ${files}.`,
    help: 'Take the change back from version control if you need it, and keep it in a file of your own.',
  });
}
