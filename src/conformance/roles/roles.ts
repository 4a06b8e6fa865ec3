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
 * The roles of the objects of a document, e.g. `message` or `schema`. A role follows from the field
 * that contains the object, so a property with the name of a keyword, or data in an example, is never
 * mistaken for a schema.
 */
export interface Roles {
  /** All objects with a role, including schemas. Their `x-` fields are extensions. */
  readonly objects: ReadonlySet<JsonObject>;
  readonly schemas: ReadonlySet<JsonObject>;
  /** Reference objects in the place of a schema. */
  readonly schemaReferences: ReadonlySet<JsonObject>;
  /** Locations of data. They may repeat, and one may contain another. */
  readonly data: readonly Data[];
}

/** The location of data, which has no role. */
export type Data = Target & Pick<DataField, 'kind'>;

interface Visit extends Target {
  readonly role: Role;
}

/** The state of a search. */
interface Search {
  readonly closure: Closure;
  readonly schemaReferences: Set<JsonObject>;
  readonly data: Data[];
  readonly seen: Map<Role, Set<JsonObject>>;
}

/** Finds the roles in linear time: visits each object at most once for each role. */
export function findRoles(closure: Closure): Roles {
  const search: Search = {
    closure,
    schemaReferences: new Set(),
    data: [],
    seen: new Map(),
  };
  const queue: Visit[] = [{ role: 'document', file: closure.main, pointer: '' }];
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    for (const next of follow(visit, search)) queue.push(next);
  }
  const { schemaReferences, data, seen } = search;
  const objects = new Set([...seen.values()].flatMap((each) => [...each]));
  return { objects, schemas: seen.get('schema') ?? new Set(), schemaReferences, data };
}

/** Records the object at the end of the references from a location; returns the visits within it. */
function follow(visit: Visit, search: Search): readonly Visit[] {
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
