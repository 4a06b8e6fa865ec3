import { isTuple } from '../../model/schema/subschemas.js';
import { keywordsHolding } from '../../model/schema/keywords.js';
import { partsOf } from '../../model/schema/composition.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import type { Version } from '../versions.js';

const singles = keywordsHolding('schema');

/**
 * Returns a schema with the keywords of its `allOf` beside its own. Returns `undefined` if two parts have the same
 * keyword, so that side by side they would not mean the same.
 */
export function merged(schema: KeywordSchema, { plan }: Version): KeywordSchema | undefined {
  if (schema.allOf.length === 0) return schema;
  const { schemas } = plan.api;
  const isOpen = schema.allOf.every((part) => resolveSchema(part, schemas).kind === 'keywords');
  const parts = partsOf(schema, schemas).map((part) => part.schema);
  if (!isOpen || !isMergeable(parts)) return undefined;
  return parts.reduce<KeywordSchema>(mergeTwo, { ...schema, allOf: [] });
}

function isMergeable(parts: readonly KeywordSchema[]): boolean {
  if (parts.length > 1 && parts.some(isClosed)) return false;
  return [
    parts.flatMap((part) => [...part.properties.keys()]),
    parts.flatMap((part) => [...part.patternProperties.keys()]),
    parts.flatMap((part) => [...part.dependencies.keys()]),
    parts.flatMap((part) => [...part.data.keys()]),
    parts.flatMap((part) => singles.filter((keyword) => part[keyword] !== undefined)),
    parts.flatMap((part) => (['anyOf', 'oneOf'] as const).filter((each) => part[each].length > 0)),
    parts.flatMap((part) =>
      (['enum', 'const', 'items'] as const).filter((each) => part[each] !== undefined),
    ),
    [
      ...new Set(
        parts.flatMap((part) => (part.types === undefined ? [] : [part.types.toSorted().join()])),
      ),
    ].map(() => 'types'),
  ].every((keys) => new Set(keys).size === keys.length);
}

/** Whether a schema speaks of properties or items that it does not list, which other parts may list. */
function isClosed({ additionalProperties, additionalItems, items }: KeywordSchema): boolean {
  const isLimit = additionalProperties !== undefined && !isOpenSchema(additionalProperties);
  return isLimit || additionalItems !== undefined || (items !== undefined && isTuple(items));
}

function isOpenSchema(schema: NonNullable<KeywordSchema['additionalProperties']>): boolean {
  return schema.kind === 'boolean' && schema.value;
}

function mergeTwo(all: KeywordSchema, part: KeywordSchema): KeywordSchema {
  return {
    ...part,
    ...all,
    data: new Map([...all.data, ...part.data]),
    required: [...new Set([...all.required, ...part.required])],
    properties: new Map([...all.properties, ...part.properties]),
    patternProperties: new Map([...all.patternProperties, ...part.patternProperties]),
    dependencies: new Map([...all.dependencies, ...part.dependencies]),
    anyOf: [...new Set([...all.anyOf, ...part.anyOf])],
    oneOf: [...new Set([...all.oneOf, ...part.oneOf])],
    allOf: [],
  };
}
