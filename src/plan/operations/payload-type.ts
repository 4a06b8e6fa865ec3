import { code, identifier, joinCode, type Code } from '../code/code.js';

/** The type of a payload: a declared type, a type without a schema, or nothing. */
export type PayloadType =
  | { readonly kind: 'declared'; readonly name: Code }
  | { readonly kind: PlainPayload }
  | { readonly kind: 'nothing' };

/** The types of payloads without a schema. */
export type PlainPayload = 'anything' | 'bytes' | 'text';

/** Their TypeScript types and the assertions of the runtime, whose names no validator can have. */
const plain: Readonly<Record<PlainPayload, { readonly name: Code; readonly assertion: Code }>> = {
  anything: { name: code`unknown`, assertion: code`acceptAnything` },
  bytes: { name: code`Uint8Array`, assertion: code`acceptBytes` },
  text: { name: code`string`, assertion: code`acceptText` },
};

/** The types that a payload may have; empty if the document declares none. */
export type PayloadTypes = readonly PayloadType[];

/** Returns the union of types by their local names, or `nothing` for none. */
export function typeText(
  types: PayloadTypes,
  nothing: Code,
  local: (type: Code) => Code = (type) => type,
): Code {
  const names = types.map((type) => typeName(type, local));
  return names.length === 0 ? nothing : joinCode(names, ' | ');
}

function typeName(type: PayloadType, local: (type: Code) => Code): Code {
  if (type.kind === 'nothing') return code`undefined`;
  return type.kind === 'declared' ? local(type.name) : plain[type.kind].name;
}

/** Returns the assertion of a body, if it has one. */
export function assertionText(type: PayloadType | undefined): Code | undefined {
  if (type === undefined || type.kind === 'nothing') return undefined;
  return type.kind === 'declared' ? identifier(`assert${type.name}`) : plain[type.kind].assertion;
}

/** Returns the names that a file imports from `types.ts`. */
export function declaredNames(types: PayloadTypes): readonly Code[] {
  return types.flatMap((type) => (type.kind === 'declared' ? [type.name] : []));
}
