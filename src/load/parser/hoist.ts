import type { Target } from '../target.js';
import type { Json, JsonObject } from '../document.js';
import { isObject, member } from '../json-guards.js';
import { segmentsOf } from '../pointer.js';

/**
 * Puts schemas that stand in other files, or at places of no meaning, among the components, so that
 * they are checked, too. A document whose components are no mapping is refused without that.
 */
export function hoist(
  document: JsonObject,
  schemas: readonly (readonly [Target, Json])[],
): { readonly document: JsonObject; readonly places: ReadonlyMap<string, Target> } {
  const components = member(document, 'components') ?? {};
  const known = member(components, 'schemas') ?? {};
  const places = new Map<string, Target>();
  if (schemas.length === 0 || !isObject(components) || !isObject(known)) {
    return { document, places };
  }
  const hoisted = schemas.map(([target, schema]): readonly [string, Json] => {
    const key = unusedKey(target, (each) => Object.hasOwn(known, each) || places.has(each));
    places.set(key, target);
    return [key, schema];
  });
  const all = { ...known, ...Object.fromEntries(hoisted) };
  return { document: { ...document, components: { ...components, schemas: all } }, places };
}

/** Messages of the parser name it: the key of the schema itself, if AsyncAPI allows it here. */
function unusedKey({ pointer }: Target, isUsed: (key: string) => boolean): string {
  const own = (segmentsOf(pointer).at(-1) ?? '').replaceAll(/[^\w.-]/g, '_');
  const stem = own === '' ? 'schema' : own;
  let key = stem;
  for (let count = 2; isUsed(key); count += 1) key = `${stem}-${count}`;
  return key;
}
