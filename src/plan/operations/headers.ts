import { segmentsOf } from '../../json/pointer.js';
import type { Message, Operation } from '../../model/api.js';
import { declaredProperties, propertySchemas } from '../../model/schema/declared-properties.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { identifier, type Code } from '../code/code.js';
import type { TypeNames } from '../names/type-names.js';
import { kindsOf } from '../types/value-kinds.js';

/** The described headers of a message. */
export interface HeadersPlan {
  readonly type: Code;
  /** Whether at least one header is required. */
  readonly required: boolean;
  /**
   * Names of the headers that are not strings. User properties are strings, so these travel as
   * JSON.
   */
  readonly json: readonly string[];
}

/** Whether the schema lists the names of all headers, so that it is known which are strings. */
export function isObjectOfNames(headers: Schema, schemas: Schemas): boolean {
  const resolved = resolveSchema(headers, schemas);
  if (resolved.kind !== 'keywords' || resolved.patternProperties.size > 0) return false;
  const { additionalProperties: others } = resolved;
  const isClosed = others?.kind === 'boolean';
  return (
    kindsOf(resolved, schemas).every((kind) => kind === 'object') &&
    (others === undefined || isClosed || kindsOf(others, schemas).includes('string'))
  );
}

function isTextIn(headers: Schema, property: string, schemas: Schemas): boolean {
  return propertySchemas(headers, property, schemas).every((schema) =>
    kindsOf(schema, schemas).includes('string'),
  );
}

/** What the plan of headers is made from, beside the message. */
interface HeaderInputs {
  readonly names: TypeNames;
  readonly schemas: Schemas;
  /** The headers that the runtime sets, so that callers need not pass them. */
  readonly ownHeaders: readonly (string | undefined)[];
}

/**
 * Plans the headers of a message; `undefined` if they are not described as an object of named
 * headers.
 */
export function planHeaders(
  { headers }: Message,
  { names, schemas, ownHeaders }: HeaderInputs,
): HeadersPlan | undefined {
  const name = headers === undefined ? undefined : names.nameOf(headers);
  if (headers === undefined || name === undefined) return undefined;
  if (!isObjectOfNames(headers, schemas)) return undefined;
  const isText = (property: string): boolean => isTextIn(headers, property, schemas);
  return {
    type: identifier(name),
    required: requiredNames(headers, schemas).some((required) => !ownHeaders.includes(required)),
    json: [...declaredProperties(headers, schemas).keys()].filter((property) => !isText(property)),
  };
}

/** Returns the required properties of a schema, including those required by all its branches. */
function requiredNames(
  schema: Schema,
  schemas: Schemas,
  seen: ReadonlySet<Schema> = new Set(),
): readonly string[] {
  const resolved = resolveSchema(schema, schemas);
  if (resolved.kind !== 'keywords' || seen.has(resolved)) return [];
  const within = new Set([...seen, resolved]);
  const namesOf = (part: Schema): readonly string[] => requiredNames(part, schemas, within);
  const common = [resolved.anyOf, resolved.oneOf].flatMap((variants) => {
    const [first = [], ...others] = variants.map(namesOf);
    return first.filter((name) => others.every((other) => other.includes(name)));
  });
  return [...resolved.required, ...resolved.allOf.flatMap(namesOf), ...common];
}

/**
 * Returns the header that carries the reply topic (AsyncAPI 3.0.0, Operation Reply Address Object),
 * if all requests describe it as a string.
 */
export function replyHeaderOf(operation: Operation, schemas: Schemas): string | undefined {
  const reply = 'reply' in operation ? operation.reply : undefined;
  if (reply?.address.kind !== 'message' || reply.envelope === 'body') return undefined;
  const [, pointer = ''] = /^\$message\.header#(\/[^/]+)$/.exec(reply.address.location) ?? [];
  const [name] = segmentsOf(pointer);
  if (name === undefined || operation.messages.length === 0) return undefined;
  const isDescribed = operation.messages.every(
    ({ headers }) =>
      headers !== undefined &&
      isObjectOfNames(headers, schemas) &&
      declaredProperties(headers, schemas).has(name) &&
      isTextIn(headers, name, schemas),
  );
  return isDescribed ? name : undefined;
}
