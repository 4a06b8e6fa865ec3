import { finalTarget, type Closure, type Target } from './closure.js';
import type { JsonObject } from './document.js';
import { childrenOf, isMultiFormat, type Role } from './grammar.js';
import { isObject } from './json-guards.js';
import { valueAt } from './pointer.js';

/** In a resolved document, every schema object has its id here. */
export const schemaIdField = 'x-parser-schema-id';

/**
 * What the objects of a document are. Found from the places where AsyncAPI 2 and 3 have them, so a
 * property that is merely called like a keyword, or data in an example, is never taken for a schema.
 */
export interface Survey {
  /** Each schema object with `<absolute file>#<pointer>` of its place. */
  readonly ids: ReadonlyMap<JsonObject, string>;
  /** Objects of AsyncAPI, schemas included: their own `x-` fields are extensions. */
  readonly objects: ReadonlySet<JsonObject>;
  /** Operations and messages: what traits apply to. */
  readonly traitOwners: ReadonlySet<JsonObject>;
}

interface Visit extends Target {
  readonly role: Role;
}

/** Under construction. */
interface Surveying {
  readonly closure: Closure;
  readonly ids: Map<JsonObject, string>;
  readonly traitOwners: Set<JsonObject>;
  readonly seen: Map<Role, Set<JsonObject>>;
}

/** Visits each object at most once in each role, so in time that is proportional to the files. */
export function survey(closure: Closure): Survey {
  const surveying: Surveying = {
    closure,
    ids: new Map(),
    traitOwners: new Set(),
    seen: new Map(),
  };
  const queue: Visit[] = [{ role: 'document', file: closure.main, pointer: '' }];
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    for (const next of look(visit, surveying)) queue.push(next);
  }
  const { ids, traitOwners, seen } = surveying;
  const objects = new Set([...seen.values()].flatMap((each) => [...each]));
  return { ids, objects, traitOwners };
}

/** Notes what stands at a place, past references; gives the places within it. */
function look(visit: Visit, surveying: Surveying): readonly Visit[] {
  const { file, pointer } = finalTarget(visit, surveying.closure) ?? visit;
  const value = valueAt(file.data, pointer);
  if (!isObject(value)) return [];
  const role = roleOf(value, visit.role);
  if (!isNew(value, role, surveying)) return [];
  if (role === 'schema') surveying.ids.set(value, `${file.path}#${pointer}`);
  if (role === 'operation' || role === 'message') surveying.traitOwners.add(value);
  return childrenOf(value, role, pointer).map((child) => ({ ...child, file }));
}

function isNew(value: JsonObject, role: Role, { seen }: Surveying): boolean {
  const known = seen.get(role) ?? new Set();
  seen.set(role, known);
  if (known.has(value)) return false;
  known.add(value);
  return true;
}

function roleOf(value: JsonObject, role: Role): Role {
  return role === 'multiFormat' && !isMultiFormat(value) ? 'schema' : role;
}
