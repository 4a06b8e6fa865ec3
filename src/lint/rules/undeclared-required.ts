import { diagnostic } from '../../diagnostics/catalogue.js';
import { below } from '../../model/origin.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import { propertySchemas } from '../../model/schema/declared-properties.js';
import { quotedList } from '../group.js';
import type { Rule } from '../rule.js';
import type { SchemaNode } from '../schema-nodes.js';

/** Required properties that no schema of the object declares, in schemas that declare some. */
export const findUndeclaredRequired: Rule = ({ plan, nodes, locate, limit }) =>
  nodes.flatMap((node) => {
    const { schema } = node;
    if (schema.kind !== 'keywords') return [];
    const found = limit.run(() => undeclaredIn(schema, node, plan.api.schemas));
    const missing = found?.value ?? [];
    const [first] = missing;
    if (first === undefined) return [];
    const closed = isClosed(schema) ? ', and no other is allowed, so no value is valid' : '';
    return [
      diagnostic('REQUIRED_UNDECLARED', {
        message: `Required, but not among the properties: ${quotedList(missing)}${closed}.`,
        help: 'Declare it under "properties", or correct its spelling in "required".',
        place: locate(below(schema.origin, 'required', schema.required.indexOf(first))),
      }),
    ];
  });

function undeclaredIn(
  schema: KeywordSchema,
  { around, asks }: SchemaNode,
  schemas: Schemas,
): readonly string[] {
  // Without properties of its own it adds to another schema; a map has any property.
  if (asks || schema.properties.size === 0 || isMap(schema)) return [];
  const patterns = [...schema.patternProperties.keys()];
  const declared = (name: string): boolean =>
    [schema, ...around].some((each) => propertySchemas(each, name, schemas).length > 0) ||
    patterns.some((pattern) => matches(pattern, name));
  return [...new Set(schema.required)].filter((name) => !declared(name));
}

function isMap({ additionalProperties }: KeywordSchema): boolean {
  return additionalProperties !== undefined && additionalProperties.kind !== 'boolean';
}

function isClosed({ additionalProperties }: KeywordSchema): boolean {
  return additionalProperties?.kind === 'boolean' && !additionalProperties.value;
}

/** A pattern that is no regular expression might mean anything; it is another rule's finding. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern).test(name);
  } catch {
    return true;
  }
}
