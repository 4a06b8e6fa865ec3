import { code, identifier, joinCode, type Code } from '../code/code.js';

/** The type of a payload: a declared type, a type without a schema, or nothing. */
export type PayloadType =
  | { readonly kind: 'declared'; readonly name: Code }
  | { readonly kind: PlainPayload }
  | { readonly kind: 'nothing' };

/** The types of payloads without a schema. */
export type PlainPayload = 'anything' | 'bytes' | 'text';

/** Their TypeScript types. */
const plainTypes: Readonly<Record<PlainPayload, Code>> = {
  anything: code`unknown`,
  bytes: code`Uint8Array`,
  text: code`string`,
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

/** Returns the assertion of a payload, if it has one. */
export function assertionOf<A>(
  type: PayloadType | undefined,
  { declared, plain }: Assertions<A>,
): A | undefined {
  if (type === undefined || type.kind === 'nothing') return undefined;
  return type.kind === 'declared' ? declared(type.name) : plain[type.kind];
}

/** Returns the names that a file imports from `types.ts`. */
export function declaredNames(types: PayloadTypes): readonly Code[] {
  return types.flatMap((type) => (type.kind === 'declared' ? [type.name] : []));
}
