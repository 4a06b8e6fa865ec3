import { diagnostic } from '../../diagnostics/catalogue.js';
import { isObject } from '../../json/json.js';
import { below, originId, type Origin } from '../../model/origin.js';
import { isNeutral, knownKeywords, restrictedKinds } from '../../model/schema/keywords.js';
import type { KeywordSchema, SchemaId } from '../../model/schema/schema.js';
import type { ValueKind } from '../../plan/types/value-kinds.js';
import { formatKind } from '../format-kind.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf, timesText } from '../group.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';
import { createGuess, ineffective, whyUnknown, type Guess, type Why } from '../unknown-keywords.js';

/** A keyword without effect, and the reason. */
interface Ineffective extends Why {
  readonly keyword: string;
  readonly origin: Origin;
}

/** Finds keywords without effect: one finding for each keyword and reason in a file. */
export const findIneffectiveKeywords: DocumentRule = (facts) => {
  const holders = holdersOf([...facts.plan.api.schemas.keys()]);
  const guess = createGuess();
  const found = facts.nodes
    .flatMap((node) => ineffectiveIn(node, { ...facts, guess }))
    .filter(({ origin }) => !holders.has(originId(origin)));
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
  readonly guess: Guess;
}

function ineffectiveIn(node: SchemaNode, facts: KeywordFacts): readonly Ineffective[] {
  const { origin } = node.schema;
  const written = facts.written(origin);
  if (!isObject(written)) return [];
  const keywords = Object.keys(written).filter((key) => !key.startsWith('x-'));
  const reasons = new Map<string, Why | undefined>([
    ...keywords
      .filter((keyword) => !knownKeywords.has(keyword))
      .map((keyword) => [keyword, whyUnknown(keyword, written, facts.guess)] as const),
    ...whyUnrelated(
      node,
      keywords.filter(
        (keyword) => knownKeywords.has(keyword) && !isNeutral(keyword, written[keyword]),
      ),
      facts,
    ),
  ]);
  return keywords.flatMap((keyword) => {
    const why = reasons.get(keyword);
    return why === undefined ? [] : [{ keyword, origin: below(origin, keyword), ...why }];
  });
}

/** Returns why keywords of draft-07 restrict nothing. Those beside a `$ref` have a rule of their own. */
function whyUnrelated(
  node: SchemaNode,
  keywords: readonly string[],
  facts: DocumentFacts,
): readonly (readonly [string, Why | undefined])[] {
  const { schema } = node;
  if (schema.kind !== 'keywords') return [];
  const isRestricting = keywords.some((keyword) => kindOfKeyword(keyword, schema) !== undefined);
  const kinds = isRestricting ? kindsAt(node, facts) : [];
  return keywords.map((keyword) => [
    keyword,
    whyAlone(keyword, schema) ?? whyOtherKind(keyword, kindOfKeyword(keyword, schema), kinds),
  ]);
}

function whyAlone(keyword: string, schema: KeywordSchema): Why | undefined {
  const needed = Object.hasOwn(partners, keyword) ? partners[keyword] : undefined;
  return needed === undefined || needed.isThere(schema)
    ? undefined
    : ineffective(`it applies only beside ${needed.name}`, `Add ${needed.name}.`);
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

function whyOtherKind(
  keyword: string,
  kind: ValueKind | undefined,
  kinds: readonly ValueKind[],
): Why | undefined {
  if (kind === undefined || kinds.length === 0 || kinds.includes(kind)) return undefined;
  return ineffective(
    `it restricts values of type ${kind}, and this schema allows only ${kinds.join(' and ')}`,
    `Correct the type, or remove ${JSON.stringify(keyword)}.`,
  );
}

/** Returns the kind of value that a keyword restricts; for `format`, this depends on its value. */
function kindOfKeyword(keyword: string, { data }: KeywordSchema): ValueKind | undefined {
  if (keyword !== 'format') return restrictedKinds.get(keyword);
  const format = data.get('format');
  return typeof format === 'string' ? formatKind(format) : undefined;
}

/**
 * Returns the kinds of values that a schema is applied to and accepts. A schema that references lead to
 * is also applied without the schemas around it.
 */
function kindsAt({ schema, enclosing }: SchemaNode, facts: DocumentFacts): readonly ValueKind[] {
  const isTarget = facts.plan.api.schemas.has(originId(schema.origin));
  const around = isTarget ? [] : enclosing.map(facts.kindsOf);
  return facts.kindsOf(schema).filter((kind) => around.every((kinds) => kinds.includes(kind)));
}
