import { identifier, link, literal } from '../code/code.js';
import { sortedCode } from './imports.js';
import { declaredJson } from '../samples/schema-json.js';
import type { TypeContext } from '../types/schema-type.js';
import type { TypeNames } from '../names/type-names.js';
import type { View } from './view.js';

/** The view of `validators.ts`. */
export function validatorsView(names: TypeNames, context: TypeContext): View {
  const types = [...names.types.values()].map(({ name, schema }) => ({
    name: identifier(name),
    link: link(identifier(name)),
    schema: literal(declaredJson(schema, context)),
  }));
  return { types, typeImports: sortedCode(types.map(({ name }) => name)) };
}
