import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { OutputFile } from '../render/output-file.js';
import type { DiskEntry } from './disk-entry.js';
import { look } from './disk-entry.js';
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

/** The findings about files that are not as the last run has left them. */
export interface Wording {
  /** A file cannot be written, since something else than a file is there. */
  readonly blocked: (path: string, entry: DiskEntry & { readonly kind: 'blocked' }) => Diagnostic;
  /** A file is there that is not ours. */
  readonly foreign: (path: string) => Diagnostic;
  /** A file would be removed, but was edited. */
  readonly edited: (path: string) => Diagnostic;
  /** Files would be removed, but may not be; absent if all may. */
  readonly kept?: (paths: readonly string[]) => Diagnostic;
  /** Files are replaced, but were edited. With an error, nothing is. */
  readonly replaced: (paths: readonly string[]) => Diagnostic;
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

/** What a run may replace, and what is said of the rest. */
export interface Rules extends Owned {
  readonly wording: Wording;
}

/**
 * Compares the folder with the new files. A listed file that was edited by hand is replaced and
 * reported.
 */
export function findChanges(folder: string, files: readonly OutputFile[], rules: Rules): ChangeSet {
  const findings: Finding[] = [];
  for (const file of files) findings.push(compare(file, look(folder, file.path), rules));
  for (const path of findOrphans(files, rules)) {
    for (const each of disown(path, look(folder, path), rules)) findings.push(each);
  }
  return collect(findings, rules.wording);
}

function compare(file: OutputFile, entry: DiskEntry, { wording, ...owned }: Rules): Finding {
  const { path } = file;
  if (entry.kind === 'absent') return { kind: 'write', file, replaces: false, edited: false };
  if (entry.kind === 'blocked')
    return { kind: 'problem', diagnostic: wording.blocked(path, entry) };
  if (entry.hash === hashText(file.text)) return { kind: 'unchanged', path };
  const edited = !isAsWeLeftIt(path, entry.hash, owned);
  if (edited && !owned.listed.has(path)) {
    return { kind: 'problem', diagnostic: wording.foreign(path) };
  }
  return { kind: 'write', file, replaces: true, edited };
}

function findOrphans(files: readonly OutputFile[], owned: Owned): readonly string[] {
  const given = new Set(files.map(({ path }) => path));
  const known = [owned.listed, ...owned.unlisted].flatMap((hashes) => [...hashes.keys()]);
  return [...new Set(known)].filter((path) => !given.has(path));
}

function disown(path: string, entry: DiskEntry, { wording, ...owned }: Rules): readonly Finding[] {
  if (entry.kind === 'absent') return [{ kind: 'vacated', path }];
  if (entry.kind === 'file' && isAsWeLeftIt(path, entry.hash, owned)) {
    const isKept = owned.listed.has(path) && !owned.mayRemove(path);
    return [{ kind: isKept ? 'kept' : 'remove', path }];
  }
  return owned.listed.has(path) ? [{ kind: 'problem', diagnostic: wording.edited(path) }] : [];
}

function isAsWeLeftIt(
  path: string,
  hash: string,
  { listed, unlisted }: Omit<Owned, 'mayRemove'>,
): boolean {
  return [listed, ...unlisted].some((hashes) => hashes.get(path) === hash);
}

function collect(findings: readonly Finding[], wording: Wording): ChangeSet {
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
      ...(kept.length === 0 || wording.kept === undefined ? [] : [wording.kept(kept)]),
      ...(edited.length === 0 ? [] : [wording.replaced(edited)]),
    ],
  };
}
