import type { Api, Message, Operation } from '../../model/api.js';
import { originId } from '../../model/origin.js';
import { mapSubschemas } from '../../model/schema/map-subschemas.js';
import type { KeywordSchema, Schema, SchemaId } from '../../model/schema/schema.js';
import { resolveSchema } from '../../model/schema/schemas.js';
import { dependentSchemas, itemSchemas } from '../../model/schema/subschemas.js';

/**
 * Marks the enums whose unknown strings a tolerant client accepts: those in messages that it receives, but not those
 * within schemas that choose by what is valid, such as `oneOf`.
 */
export function openEnums(api: Api): Api {
  const open = openIds(api);
  const apply = (schema: Schema): Schema => {
    if (schema.kind !== 'keywords') return schema;
    const inner = mapSubschemas(schema, apply);
    return open.has(originId(schema.origin)) ? { ...inner, isOpen: true } : inner;
  };
  return { ...api, schemas: new Map([...api.schemas].map(([id, each]) => [id, apply(each)])) };
}

function openIds({ operations, schemas }: Api): ReadonlySet<SchemaId> {
  const received = operations.flatMap(messagesToClient);
  const roots = received.flatMap(({ payload, headers }) => [payload ?? [], headers ?? []].flat());
  const reached = new Set(roots.map((schema) => resolveSchema(schema, schemas)));
  const open = new Set<SchemaId>();
  for (const schema of reached) {
    if (schema.kind !== 'keywords') continue;
    if (hasStrings(schema)) open.add(originId(schema.origin));
    for (const part of certainParts(schema)) reached.add(resolveSchema(part, schemas));
  }
  return open;
}

function messagesToClient(operation: Operation): readonly Message[] {
  switch (operation.kind) {
    case 'publish':
      return [];
    case 'request':
      return operation.reply.messages;
    case 'subscribe':
    case 'respond':
      return operation.messages;
  }
}

function hasStrings({ enum: values, const: constant }: KeywordSchema): boolean {
  const isEnum = values?.some((value) => typeof value === 'string') === true;
  return isEnum && constant === undefined;
}

/** The schemas one level below, but for those that choose by what is valid. */
function certainParts(schema: KeywordSchema): readonly Schema[] {
  const { properties, patternProperties, additionalProperties, additionalItems, allOf } = schema;
  return [
    ...[...properties.values(), ...patternProperties.values(), ...allOf],
    ...[...itemSchemas(schema), ...dependentSchemas(schema)],
    ...[additionalProperties ?? [], additionalItems ?? []].flat(),
  ];
}
