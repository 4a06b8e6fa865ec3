import type { Message } from '../model/api.js';
import { propertyNames, propertySchemas } from '../model/declared-properties.js';
import { resolveSchema, type Schemas } from '../model/schemas.js';
import type { Schema } from '../model/schema.js';
import { identifier, type Code } from './code.js';
import type { TypeNames } from './type-names.js';
import { kindsOf } from './value-kinds.js';

/** The headers that a document describes for a message. */
export interface HeadersPlan {
  readonly type: Code;
  readonly assertion: Code;
  /** Whether a message without any header is not valid. */
  readonly required: boolean;
  /** Names of those that are no texts; user properties are, so these travel in JSON. */
  readonly json: readonly string[];
}

/** Headers that the document does not describe as an object are of any kind. */
export function planHeaders(
  { headers }: Message,
  { names, schemas }: { readonly names: TypeNames; readonly schemas: Schemas },
): HeadersPlan | undefined {
  const name = headers === undefined ? undefined : names.nameOf(headers);
  if (headers === undefined || name === undefined) return undefined;
  if (kindsOf(headers, schemas).some((kind) => kind !== 'object')) return undefined;
  const isText = (property: string): boolean =>
    propertySchemas(headers, property, schemas).some((schema) =>
      kindsOf(schema, schemas).includes('string'),
    );
  return {
    type: identifier(name),
    assertion: identifier(`assert${name}`),
    required: requiresMembers(headers, schemas),
    json: propertyNames(headers, schemas).filter((property) => !isText(property)),
  };
}

/** As far as `required` tells, here and in what all values have to pass. */
function requiresMembers(
  schema: Schema,
  schemas: Schemas,
  seen: ReadonlySet<Schema> = new Set(),
): boolean {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.kind !== 'keywords' || seen.has(resolved)) return false;
  const within = new Set([...seen, resolved]);
  const requires = (part: Schema): boolean => requiresMembers(part, schemas, within);
  return (
    resolved.required.length > 0 ||
    resolved.allOf.some(requires) ||
    [resolved.anyOf, resolved.oneOf].some(
      (variants) => variants.length > 0 && variants.every(requires),
    )
  );
}
