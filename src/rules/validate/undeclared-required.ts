import { diagnostic } from '../../diagnostics/catalogue.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { below } from '../../model/origin.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import { declaredProperties } from '../../model/schema/declared-properties.js';
import { quotedList } from '../group.js';
import type { DocumentRule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Finds required properties that no schema of the object declares, in schemas with properties. */
export const findUndeclaredRequired: DocumentRule = ({ plan, nodes, locate, limit }) =>
  nodes.flatMap((node) => {
    const { schema, isCondition } = node;
    if (schema.kind !== 'keywords' || isCondition || !declaresAll(schema)) return [];
    const found = limit.run(() => undeclaredIn(schema, node, plan.api.schemas));
    const missing = found?.value ?? [];
    const [first] = missing;
    if (first === undefined) return [];
    const closed = isClosed(schema)
      ? ' and "additionalProperties" is false, so no value is valid'
      : '';
    return [
      diagnostic('REQUIRED_UNDECLARED', {
        message: `"required" names properties that "properties" does not declare: ${quotedList(missing)}${closed}.`,
        help: remedyFor(first, schema),
        place: locate(below(schema.origin, 'required', schema.required.indexOf(first))),
      }),
    ];
  });

function remedyFor(name: string, { properties, required }: KeywordSchema): string {
  const candidates = [...properties.keys()].filter((key) => !required.includes(key));
  const similar = didYouMean(name, candidates);
  return similar === undefined
    ? 'Declare them under "properties", or correct the spelling in "required".'
    : `Did you mean ${JSON.stringify(similar)} in place of ${JSON.stringify(name)}? If not, declare it under "properties".`;
}

/**
 * Whether a schema should declare the properties that it requires. A schema without properties may
 * extend another schema, and a map may have any property.
 */
function declaresAll(schema: KeywordSchema): boolean {
  return schema.required.length > 0 && schema.properties.size > 0 && !isMap(schema);
}

function undeclaredIn(
  schema: KeywordSchema,
  { enclosing }: SchemaNode,
  schemas: Schemas,
): readonly string[] {
  const patterns = [...schema.patternProperties.keys()];
  const declared = new Set(
    [schema, ...enclosing].flatMap((each) => [...declaredProperties(each, schemas).keys()]),
  );
  const isDeclared = (name: string): boolean =>
    declared.has(name) || patterns.some((pattern) => matches(pattern, name));
  return [...new Set(schema.required)].filter((name) => !isDeclared(name));
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
