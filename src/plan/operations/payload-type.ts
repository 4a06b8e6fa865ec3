import { code, identifier, joinCode, type Code } from '../code/code.js';

/** What a message carries: a type of the document, one without a schema, or nothing. */
export type PayloadType =
  | { readonly kind: 'declared'; readonly name: Code }
  | { readonly kind: PlainPayload }
  | { readonly kind: 'nothing' };

/** Payloads that no schema describes. */
export type PlainPayload = 'anything' | 'bytes' | 'text';

/** Their types, and the assertions of the run time, whose names no validator can have. */
const plain: Readonly<Record<PlainPayload, { readonly name: Code; readonly assertion: Code }>> = {
  anything: { name: code`unknown`, assertion: code`acceptAnything` },
  bytes: { name: code`Uint8Array`, assertion: code`acceptBytes` },
  text: { name: code`string`, assertion: code`acceptText` },
};

/** The types that may stand in one place of an exchange; empty where the document declares none. */
export type PayloadTypes = readonly PayloadType[];

/** `A | B` by the names that a file has for them, or what stands for nothing. */
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

/** The assertion of a body, where it has one. */
export function assertionText(type: PayloadType | undefined): Code | undefined {
  if (type === undefined || type.kind === 'nothing') return undefined;
  return type.kind === 'declared' ? identifier(`assert${type.name}`) : plain[type.kind].assertion;
}

/** What a file imports from `types.ts`. */
export function declaredNames(types: PayloadTypes): readonly Code[] {
  return types.flatMap((type) => (type.kind === 'declared' ? [type.name] : []));
}
