import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors, isError } from '../diagnostics/errors.js';
import { realPathOf } from '../system/real-path.js';
import type { ChangeSet, Wording } from '../write/change-set.js';
import { describeFailure } from '../write/describe-failure.js';
import { clashesIn } from '../write/output-name.js';
import { named, problem } from '../write/problem.js';
import { compareWith, replaceFiles, type Replacement } from '../write/replace.js';
import { hashText } from '../write/text-hash.js';
import { checkLock, lockLedger, type Lock, type Origin } from './lock.js';

/** The documents of a folder, and their other files, as they were fetched. */
export interface VendoredFolder extends Origin {
  /** POSIX path relative to the folder of the lock file. */
  readonly folder: string;
  /** By POSIX path relative to the folder. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What changes on disk; paths are relative to the folder of the lock file. With an error, nothing was changed. */
export type VendorReport = Pick<ChangeSet, 'write' | 'remove' | 'unchanged' | 'diagnostics'>;

/** Returns what writing fetched folders would change. */
export async function compareVendored(
  project: string,
  folders: readonly VendoredFolder[],
): Promise<VendorReport> {
  return attempt(project, folders, (path, replacement) => compareWith(path, replacement).changes);
}

/** Writes fetched folders and the lock file: all of them, or nothing. Other folders of the lock file stay. */
export async function writeVendored(
  project: string,
  folders: readonly VendoredFolder[],
): Promise<VendorReport> {
  return attempt(project, folders, replaceFiles);
}

async function attempt(
  project: string,
  folders: readonly VendoredFolder[],
  action: (path: string, replacement: Replacement) => ChangeSet | Promise<ChangeSet>,
): Promise<VendorReport> {
  const replacement = replacementOf(folders);
  const clashes = clashesIn(replacement.files.map(({ path }) => path));
  if (clashes.length > 0) return refusal(clashes.map(clash));
  try {
    const path = await realPathOf(project);
    const fault = checkLock(replacement.ledger.textFor(path));
    if (fault !== undefined) return refusal([fault]);
    const changes = await action(path, replacement);
    return hasErrors(changes.diagnostics) ? refusal(changes.diagnostics.filter(isError)) : changes;
  } catch (error) {
    const diagnostic = describeFailure(error, project);
    if (diagnostic === undefined) throw error;
    return refusal([diagnostic]);
  }
}

/** Whether a folder has been fetched as the lock file says. */
export function isAsLocked({ folder, texts }: VendoredFolder, lock: Lock): boolean {
  const { files } = lock.get(folder) ?? { files: new Map<string, string>() };
  return (
    files.size === texts.size &&
    [...texts].every(([path, text]) => files.get(path) === hashText(text))
  );
}

function replacementOf(folders: readonly VendoredFolder[]): Replacement {
  const entries = folders.map(({ folder, source, documents, texts }) => {
    const files = new Map([...texts].map(([path, text]) => [path, hashText(text)]));
    return [folder, { source, ...(documents && { documents }), files }] as const;
  });
  return {
    files: folders.flatMap(({ folder, texts }) =>
      [...texts].map(([path, text]) => ({ path: `${folder}/${path}`, text })),
    ),
    ledger: lockLedger(new Map(entries)),
    mayRemove: () => true,
    wording,
  };
}

function refusal(diagnostics: readonly Diagnostic[]): VendorReport {
  return { write: [], remove: [], unchanged: [], diagnostics };
}

const wording: Wording = {
  blocked: (path, { at, what }) =>
    problem({
      code: 'SPEC_PATH_BLOCKED',
      message: `${path} cannot be written: ${at} is ${what}.`,
      help: `Remove ${at}, or fetch the documents into another folder.`,
    }),
  foreign: (path) =>
    problem({
      code: 'SPEC_FILE_FOREIGN',
      message: `${path} is there already, and was not fetched; what was fetched now is different.`,
      help: 'Move or remove it, or fetch the documents into another folder.',
    }),
  edited: (path) => edited([path]),
  replaced: edited,
};

function clash([path, fault]: readonly [string, string]): Diagnostic {
  return problem({
    code: 'SPEC_PATH_BLOCKED',
    message: `${path} cannot be written: ${fault}.`,
    help: 'Fetch the documents into folders that do not contain each other.',
  });
}

function edited(paths: readonly string[]): Diagnostic {
  return problem({
    code: 'SPEC_FILE_EDITED',
    message: `Changed since they were fetched: ${named(paths)}. To replace them would undo these changes.`,
    help: 'Restore them from version control, or remove them, and run update again. Make changes at the source, or in copies elsewhere.',
  });
}
