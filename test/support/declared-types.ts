import type { Json, JsonObject } from '../../src/json/json.js';
import type { Api } from '../../src/model/api.js';
import { declareTypes, typeContext } from '../../src/plan/types/declarations.js';
import { nameTypes, type TypeNames } from '../../src/plan/names/type-names.js';
import type { TypeContext } from '../../src/plan/types/schema-type.js';
import { checkTypes } from '../../src/render/check-types.js';
import { formatTypeScript } from '../../src/render/format.js';
import { renderTypes } from '../../src/render/modelina/types.js';
import { apiOfSchemas } from './apis.js';

/** Names and context of an API, as the plan makes them. */
export function namesOf(
  api: Api,
  reserved: readonly string[] = [],
): { readonly names: TypeNames; readonly context: TypeContext } {
  const names = nameTypes(api, new Set(reserved));
  return { names, context: typeContext(names, api.schemas) };
}

/** The names of the types of an API in their order. */
export function typeNamesOf(api: Api, reserved: readonly string[] = []): readonly string[] {
  return [...namesOf(api, reserved).names.types.values()].map(({ name }) => name);
}

/** The whole of `types.ts` but its banner. */
export async function typesText(api: Api): Promise<string> {
  const { names, context } = namesOf(api);
  const declarations = declareTypes(names, context);
  const text = (await renderTypes(declarations)).join('\n\n');
  return formatTypeScript(text, (program) => checkTypes(program, declarations, 'types.ts'));
}

/** `types.ts` for some component schemas. */
export function schemasText(schemas: JsonObject): Promise<string> {
  return typesText(apiOfSchemas(schemas));
}

/** What a schema called `T` becomes: the type's text on one line, or the interface's members. */
export async function typeText(schema: Json, others: JsonObject = {}): Promise<string> {
  const text = await schemasText({ T: schema, ...others });
  const found = /export (?:type T =|interface T) ?([\s\S]*?);?\n(?=\n|$)/.exec(text)?.[1];
  return (found ?? text).replaceAll(/\s+/g, ' ').trim();
}
