import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import { propertySchemas } from '../../model/schema/declared-properties.js';
import { quotedList } from '../group.js';
import type { TimeLimit } from '../../system/time-limit.js';
import type { DocumentRule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Finds required properties that no schema of the object declares, in schemas with properties. */
export const findUndeclaredRequired: DocumentRule = ({ plan, nodes, locate, limit }) =>
  nodes.flatMap((node) => {
    const { schema } = node;
    if (schema.kind !== 'keywords' || schema.required.length === 0) return [];
    const undeclared = undeclaredIn(schema, node, plan.api.schemas);
    const missing = withoutMatches(undeclared, schema, limit);
    const [first] = missing;
    if (first === undefined) return [];
    const closed = isClosed(schema)
      ? ' and "additionalProperties" is false, so no value is valid'
      : '';
    return [
      diagnostic('REQUIRED_UNDECLARED', {
        message: `"required" names properties that "properties" does not declare: ${quotedList(missing)}${closed}.`,
        help: 'Declare them under "properties", or correct the spelling in "required".',
        place: locate(below(schema.origin, 'required', schema.required.indexOf(first))),
      }),
    ];
  });

function undeclaredIn(
  schema: KeywordSchema,
  { enclosing, isCondition }: SchemaNode,
  schemas: Schemas,
): readonly string[] {
  // A schema without properties may extend another schema, and a map may have any property.
  if (isCondition || schema.properties.size === 0 || isMap(schema)) return [];
  const isDeclared = (name: string): boolean =>
    [schema, ...enclosing].some((each) => propertySchemas(each, name, schemas).length > 0);
  return [...new Set(schema.required)].filter((name) => !isDeclared(name));
}

/** Removes the names that a pattern matches; all of them if a pattern takes too long to tell. */
function withoutMatches(
  names: readonly string[],
  { patternProperties }: KeywordSchema,
  limit: TimeLimit,
): readonly string[] {
  if (names.length === 0 || patternProperties.size === 0) return names;
  const patterns = [...patternProperties.keys()];
  const isUnmatched = (name: string): boolean => !patterns.some((each) => matches(each, name));
  return limit.run(() => names.filter(isUnmatched))?.value ?? [];
}

function isMap({ additionalProperties }: KeywordSchema): boolean {
  return additionalProperties !== undefined && additionalProperties.kind !== 'boolean';
}

function isClosed({ additionalProperties }: KeywordSchema): boolean {
  return additionalProperties?.kind === 'boolean' && !additionalProperties.value;
}

/** Whether a name matches a pattern. An invalid pattern matches every name; another rule reports it. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return true;
  }
}
