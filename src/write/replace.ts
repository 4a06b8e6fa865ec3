import { hasErrors } from '../diagnostics/errors.js';
import type { OutputFile } from '../render/output-file.js';
import { cleanUpOnSignal } from '../system/interrupt.js';
import { findChanges, type ChangeSet, type Wording } from './change-set.js';
import { claim } from './claim.js';
import { commit } from './commit.js';
import {
  findInterruptedRuns,
  removeInterruptedRuns,
  type InterruptedRun,
} from './interrupted-run.js';
import type { Ledger } from './ledger.js';
import { stage } from './staging.js';
import { HalfDone } from './write-fault.js';

/** The new content of a folder, as far as it is ours. */
export interface Replacement {
  readonly files: readonly OutputFile[];
  readonly ledger: Ledger;
  /** Whether a file of an earlier run may be removed when it is no longer among the files. */
  readonly mayRemove: (path: string) => boolean;
  readonly wording: Wording;
}

/** How a folder differs from its new content. */
interface Comparison {
  readonly changes: ChangeSet;
  readonly interrupted: readonly InterruptedRun[];
  /** The new text of the ledger. */
  readonly text: string;
  /** Whether there is nothing to write. */
  readonly isCurrent: boolean;
}

/** Returns how a folder differs from its new content. */
export function compareWith(folder: string, replacement: Replacement): Comparison {
  const { files, ledger, mayRemove, wording } = replacement;
  const before = ledger.read(folder);
  if (before.kind === 'broken') {
    const changes = { ...NO_CHANGES, diagnostics: [before.diagnostic] };
    return { changes, interrupted: [], text: '', isCurrent: false };
  }
  const interrupted = findInterruptedRuns(folder, ledger);
  const listed = before.kind === 'found' ? before.files : new Map<string, string>();
  const unlisted = interrupted.map((run) => run.files);
  const changes = findChanges(folder, files, { listed, unlisted, mayRemove, wording });
  const known = before.kind === 'found' ? before.text : undefined;
  const text = ledger.textFor(folder);
  const isCurrent = !needsWrite(changes) && !hasErrors(changes.diagnostics) && text === known;
  return { changes, interrupted, text, isCurrent };
}

/** Replaces what is ours in a folder (a real path): all of it, or nothing if the changes have errors. */
export async function replaceFiles(folder: string, replacement: Replacement): Promise<ChangeSet> {
  // If another run is active, this may fail or be incomplete.
  const atFirst = attempt(() => compareWith(folder, replacement));
  const { changes, interrupted } =
    atFirst?.isCurrent === true ? atFirst : await replace(folder, replacement);
  if (!hasErrors(changes.diagnostics)) {
    await removeInterruptedRuns(folder, interrupted, changes.vacated);
  }
  return changes;
}

async function replace(folder: string, replacement: Replacement): Promise<Comparison> {
  // Without a handler, a signal ends the process between any two instructions.
  let discard = (): void => undefined;
  const unwatch = cleanUpOnSignal(() => discard());
  try {
    const staging = await claim(folder);
    ({ discard } = staging);
    const comparison = compareWith(folder, replacement);
    const { changes, text, isCurrent } = comparison;
    if (!isCurrent && !hasErrors(changes.diagnostics)) {
      const ledger = { name: replacement.ledger.name, text };
      commit(folder, stage(folder, staging, { changes, ledger }));
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
