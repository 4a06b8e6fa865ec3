import type { Origin } from '../model/origin.js';
import { segmentsOf } from '../load/pointer.js';
import { apiNameOf } from './api-name.js';
import { pascalCase } from './words.js';

/** Words for the keywords that hold exactly one schema below an owner. */
const places: Readonly<Record<string, string>> = {
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
const maps = new Set(['properties', 'patternProperties', 'dependencies']);
const lists = new Set(['allOf', 'anyOf', 'oneOf']);

/**
 * The name that a pointer gives: its last key, unless the pointer leads from a named schema down
 * through keywords; then the owner's name and the path (`Foo/properties/bar` gives `FooBar`).
 */
export function definedName({ file, pointer }: Origin): {
  readonly name: string;
  /** How many tokens of the pointer the name stands for. */
  readonly depth: number;
} {
  const tokens = segmentsOf(pointer);
  const last = tokens.at(-1);
  if (last === undefined) return { name: nameOrDefault(apiNameOf(file)), depth: 0 };
  const path: string[] = [];
  let index = tokens.length;
  while (index > 2) {
    const token = tokens[index - 1] ?? '';
    const holder = tokens[index - 2] ?? '';
    if (maps.has(holder) || lists.has(holder)) {
      path.unshift(lists.has(holder) ? `${holder}${token}` : token);
      index -= 2;
    } else if (Object.hasOwn(places, token) && index > 3) {
      path.unshift(places[token] ?? token);
      index -= 1;
    } else {
      break;
    }
  }
  const owner = tokens[index - 1] ?? last;
  return {
    name: nameOrDefault([owner, ...path].map(pascalCase).join('')),
    depth: tokens.length - index + 1,
  };
}

/** A key without a single letter or digit names nothing. */
function nameOrDefault(name: string): string {
  return pascalCase(name) || 'Schema';
}
