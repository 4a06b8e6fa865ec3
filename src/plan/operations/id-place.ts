import type { Message } from '../../model/api.js';
import type { CorrelationTarget } from '../../model/correlation-id.js';
import { declaredProperties, propertySchemas } from '../../model/schema/declared-properties.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { isTrue } from '../types/schema-facts.js';
import { kindsOf } from '../types/value-kinds.js';
import { encodingOf } from './encoding.js';
import { isObjectOfNames } from './headers.js';

/** The place of the correlation id in a message. */
export interface IdPlace extends CorrelationTarget {
  /** The schemas of the id; none if the message declares nothing about it. */
  readonly schemas: readonly Schema[];
  /** Whether a receiver reads the id as a string, whatever it is. */
  readonly isText: boolean;
}

/** Why a correlation id cannot be used. */
export type UnusableReason =
  'depth' | 'encoding' | 'expression' | 'mismatch' | 'nested' | 'type' | 'undeclared' | 'whole';

/** Limit on the keys of a location, since the types of payloads nest as deep. */
const mostKeys = 10;

/** Returns the place of the correlation id of a message, or why there is none. */
export function idPlaceOf(
  message: Message,
  { schemas, inBody }: { readonly schemas: Schemas; readonly inBody: boolean },
): IdPlace | UnusableReason {
  const target = message.correlationId?.target;
  if (target === undefined) return 'expression';
  if (target.path.length === 0) return 'whole';
  if (target.path.length > mostKeys) return 'depth';
  const found =
    target.part === 'payload'
      ? inPayload(message, target.path, schemas)
      : inHeaders(message, target.path, schemas);
  // Documents of envelopes call the headers in the body headers of the message.
  const inEnvelope =
    inBody && target.part === 'header' && message.headers === undefined
      ? inPayload(message, ['headers', ...target.path], schemas)
      : 'undeclared';
  const place = typeof inEnvelope === 'string' ? found : inEnvelope;
  if (typeof place === 'string') return place;
  return place.schemas.every((schema) => canBeId(schema, schemas)) ? place : 'type';
}

function inPayload(
  message: Message,
  path: readonly string[],
  schemas: Schemas,
): IdPlace | UnusableReason {
  if (!message.hasPayload) return 'undeclared';
  if (encodingOf(message, schemas) !== 'json') return 'encoding';
  const found = message.payload === undefined ? [] : schemasAt(message.payload, path, schemas);
  return found === undefined
    ? 'undeclared'
    : { part: 'payload', path, schemas: found, isText: false };
}

function inHeaders(
  { headers }: Message,
  path: readonly string[],
  schemas: Schemas,
): IdPlace | UnusableReason {
  if (path.length > 1) return 'nested';
  if (headers === undefined) return { part: 'header', path, schemas: [], isText: true };
  const found = schemasAt(headers, path, schemas);
  if (found === undefined) return 'undeclared';
  const isText =
    !isObjectOfNames(headers, schemas) ||
    found.every((schema) => kindsOf(schema, schemas).includes('string'));
  return { part: 'header', path, schemas: found, isText };
}

/**
 * Returns the schemas of a value inside another one; none if the document says nothing about it, and
 * `undefined` if it declares other properties or forbids further ones.
 */
function schemasAt(
  start: Schema,
  path: readonly string[],
  schemas: Schemas,
): readonly Schema[] | undefined {
  let level: readonly Schema[] = [start];
  for (const name of path) {
    const below = level.flatMap((schema) => propertySchemas(schema, name, schemas));
    if (below.length === 0) {
      return level.every((schema) => isOpen(schema, schemas)) ? [] : undefined;
    }
    level = [...new Set(below)];
  }
  return level;
}

/** Whether a schema allows objects and says nothing about their properties. */
function isOpen(schema: Schema, schemas: Schemas): boolean {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.kind !== 'keywords') return isTrue(resolved);
  const { additionalProperties, patternProperties } = resolved;
  return (
    patternProperties.size === 0 &&
    (additionalProperties === undefined || isTrue(additionalProperties)) &&
    declaredProperties(resolved, schemas).size === 0 &&
    kindsOf(resolved, schemas).includes('object')
  );
}

function canBeId(schema: Schema, schemas: Schemas): boolean {
  return kindsOf(schema, schemas).some((kind) => kind === 'string' || kind === 'number');
}
