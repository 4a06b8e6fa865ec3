import { code, identifier, type Code } from './code.js';

/** A type of the document under the name that a file uses for it. */
export interface LocalTypes {
  local(type: Code): Code;
  /** Import specifiers of the types given so far, sorted. */
  specifiers(types: Iterable<Code>): readonly Code[];
}

/** A schema may be called like something that the file itself uses: there it gets another name. */
export function localTypes(own: ReadonlySet<string>): LocalTypes {
  const local = (type: Code): Code => (own.has(type) ? identifier(`${type}Payload`) : type);
  return {
    local,
    specifiers: (types) =>
      sortedCode(types).map((type) =>
        local(type) === type ? type : code`${type} as ${local(type)}`,
      ),
  };
}

/** Distinct names by code point, the same on every machine. */
export function sortedCode(names: Iterable<Code>): readonly Code[] {
  return [...new Set(names)].toSorted((a, b) => (a < b ? -1 : 1));
}
