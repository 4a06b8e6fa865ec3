import {
  entriesOf,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
} from '../../json/json.js';
import { wordsOf } from '../names/case.js';

/**
 * Converts named schemas to definitions of draft 2020-12, which the faker reads: `$defs`, and
 * `prefixItems` for tuples. With hints, a string of any text has the words of its name as its only
 * value.
 */
export function fakerDefinitions(
  schemas: ReadonlyMap<string, Json>,
  { isHinted }: { readonly isHinted: boolean },
): JsonObject {
  const converted = [...schemas].map(
    ([name, schema]) => [name, modern(schema, isHinted ? { name } : undefined)] as const,
  );
  return Object.fromEntries(converted);
}

/** Where a schema is: below a name that hints at its strings, or where there are no hints. */
type Hint = { readonly name: string | undefined } | undefined;

function modern(value: Json, hint: Hint): Json {
  if (isArray(value)) return value.map((item) => modern(item, hint));
  if (!isObject(value)) return value;
  const reference = member(value, '$ref');
  if (typeof reference === 'string') return { $ref: `#/$defs/${reference}` };
  if (hint?.name !== undefined && isPlainString(value)) {
    return { const: sampleText(hint.name, value) };
  }
  const converted = Object.fromEntries(
    entriesOf(value).map(([keyword, item]) => [keyword, convertKeyword(keyword, item, hint)]),
  );
  const { items, additionalItems, ...rest } = converted;
  if (!isArray(items)) return converted;
  return { ...rest, prefixItems: items, items: additionalItems ?? true };
}

/** Keywords whose schemas describe the same value, or its items. */
const sameName = new Set(['items', 'allOf', 'anyOf', 'oneOf']);

function convertKeyword(keyword: string, value: Json, hint: Hint): Json {
  if (hint === undefined || keyword === 'not') return modern(value, undefined);
  if (keyword !== 'properties' || !isObject(value)) {
    return modern(value, sameName.has(keyword) ? hint : { name: undefined });
  }
  return Object.fromEntries(
    entriesOf(value).map(([key, item]) => [key, modern(item, { name: key })]),
  );
}

/** The keywords of a string that may be any text. */
const plainKeywords = new Set(['type', 'title', 'description', 'minLength', 'maxLength']);

function isPlainString(schema: JsonObject): boolean {
  return (
    schema['type'] === 'string' && Object.keys(schema).every((each) => plainKeywords.has(each))
  );
}

/** Returns the words of a name, as long as the schema asks for. */
function sampleText(name: string, { minLength, maxLength }: JsonObject): string {
  const words = wordsOf(name).join(' ').toLowerCase() || 'text';
  const least = typeof minLength === 'number' ? Math.min(minLength, longestText) : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  return words.padEnd(least, ` ${words}`).slice(0, most);
}

/** The longest text that is made; a longer `minLength` is left to the faker. */
const longestText = 1000;
