import { levelOf, type Change } from './change.js';

/** A step of a semantic version. */
export type Step = 'none' | 'patch' | 'minor' | 'major';

const steps = ['none', 'patch', 'minor', 'major'] as const satisfies readonly Step[];

/** Returns the step that changes amount to. Risky ones are no patch, and additions are minor. */
export function stepFor(changes: readonly Change[]): Step {
  if (changes.length === 0) return 'none';
  return changes.some((change) => levelOf(change) === 'breaking') ? 'major' : 'minor';
}

/** Returns the step from one version to another; nothing if one of them is no semantic version. */
export function stepBetween(old: string, fresh: string): Step | undefined {
  const [before, after] = [partsOf(old), partsOf(fresh)];
  if (before === undefined || after === undefined) return undefined;
  const index = before.findIndex((part, at) => part !== after[at]);
  if (index < 0) return 'none';
  if ((after[index] ?? 0) < (before[index] ?? 0)) return 'none';
  return steps[3 - index] ?? 'none';
}

/** Returns the step that a version has to take: below 1.0.0, a minor step may break everything (SemVer 2.0.0, 4). */
export function neededStep(step: Step, old: string): Step {
  const isInitial = partsOf(old)?.[0] === 0;
  if (!isInitial || step === 'none') return step;
  return step === 'major' ? 'minor' : 'patch';
}

/** Whether one step is smaller than another one. */
function isLess(step: Step, other: Step): boolean {
  return steps.indexOf(step) < steps.indexOf(other);
}

/** Whether the step of the version is smaller than the one that the changes amount to. */
export function isUnderstated(facts: {
  readonly oldVersion: string;
  readonly newVersion: string;
  readonly step: Step;
}): boolean {
  const claimed = stepBetween(facts.oldVersion, facts.newVersion);
  return claimed !== undefined && isLess(claimed, facts.step);
}

function partsOf(version: string): readonly number[] | undefined {
  const [, ...parts] = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+].*)?$/.exec(version.trim()) ?? [];
  return parts.length === 3 ? parts.map(Number) : undefined;
}
