import {
  entriesOf,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  member,
  referenceOf,
} from '../../json/json.js';
import { wordsOf } from '../names/case.js';

/** The definitions that the faker reads, by name. */
export interface FakerDefinitions {
  /** Plain strings have the words of their name as their only value. */
  readonly hinted: JsonObject;
  /** Only what the document says. */
  readonly plain: JsonObject;
}

/**
 * Converts definitions to draft 2020-12, which the faker reads: `$defs`, and `prefixItems` for
 * tuples.
 */
export function fakerDefinitions(schemas: JsonObject): FakerDefinitions {
  const convert = (isHinted: boolean): JsonObject =>
    Object.fromEntries(
      entriesOf(schemas).map(([name, schema]) => [
        name,
        modern(schema, isHinted ? { name } : undefined),
      ]),
    );
  return { hinted: convert(true), plain: convert(false) };
}

/**
 * Returns a definition and all that it refers to. The faker copies its whole input, so it is kept
 * small.
 */
export function definitionsFor(name: string, definitions: JsonObject): JsonObject {
  const needed = new Map<string, Json>();
  const names = new Set([name]);
  for (const each of names) {
    const definition = member(definitions, each);
    if (definition === undefined) continue;
    needed.set(each, definition);
    for (const target of referencesIn(definition)) names.add(target);
  }
  return Object.fromEntries(needed);
}

function referencesIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(referencesIn);
  const reference = referenceOf(value);
  if (reference !== undefined) return [reference.slice('#/$defs/'.length)];
  return entriesOf(value).flatMap(([, item]) => referencesIn(item));
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
