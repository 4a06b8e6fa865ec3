import { finalTarget, type Closure } from '../../load/references/closure.js';
import type { Target } from '../../load/references/target.js';
import { isObject, type JsonObject } from '../../json/json.js';
import {
  childrenOf,
  dataFieldsOf,
  isMultiFormat,
  type DataField,
  type Role,
} from './asyncapi-fields.js';
import { valueAt } from '../../json/pointer.js';

/**
 * What the objects of a document are. Found from the places where AsyncAPI 2 and 3 have them, so a
 * property that is merely called like a keyword, or data in an example, is never taken for a schema.
 */
export interface Roles {
  /** Objects of AsyncAPI, schemas included: their own `x-` fields are extensions. */
  readonly objects: ReadonlySet<JsonObject>;
  readonly schemas: ReadonlySet<JsonObject>;
  /** References where a schema is expected. */
  readonly schemaReferences: ReadonlySet<JsonObject>;
  /** Where data stands; some perhaps twice, and within each other. */
  readonly data: readonly Data[];
}

/** Data of a document: what has no role. */
export type Data = Target & Pick<DataField, 'kind'>;

interface Visit extends Target {
  readonly role: Role;
}

/** Under construction. */
interface Search {
  readonly closure: Closure;
  readonly schemaReferences: Set<JsonObject>;
  readonly data: Data[];
  readonly seen: Map<Role, Set<JsonObject>>;
}

/** Visits each object at most once in each role, so in time that is proportional to the files. */
export function findRoles(closure: Closure): Roles {
  const search: Search = {
    closure,
    schemaReferences: new Set(),
    data: [],
    seen: new Map(),
  };
  const queue: Visit[] = [{ role: 'document', file: closure.main, pointer: '' }];
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    for (const next of look(visit, search)) queue.push(next);
  }
  const { schemaReferences, data, seen } = search;
  const objects = new Set([...seen.values()].flatMap((each) => [...each]));
  return { objects, schemas: seen.get('schema') ?? new Set(), schemaReferences, data };
}

/** Notes what stands at a place, past references; gives the places within it. */
function look(visit: Visit, search: Search): readonly Visit[] {
  const written = valueAt(visit.file.data, visit.pointer);
  const { file, pointer } = finalTarget(visit, search.closure) ?? visit;
  const value = valueAt(file.data, pointer);
  if (!isObject(value) || !isObject(written)) return [];
  const role = roleOf(value, visit.role);
  if (role === 'schema' && written !== value) search.schemaReferences.add(written);
  if (!isNew(value, role, search)) return [];
  for (const field of dataFieldsOf(value, role, pointer)) search.data.push({ file, ...field });
  return childrenOf(value, role, pointer).map((child) => ({ ...child, file }));
}

function isNew(value: JsonObject, role: Role, { seen }: Search): boolean {
  const known = seen.get(role) ?? new Set();
  seen.set(role, known);
  if (known.has(value)) return false;
  known.add(value);
  return true;
}

function roleOf(value: JsonObject, role: Role): Role {
  return role === 'multiFormat' && !isMultiFormat(value) ? 'schema' : role;
}
