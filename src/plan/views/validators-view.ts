import type { Json } from '../../json/json.js';
import { code, identifier, link, literal } from '../code/code.js';
import { sortedCode } from './imports.js';
import { declaredJson } from '../samples/schema-json.js';
import type { TypeContext } from '../types/schema-type.js';
import type { TypeNames } from '../names/type-names.js';
import type { View } from './view.js';

/** The view of `validators.ts`, and the schemas whose indices it has in place of them. */
export interface ValidatorsView {
  readonly view: View;
  readonly literals: readonly Json[];
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
    const written = identifier(name);
    return { name: written, link: link(written), schema: isPlaced ? placeholder : text };
  });
  return { view: { types, typeImports: sortedCode(types.map(({ name }) => name)) }, literals };
}
