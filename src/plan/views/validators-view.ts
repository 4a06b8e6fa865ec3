import type { Json } from '../../json/json.js';
import { code, identifier, link, literal, type Code } from '../code/code.js';
import { sortedCode } from './imports.js';
import { declaredJson } from '../samples/schema-json.js';
import type { TypeContext } from '../types/schema-type.js';
import type { TypeNames } from '../names/type-names.js';
import type { Placed } from './placed.js';
import type { View } from './view.js';

/** The view of `validators.ts`, and what it has placeholders for. */
export interface ValidatorsView {
  readonly view: View;
  readonly placed: Placed;
}

/** Makes the view of `validators.ts`. */
export function validatorsView(names: TypeNames, context: TypeContext): ValidatorsView {
  const literals: Json[] = [];
  const types = [...names.types.values()].map(({ name, schema }) => {
    const json = declaredJson(schema, context);
    const text = literal(json);
    // Only Prettier knows how wide other characters are.
    const isPlaced = /^[\x20-\x7e]*$/.test(text);
    const placeholder = code`[${literal(literals.length)}]`;
    if (isPlaced) literals.push(json);
    return { name: identifier(name), schema: isPlaced ? placeholder : text };
  });
  const written = types.map(({ name }) => name);
  const functions = placeholdersOf(written).map((name) => ({ name, link: link(name) }));
  const view = { types, typeImports: sortedCode(written), functions };
  return { view, placed: { literals, names: written } };
}

/** A placeholder for the names of each length. No template prints a `$`. */
function placeholdersOf(names: readonly Code[]): readonly Code[] {
  const lengths = new Set(names.map(({ length }) => length));
  return [...lengths].map((length) => identifier('$'.repeat(length)));
}
