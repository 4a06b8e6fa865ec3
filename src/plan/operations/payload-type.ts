import { code, identifier, joinCode, type Code } from '../code/code.js';

/** What a message carries: a type of the document, one without a schema, or nothing. */
export type PayloadType =
  | { readonly kind: 'declared'; readonly name: Code }
  | { readonly kind: PlainPayload }
  | { readonly kind: 'nothing' };

/** Payloads that no schema describes. */
export type PlainPayload = 'anything' | 'bytes' | 'text';

/** Their types in the output. */
const plainTypes: Readonly<Record<PlainPayload, Code>> = {
  anything: code`unknown`,
  bytes: code`Uint8Array`,
  text: code`string`,
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
  return type.kind === 'declared' ? local(type.name) : plainTypes[type.kind];
}

/** How assertions are represented: as code in the output, as functions in the command `mock`. */
export interface Assertions<A> {
  /** The assertion of a type of the document. */
  readonly declared: (type: Code) => A;
  readonly plain: Readonly<Record<PlainPayload, A>>;
}

/** Assertions by the names that `validators.ts` and the runtime export. */
export const assertionNames: Assertions<Code> = {
  declared: (type) => identifier(`assert${type}`),
  plain: { anything: code`acceptAnything`, bytes: code`acceptBytes`, text: code`acceptText` },
};

/** The assertion of a payload, unless there is nothing to assert. */
export function assertionOf<A>(
  type: PayloadType | undefined,
  { declared, plain }: Assertions<A>,
): A | undefined {
  if (type === undefined || type.kind === 'nothing') return undefined;
  return type.kind === 'declared' ? declared(type.name) : plain[type.kind];
}

/** What a file imports from `types.ts`. */
export function declaredNames(types: PayloadTypes): readonly Code[] {
  return types.flatMap((type) => (type.kind === 'declared' ? [type.name] : []));
}
