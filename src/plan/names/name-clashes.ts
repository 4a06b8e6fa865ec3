import { groupBy } from '../../system/group-by.js';
import { byCodePoint } from '../../system/code-point-order.js';
import type { Origin } from '../../model/origin.js';
import type { SchemaId } from '../../model/schema/schema.js';
import { unusedNames } from './unused-names.js';
import { pascalCase } from './case.js';

/** Schemas that want the same name, and the names that they get instead. */
export interface NameClash {
  readonly wanted: string;
  readonly given: readonly { readonly name: string; readonly origin: Origin }[];
}

export interface Candidate {
  readonly id: SchemaId;
  readonly origin: Origin;
  readonly wanted: string;
  /** Keys above the one that gives the name, the nearest first, and last the file's API. */
  readonly ancestors: readonly string[];
}

export interface SettledNames {
  readonly names: ReadonlyMap<SchemaId, string>;
  readonly clashes: readonly NameClash[];
}

/** Gives each candidate the name that it wants, or another one if several want it or it is taken. */
export function settleNames(
  candidates: readonly Candidate[],
  taken: ReadonlySet<string>,
): SettledNames {
  const groups = groupBy(candidates, ({ wanted }) => wanted);
  const names = new Map<SchemaId, string>();
  const clashes: NameClash[] = [];
  const unused = unusedNames([...taken, ...groups.keys()], 1);
  for (const [wanted, group] of groups) {
    if (group.length === 1 && !taken.has(wanted)) {
      for (const { id } of group) names.set(id, wanted);
      continue;
    }
    const given = distinguish(group, unused);
    for (const { id, name } of given) names.set(id, name);
    clashes.push({
      wanted,
      given: given.map(({ name, origin }) => ({ name, origin })),
    });
  }
  return { names, clashes };
}

/**
 * Prefixes each name with the nearest ancestor key that no other candidate has. Names that are still
 * the same are numbered.
 */
function distinguish(
  group: readonly Candidate[],
  unused: (wanted: string) => string,
): readonly { readonly id: SchemaId; readonly origin: Origin; readonly name: string }[] {
  const levels = prefixUses(group);
  const sorted = group.toSorted((a, b) => byCodePoint(a.id, b.id));
  return sorted.map((candidate) => {
    const isShared = (uses: ReadonlyMap<string, number>): boolean => uses.size === 1;
    const own = levels.findIndex(
      (uses, level) => !isShared(uses) && uses.get(prefixAt(candidate, level)) === 1,
    );
    const level = own < 0 ? levels.findIndex((uses) => !isShared(uses)) : own;
    const prefix = level < 0 ? '' : prefixAt(candidate, level);
    return { id: candidate.id, origin: candidate.origin, name: unused(prefix + candidate.wanted) };
  });
}

/** For each level of ancestors: how many candidates have a prefix there. */
function prefixUses(group: readonly Candidate[]): readonly ReadonlyMap<string, number>[] {
  const deepest = group.reduce((most, { ancestors }) => Math.max(most, ancestors.length), 0);
  return Array.from({ length: deepest }, (_, level) => {
    const uses = new Map<string, number>();
    for (const candidate of group) {
      const prefix = prefixAt(candidate, level);
      uses.set(prefix, (uses.get(prefix) ?? 0) + 1);
    }
    return uses;
  });
}

/** The ancestor key at a level, in PascalCase; the farthest one beyond the last level. */
function prefixAt({ ancestors }: Candidate, level: number): string {
  return pascalCase(ancestors[level] ?? ancestors.at(-1) ?? '');
}
