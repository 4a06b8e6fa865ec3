import { getSchema } from '@asyncapi/parser/cjs/ruleset/functions/documentStructure.js';
import { coreRuleset } from '@asyncapi/parser/cjs/ruleset/ruleset.js';
import type { Json } from '../document.js';
import { isObject } from '../json-guards.js';
import { isLarge, partsOf } from './parts.js';
import { childPointer } from '../pointer.js';

const { function: stockCheck } = coreRuleset.rules['asyncapi-document-resolved'].then;
/** The function `schema` of Spectral. */
const { function: matchSchema } = coreRuleset.rules['asyncapi-latest-version'].then;

export type Context = Parameters<typeof stockCheck>[2];
type Options = Parameters<typeof stockCheck>[1];
export type Mistakes = { message: string; path?: (string | number)[] }[];

/** More help nobody. */
const mostMistakes = 100;

/**
 * What the parser finds against the structure of a document. It takes time that is quadratic in the
 * number of mistakes; so a large document is only looked at until the first one, and where there is
 * one, part by part until there are enough.
 */
export function checkStructure(document: Json, options: Options, context: Context): Mistakes {
  const check = (value: Json): Mistakes => listOf(stockCheck(value, options, context));
  if (!isLarge(document) || !isObject(document)) return check(document);
  const first = firstMistakes(document, options, context);
  if (first.length === 0) return [];
  // References that stand where AsyncAPI has none do no harm: what they stand for was checked.
  const firstOf = (value: Json): Mistakes =>
    options.resolved ? firstMistakes(value, options, context) : [];
  const found: Mistakes = [];
  for (const part of partsOf(document)) {
    for (const mistake of isLarge(part) ? firstOf(part) : check(part)) found.push(mistake);
    if (found.length >= mostMistakes) break;
  }
  return found.length > 0 || !options.resolved ? found : first;
}

/** Of a value that is checked only until it is wrong, in time that is proportional to its size. */
function firstMistakes(document: Json, { resolved }: Options, context: Context): Mistakes {
  const schema = getSchema(context.document.formats ?? new Set(), resolved);
  if (schema === undefined) return [];
  return listOf(matchSchema(document, { schema, prepareResults: tidy }, context));
}

function listOf(results: ReturnType<typeof stockCheck>): Mistakes {
  return Array.isArray(results) ? results : [];
}

/** An error of Ajv. */
interface SchemaError {
  readonly keyword: string;
  instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** In place, as the parser does to all of them: one a place, none of alternatives in general. */
function tidy(errors: SchemaError[]): void {
  for (const error of errors) {
    const stranger = error.params['additionalProperty'];
    if (typeof stranger !== 'string') continue;
    error.instancePath = childPointer(error.instancePath, stranger);
  }
  const specific = errors.filter(
    ({ keyword, params }) => keyword !== 'oneOf' && params['missingProperty'] !== '$ref',
  );
  const kept = specific.length > 0 ? specific : errors;
  const byPlace = new Map(kept.toReversed().map((each) => [each.instancePath, each]));
  errors.length = 0;
  for (const error of [...byPlace.values()].toReversed()) errors.push(error);
}
