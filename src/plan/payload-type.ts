import { code, identifier, joinCode, type Code } from './code.js';

/** What stands in one place of an exchange: a type of the document, or one without a schema. */
export type PayloadType =
  { readonly kind: 'declared'; readonly name: Code } | { readonly kind: PlainPayload };

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
  const names = types.map((type) =>
    type.kind === 'declared' ? local(type.name) : plain[type.kind].name,
  );
  return names.length === 0 ? nothing : joinCode(names, ' | ');
}

/** The assertion of a body: of its type, or of any of several. */
export function assertionText(types: PayloadTypes): Code | undefined {
  const assertions = types.map(assertionName);
  if (assertions.length < 2) return assertions[0];
  return code`assertAny(${joinCode(assertions, ', ')})`;
}

function assertionName(type: PayloadType): Code {
  return type.kind === 'declared' ? identifier(`assert${type.name}`) : plain[type.kind].assertion;
}

/** What a file imports from `types.ts`. */
export function declaredNames(types: PayloadTypes): readonly Code[] {
  return types.flatMap((type) => (type.kind === 'declared' ? [type.name] : []));
}

/** What a file imports from `validators.ts`. */
export function declaredAssertions(types: PayloadTypes): readonly Code[] {
  return types.filter(({ kind }) => kind === 'declared').map(assertionName);
}

/** What a file imports from the run time. */
export function plainAssertions(types: PayloadTypes): readonly Code[] {
  return types.filter(({ kind }) => kind !== 'declared').map(assertionName);
}
