import { levelOf, levels, type Change } from '../change.js';
import { isUnderstated, type Step } from '../semver.js';

/** What reporters get of a document. */
export interface DocumentReport {
  /** The name of the API in kebab case. */
  readonly name: string;
  /** The path of each version as it is shown; absent if it does not exist. */
  readonly old?: string;
  readonly new?: string;
  readonly oldVersion?: string;
  readonly newVersion?: string;
  readonly step: Step;
  readonly changes: readonly Change[];
}

/** Returns the changes that reports for people list: all but that of the version, of which the account speaks. */
export function listedChanges({ changes }: DocumentReport): readonly Change[] {
  return changes.filter(({ code }) => code !== 'VERSION_UNDERSTATED');
}

/** The account of a document, in one sentence. */
export interface Account {
  readonly sentence: string;
  /** The code of the finding that the sentence includes. */
  readonly code?: 'VERSION_UNDERSTATED';
}

/** Returns how many changes there are, and which version they need. */
export function accountOf(document: DocumentReport): Account {
  const changes = listedChanges(document);
  const counts = levels.toReversed().flatMap((level) => {
    const count = changes.filter((change) => levelOf(change) === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  if (counts.length === 0) return { sentence: 'nothing changes' };
  const { old, new: fresh, oldVersion = '', newVersion = '', step } = document;
  if (old === undefined || fresh === undefined) return { sentence: counts.join(', ') };
  const version =
    oldVersion === newVersion ? `stayed ${newVersion}` : `went from ${oldVersion} to ${newVersion}`;
  const start = `${counts.join(', ')}: a ${step} step`;
  return isUnderstated({ oldVersion, newVersion, step })
    ? { sentence: `${start}, but the version ${version}`, code: 'VERSION_UNDERSTATED' }
    : { sentence: `${start}, and the version ${version}` };
}

/** Returns what the level of a change is about; nothing if it holds for the wire and for source code alike. */
export function scopeOf({ wire, source }: Pick<Change, 'wire' | 'source'>): string | undefined {
  if (wire === source) return undefined;
  const level = levelOf({ wire, source });
  if (wire === level) return source === 'safe' ? 'wire only' : `wire, ${source} for source code`;
  return wire === 'safe' ? 'source code only' : `source code, ${wire} on the wire`;
}
