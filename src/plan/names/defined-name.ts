import { keywordsHolding } from '../../model/schema/keywords.js';
import type { Origin } from '../../model/origin.js';
import { segmentsOf } from '../../json/pointer.js';
import { apiNameOf } from './api-name.js';
import { pascalCase } from './case.js';

/** What the keywords with exactly one subschema add to a name. */
const words: Readonly<Record<string, string>> = {
  items: 'Item',
  additionalItems: 'Item',
  additionalProperties: 'Value',
  propertyNames: 'Key',
  contains: 'Item',
  not: 'Not',
  if: 'If',
  then: 'Then',
  else: 'Else',
};
const maps = new Set<string>(keywordsHolding('map', 'dependencies'));
const arrays = new Set<string>(keywordsHolding('array'));

/**
 * How many tokens of the pointer lead from the owner, a component trait or a message, to its
 * headers.
 */
const traitDepths: ReadonlyMap<string, number> = new Map([
  ['messageTraits', 1],
  ['traits', 3],
]);

/**
 * Returns the name of the schema at a pointer: its last key. If the pointer leads from a named schema
 * through keywords, the name is that of the owner and the path (`Foo/properties/bar` gives `FooBar`).
 */
export function definedName({ file, pointer }: Origin): {
  readonly name: string;
  /** How many tokens at the end of the pointer the name covers. */
  readonly depth: number;
} {
  const tokens = segmentsOf(pointer);
  const last = tokens.at(-1);
  if (last === undefined) return { name: nameOrDefault(apiNameOf(file)), depth: 0 };
  const path: string[] = [];
  let index = tokens.length;
  for (let part = partAt(tokens, index); part !== undefined; part = partAt(tokens, index)) {
    path.unshift(part.word);
    index -= part.tokens;
  }
  const owner = tokens[index - 1] ?? last;
  return {
    name: nameOrDefault([owner, ...path].map(pascalCase).join('')),
    depth: tokens.length - index + 1,
  };
}

/** A part of a pointer below the owner, and what it adds to the name. */
interface PathPart {
  readonly word: string;
  /** How many tokens of the pointer it has. */
  readonly tokens: number;
}

/** Returns the last part of the first `end` tokens; `undefined` if they end with an owner. */
function partAt(tokens: readonly string[], end: number): PathPart | undefined {
  if (end < 3) return undefined;
  const [above = '', holder = '', token = ''] = tokens.slice(end - 3, end);
  if (arrays.has(holder)) return { word: `${holder}${token}`, tokens: 2 };
  if (maps.has(holder)) return { word: token, tokens: 2 };
  if (end > 3 && Object.hasOwn(words, token)) return { word: words[token] ?? token, tokens: 1 };
  return partOutsideSchemas(token, above);
}

/** Handles headers, and components that state their format and have their schema one level below. */
function partOutsideSchemas(token: string, above: string): PathPart | undefined {
  if (token === 'schema' && above === 'schemas') return { word: '', tokens: 1 };
  const depth = token === 'headers' ? traitDepths.get(above) : undefined;
  return depth === undefined ? undefined : { word: token, tokens: depth };
}

/** Returns the name in PascalCase, or `Schema` for a key without letters and digits. */
function nameOrDefault(name: string): string {
  return pascalCase(name) || 'Schema';
}
