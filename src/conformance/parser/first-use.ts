import type { Closure } from '../../load/references/closure.js';
import { descend, topOf, type Located } from '../../load/references/descend.js';
import { entriesOf, isArray, type Json, member } from '../../json/json.js';

type Path = readonly (string | number)[];

/** Returns the first place where an operation or a message has an id, by the name of the field. */
export type FirstUse = (field: string, id: Json) => Located | undefined;

/**
 * Creates a function that finds ids in the order in which the rules of the parser look at them. It
 * reads a document once for each field.
 */
export function createFirstUse(closure: Closure): FirstUse {
  const known = new Map<string, ReadonlyMap<Json, Located>>();
  return (field, id) => {
    const uses = known.get(field) ?? firstUses(field, closure);
    known.set(field, uses);
    return uses.get(id);
  };
}

function firstUses(field: string, closure: Closure): ReadonlyMap<Json, Located> {
  const uses = new Map<Json, Located>();
  for (const operation of operationPaths(closure)) {
    const owners = field === 'messageId' ? messagePaths(operation, closure) : [operation];
    for (const path of owners.map((owner) => idPath(owner, field, closure))) {
      const at = path && locate(path, closure);
      if (at !== undefined && !uses.has(at.value)) uses.set(at.value, at);
    }
  }
  return uses;
}

function operationPaths(closure: Closure): readonly Path[] {
  const channels = locate(['channels'], closure).value;
  return entriesOf(channels).flatMap(([key]) =>
    ['subscribe', 'publish'].map((kind) => ['channels', key, kind]),
  );
}

function messagePaths(operation: Path, closure: Closure): readonly Path[] {
  const path = [...operation, 'message'];
  const several = member(locate(path, closure).value, 'oneOf');
  return isArray(several) ? several.map((_, index) => [...path, 'oneOf', index]) : [path];
}

/** The path to the id of an object: the last trait that has one takes precedence. */
function idPath(owner: Path, field: string, closure: Closure): Path | undefined {
  const { value } = locate(owner, closure);
  const traits = member(value, 'traits');
  const count = isArray(traits) ? traits.length : 0;
  const paths = Array.from({ length: count }, (_, index) => [...owner, 'traits', index]).reverse();
  return [...paths, owner]
    .map((path) => [...path, field])
    .find((path) => typeof locate(path, closure).value === 'string');
}

function locate(path: Path, closure: Closure): Located {
  return descend(topOf(closure), path, closure).at;
}
