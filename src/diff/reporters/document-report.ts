import { levelOf, levels, type Change } from '../change.js';
import type { Step } from '../semver.js';

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

/** Returns the account of a document in one sentence: how many changes, and which version they need. */
export function accountOf({ changes, step, ...document }: DocumentReport): string {
  const counts = levels.toReversed().flatMap((level) => {
    const count = changes.filter((change) => levelOf(change) === level).length;
    return count === 0 ? [] : [`${count} ${level}`];
  });
  if (counts.length === 0) return 'nothing changes';
  const { old, new: fresh, oldVersion = '', newVersion = '' } = document;
  if (old === undefined || fresh === undefined) return counts.join(', ');
  const version =
    oldVersion === newVersion ? `stayed ${newVersion}` : `went from ${oldVersion} to ${newVersion}`;
  return `${counts.join(', ')}: a ${step} step, and the version ${version}`;
}
