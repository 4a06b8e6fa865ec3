import { didYouMean } from '../diagnostics/did-you-mean.js';
import { isObject, type JsonObject } from '../json/json.js';
import { foreignKeywords, knownKeywords } from '../model/schema/keywords.js';

/** Why a keyword has no effect, and what to write instead. */
export interface Why {
  readonly code: 'KEYWORD_INEFFECTIVE' | 'KEYWORD_UNKNOWN';
  readonly reason: string;
  readonly help: string;
}

/** Finds the keyword most similar to a word. */
export type Guess = (word: string) => string | undefined;

/** Limits the search for similar keywords: it takes about a tenth of a millisecond for each. */
const maxGuesses = 1000;

/** Returns a function that finds the keyword most similar to a word. */
export function createGuess(): Guess {
  const guesses = new Map<string, string | undefined>();
  return (word) => {
    if (guesses.size < maxGuesses && !guesses.has(word)) {
      guesses.set(word, didYouMean(word, [...knownKeywords]));
    }
    return guesses.get(word);
  };
}

/** Returns why a keyword that is not of draft-07 has no effect, unless it is neutral in its dialect, too. */
export function whyUnknown(keyword: string, written: JsonObject, guess: Guess): Why | undefined {
  const value = written[keyword];
  const dialect = Object.entries(foreignKeywords).find(([, keywords]) =>
    keywords.some((each) => each === keyword),
  )?.[0];
  if (dialect !== undefined) {
    const isNeutral = keyword === 'nullable' && value === false;
    return isNeutral
      ? undefined
      : ineffective(
          `AsyncAPI uses JSON Schema draft-07, and this keyword belongs to ${dialect}`,
          inDraft07(keyword, written),
        );
  }
  const isSchema = Object.keys(written).some((key) => knownKeywords.has(key));
  if (!isSchema && isObject(value)) {
    return ineffective(
      'it is not a keyword of JSON Schema',
      `If ${JSON.stringify(keyword)} is a property, write "type: object" and put it under "properties".`,
    );
  }
  const similar = guess(keyword);
  return similar === undefined
    ? {
        code: 'KEYWORD_UNKNOWN',
        reason: 'JSON Schema does not have it',
        help: `If it is an extension, call it "x-${keyword}".`,
      }
    : ineffective('JSON Schema does not have it', `Did you mean "${similar}"?`);
}

/** A keyword that is known to have no effect. */
export function ineffective(reason: string, help: string): Why {
  return { code: 'KEYWORD_INEFFECTIVE', reason, help };
}

/** Returns how draft-07 expresses a keyword of another dialect. */
function inDraft07(keyword: string, { type }: JsonObject): string {
  if (keyword === 'nullable') {
    return typeof type === 'string'
      ? `Write type: [${type}, 'null'].`
      : 'Put the schema and { type: \'null\' } into "oneOf".';
  }
  return Object.hasOwn(replacements, keyword)
    ? (replacements[keyword] ?? '')
    : 'Remove it: draft-07 has nothing like it.';
}

const replacements: Readonly<Record<string, string>> = {
  id: 'Write "$id".',
  prefixItems:
    'Write the array of schemas under "items", and "additionalItems" for the other items.',
  dependentRequired: 'Write the same under "dependencies".',
  dependentSchemas: 'Write the same under "dependencies".',
  unevaluatedProperties: 'Write all properties into one schema with "additionalProperties".',
  unevaluatedItems: 'Write all items into one schema with "additionalItems".',
  minContains: 'Say it in the description: draft-07 has only "contains".',
  maxContains: 'Say it in the description: draft-07 has only "contains".',
  contentSchema: 'Say it in the description: draft-07 does not look into strings.',
  $anchor: 'Refer to the schema by a JSON pointer.',
  $dynamicRef: 'Write "$ref" with a JSON pointer.',
  $dynamicAnchor: 'Refer to the schema by a JSON pointer.',
  $recursiveRef: 'Write "$ref" with a JSON pointer.',
  $recursiveAnchor: 'Refer to the schema by a JSON pointer.',
};
