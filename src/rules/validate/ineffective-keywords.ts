import { diagnostic } from '../../diagnostics/catalogue.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { isObject, type JsonObject } from '../../json/json.js';
import { below, originId, type Origin } from '../../model/origin.js';
import { foreignKeywords, knownKeywords, restrictedKinds } from '../../model/schema/keywords.js';
import type { KeywordSchema, SchemaId } from '../../model/schema/schema.js';
import { kindsOf, type ValueKind } from '../../plan/types/value-kinds.js';
import { groupBy, placesOf, timesText } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

/** A keyword without effect, and the reason. */
interface Ineffective {
  readonly code: 'KEYWORD_INEFFECTIVE' | 'KEYWORD_UNKNOWN';
  readonly keyword: string;
  readonly reason: string;
  readonly help: string;
  readonly origin: Origin;
}

/** Limits the search for similar keywords: it takes about a tenth of a millisecond for each. */
const maxGuesses = 1000;

/** Finds keywords without effect: one finding for each keyword and reason in a file. */
export const findIneffectiveKeywords: DocumentRule = (facts) => {
  const holders = holdersOf([...facts.plan.api.schemas.keys()]);
  const guess = createGuess();
  const found = facts.nodes.flatMap(({ schema }) =>
    schema.kind === 'keywords'
      ? ineffectiveIn(schema, { ...facts, guess }).filter(
          ({ origin }) => !holders.has(originId(origin)),
        )
      : [],
  );
  const groups = groupBy(found, ({ keyword, reason, origin }) =>
    JSON.stringify([origin.file, keyword, reason]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { code, keyword, reason, help } = first;
    return diagnostic(code, {
      message: `The keyword ${JSON.stringify(keyword)} has no effect${timesText(group.length)}: ${reason}.`,
      help,
      ...placesOf(
        group.map(({ origin }) => origin),
        facts.locate,
      ),
    });
  });
};

/** Returns a function that finds the keyword most similar to a word. */
function createGuess(): (word: string) => string | undefined {
  const guesses = new Map<string, string | undefined>();
  return (word) => {
    if (guesses.size < maxGuesses && !guesses.has(word)) {
      guesses.set(word, didYouMean(word, [...knownKeywords]));
    }
    return guesses.get(word);
  };
}

/** Returns the ids of all values that contain a schema which has an id of its own. */
function holdersOf(schemas: readonly SchemaId[]): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const id of schemas) {
    for (let end = id.lastIndexOf('/'); end > id.indexOf('#'); end = id.lastIndexOf('/', end - 1)) {
      holders.add(id.slice(0, end));
    }
  }
  return holders;
}

interface KeywordFacts extends DocumentFacts {
  readonly guess: ReturnType<typeof createGuess>;
}

function ineffectiveIn(schema: KeywordSchema, facts: KeywordFacts): readonly Ineffective[] {
  const written = facts.written(schema.origin);
  if (!isObject(written)) return [];
  const keys = Object.keys(written).filter((key) => !key.startsWith('x-'));
  const isRestricting = keys.some((key) => restrictedKinds.has(key));
  const kinds = isRestricting ? kindsOf(schema, facts.plan.api.schemas) : [];
  const isSchema = Object.keys(written).some((key) => knownKeywords.has(key));
  return keys.flatMap((keyword) => {
    if (knownKeywords.has(keyword) && written[keyword] === true) return [];
    const why = knownKeywords.has(keyword)
      ? unrelated(keyword, schema, kinds)
      : unknown(keyword, written, { isSchema, guess: facts.guess });
    return why === undefined ? [] : [{ keyword, origin: below(schema.origin, keyword), ...why }];
  });
}

type Why = Pick<Ineffective, 'code' | 'reason' | 'help'>;

/** Returns why a keyword of draft-07 restricts nothing in a schema that allows values of some kinds. */
function unrelated(
  keyword: string,
  schema: KeywordSchema,
  kinds: readonly ValueKind[],
): Why | undefined {
  const needed = Object.hasOwn(partners, keyword) ? partners[keyword] : undefined;
  if (needed !== undefined && !needed.isThere(schema)) {
    return ineffective(`it applies only beside ${needed.name}`, `Add ${needed.name}.`);
  }
  const kind = restrictedKinds.get(keyword);
  if (kind === undefined || kinds.length === 0 || kinds.includes(kind)) return undefined;
  return ineffective(
    `it restricts values of type ${kind}, and this schema allows only ${kinds.join(' and ')}`,
    `Correct the type, or remove ${JSON.stringify(keyword)}.`,
  );
}

/** Keywords that apply only beside another one. */
const partners: Readonly<
  Record<string, { readonly name: string; isThere(schema: KeywordSchema): boolean }>
> = {
  then: { name: '"if"', isThere: (schema) => schema.if !== undefined },
  else: { name: '"if"', isThere: (schema) => schema.if !== undefined },
  if: {
    name: '"then" or "else"',
    isThere: (schema) => schema.then !== undefined || schema.else !== undefined,
  },
  additionalItems: {
    name: 'an array of schemas in "items"',
    isThere: ({ items }) => Array.isArray(items),
  },
};

/** Returns why a keyword that is not of draft-07 has no effect, unless it is neutral in its dialect, too. */
function unknown(
  keyword: string,
  written: JsonObject,
  { isSchema, guess }: { readonly isSchema: boolean } & Pick<KeywordFacts, 'guess'>,
): Why | undefined {
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

function ineffective(reason: string, help: string): Why {
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
