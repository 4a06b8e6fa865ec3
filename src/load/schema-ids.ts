import { finalTarget, type Closure, type Target } from './closure.js';
import type { Json, JsonObject } from './document.js';
import { isList, isObject } from './json-guards.js';
import { childPointer, valueAt } from './pointer.js';

/**
 * The schemas of a document: each schema object with `<absolute file>#<pointer>` of its place.
 * Found from the places where AsyncAPI 2 and 3 have schemas, so a property that is merely called
 * like a keyword, or data in an example, is never taken for a schema.
 */
export function schemaIds(closure: Closure): ReadonlyMap<JsonObject, string> {
  const ids = new Map<JsonObject, string>();
  const seen = new Map<Role, Set<JsonObject>>();
  const queue: Visit[] = [{ role: 'document', file: closure.main, pointer: '' }];
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    const target = finalTarget(visit, closure.links) ?? visit;
    const value = valueAt(target.file.data, target.pointer);
    if (!isObject(value) || seen.get(visit.role)?.has(value)) continue;
    seen.set(visit.role, (seen.get(visit.role) ?? new Set()).add(value));
    if (visit.role === 'schema') ids.set(value, `${target.file.path}#${target.pointer}`);
    queue.push(...childrenOf(value, { ...target, role: visit.role }));
  }
  return ids;
}

interface Visit extends Target {
  readonly role: Role;
}

type Role =
  | 'document'
  | 'components'
  | 'channel'
  | 'operation'
  | 'parameter'
  | 'message'
  | 'multiFormat'
  | 'schema';

/** How a field holds its values: alone, by name, in a list, or alone as well as in a list. */
type Shape = 'one' | 'map' | 'list' | 'either';
type Field = readonly [role: Role, shape: Shape];

/** The fields of AsyncAPI 2 and 3 together: none of them means different things in the two. */
const grammar: Readonly<Record<Role, Readonly<Record<string, Field>>>> = {
  document: { channels: ['channel', 'map'], components: ['components', 'one'] },
  components: {
    schemas: ['multiFormat', 'map'],
    messages: ['message', 'map'],
    messageTraits: ['message', 'map'],
    channels: ['channel', 'map'],
    parameters: ['parameter', 'map'],
  },
  channel: {
    messages: ['message', 'map'],
    publish: ['operation', 'one'],
    subscribe: ['operation', 'one'],
    parameters: ['parameter', 'map'],
  },
  operation: { message: ['message', 'one'] },
  parameter: { schema: ['schema', 'one'] },
  message: {
    payload: ['multiFormat', 'one'],
    headers: ['multiFormat', 'one'],
    traits: ['message', 'list'],
    oneOf: ['message', 'list'],
  },
  // AsyncAPI 3, Multi Format Schema Object; without `schemaFormat` it is a schema as it stands.
  multiFormat: { schema: ['schema', 'one'] },
  // JSON Schema draft-07, and `$defs`, which many write in its place.
  schema: {
    properties: ['schema', 'map'],
    patternProperties: ['schema', 'map'],
    definitions: ['schema', 'map'],
    $defs: ['schema', 'map'],
    dependencies: ['schema', 'map'],
    additionalProperties: ['schema', 'one'],
    propertyNames: ['schema', 'one'],
    additionalItems: ['schema', 'one'],
    contains: ['schema', 'one'],
    not: ['schema', 'one'],
    if: ['schema', 'one'],
    then: ['schema', 'one'],
    else: ['schema', 'one'],
    items: ['schema', 'either'],
    allOf: ['schema', 'list'],
    anyOf: ['schema', 'list'],
    oneOf: ['schema', 'list'],
  },
};

const jsonSchemaFormat =
  /^application\/(?:schema|vnd\.aai\.asyncapi)(?:\+(?:json|yaml))?\s*;\s*version=/;

function childrenOf(value: JsonObject, visit: Visit): readonly Visit[] {
  const format = value['schemaFormat'];
  const foreign = typeof format === 'string' && !jsonSchemaFormat.test(format);
  if (visit.role === 'multiFormat') {
    if (typeof format !== 'string' || value['schema'] === undefined) {
      return [{ ...visit, role: 'schema' }];
    }
    if (foreign) return [];
  }
  return (
    Object.entries(grammar[visit.role])
      // AsyncAPI 2: the format of the payload stands beside it.
      .filter(([field]) => !(visit.role === 'message' && field === 'payload' && foreign))
      .flatMap(([field, [role, shape]]) => {
        const pointer = childPointer(visit.pointer, field);
        const held = Object.hasOwn(value, field) ? value[field] : undefined;
        return pointersIn(held, pointer, shape).map((each) => ({ ...visit, role, pointer: each }));
      })
  );
}

function pointersIn(held: Json | undefined, pointer: string, shape: Shape): readonly string[] {
  if (isList(held)) {
    const listed = shape === 'list' || shape === 'either';
    return listed ? held.map((_, index) => childPointer(pointer, index)) : [];
  }
  if (!isObject(held) || shape === 'list') return [];
  return shape === 'map' ? Object.keys(held).map((key) => childPointer(pointer, key)) : [pointer];
}
