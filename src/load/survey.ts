import { finalTarget, type Closure } from './closure.js';
import type { Target } from './target.js';
import type { JsonObject } from './document.js';
import { childrenOf, dataFieldsOf, isMultiFormat, type DataField, type Role } from './grammar.js';
import { isObject } from './json-guards.js';
import { valueAt } from './pointer.js';

/**
 * What the objects of a document are. Found from the places where AsyncAPI 2 and 3 have them, so a
 * property that is merely called like a keyword, or data in an example, is never taken for a schema.
 */
export interface Survey {
  /** Objects of AsyncAPI, schemas included: their own `x-` fields are extensions. */
  readonly objects: ReadonlySet<JsonObject>;
  /** References that stand for a schema, each with that schema. */
  readonly schemaLinks: ReadonlyMap<JsonObject, Target>;
  /** Schemas that a check of the document's structure reaches through references only. */
  readonly detached: readonly Target[];
  /** Where data stands; some perhaps twice, and within each other. */
  readonly data: readonly Data[];
}

/** Data of a document: what has no role. */
export type Data = Target & Pick<DataField, 'kind'>;

interface Visit extends Target {
  readonly role: Role;
  readonly isChecked: boolean;
}

/** Under construction. */
interface Surveying {
  readonly closure: Closure;
  readonly schemaLinks: Map<JsonObject, Target>;
  /** What a check of the structure meets where it stands, and the schemas it meets by reference. */
  readonly standing: Set<JsonObject>;
  readonly linked: Map<JsonObject, Target>;
  readonly data: Data[];
  /** By role, and whether there is such a check. */
  readonly seen: Map<string, Set<JsonObject>>;
}

/** Visits each object at most twice in each role, so in time that is proportional to the files. */
export function survey(closure: Closure): Survey {
  const surveying: Surveying = {
    closure,
    schemaLinks: new Map(),
    standing: new Set(),
    linked: new Map(),
    data: [],
    seen: new Map(),
  };
  const queue: Visit[] = [{ role: 'document', isChecked: true, file: closure.main, pointer: '' }];
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    for (const next of look(visit, surveying)) queue.push(next);
  }
  const { schemaLinks, standing, linked, data, seen } = surveying;
  const objects = new Set([...seen.values()].flatMap((each) => [...each]));
  const detached = [...linked].filter(([value]) => !standing.has(value)).map(([, at]) => at);
  return { objects, schemaLinks, detached, data };
}

/** Notes what stands at a place, past references; gives the places within it. */
function look(visit: Visit, surveying: Surveying): readonly Visit[] {
  const written = valueAt(visit.file.data, visit.pointer);
  const target = finalTarget(visit, surveying.closure) ?? visit;
  const value = valueAt(target.file.data, target.pointer);
  if (!isObject(value) || !isObject(written)) return [];
  const here: Visit = { ...visit, ...target, role: roleOf(value, visit.role) };
  if (written === value && here.isChecked) surveying.standing.add(value);
  if (written !== value) noteLink(written, { value, at: here }, surveying);
  if (!isNew(value, here, surveying)) return [];
  for (const { pointer, kind } of dataFieldsOf(value, here.role, target.pointer)) {
    surveying.data.push({ file: target.file, pointer, kind });
  }
  return childrenOf(value, here.role, target.pointer).map((child) => ({
    ...child,
    file: target.file,
    isChecked: child.isChecked && here.isChecked,
  }));
}

function noteLink(
  reference: JsonObject,
  { value, at }: { readonly value: JsonObject; readonly at: Visit },
  { schemaLinks, linked }: Surveying,
): void {
  if (at.role !== 'schema') return;
  const { file, pointer } = at;
  schemaLinks.set(reference, { file, pointer });
  if (at.isChecked) linked.set(value, { file, pointer });
}

function isNew(value: JsonObject, { role, isChecked }: Visit, { seen }: Surveying): boolean {
  const manner = `${role} ${String(isChecked)}`;
  const known = seen.get(manner) ?? new Set();
  seen.set(manner, known);
  if (known.has(value)) return false;
  known.add(value);
  return true;
}

function roleOf(value: JsonObject, role: Role): Role {
  return role === 'multiFormat' && !isMultiFormat(value) ? 'schema' : role;
}
