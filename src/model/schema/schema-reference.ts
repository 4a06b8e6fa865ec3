import type { Json } from '../../load/document.js';
import { member } from '../../load/json-guards.js';
import { stringOf } from '../json.js';
import type { Origin } from '../origin.js';
import type { ReferenceSchema } from './schema.js';
import type { Source } from '../source.js';

/**
 * The load stage left the id of each schema it recognised in `x-parser-schema-id`. One that it did
 * not is of a foreign format, and the parser made up an id for it.
 */
export function schemaReference(
  source: Source,
  value: Json | undefined,
  origin: Origin,
): ReferenceSchema | undefined {
  const schema = member(value, 'schemaFormat') === undefined ? value : member(value, 'schema');
  const target = stringOf(member(schema, 'x-parser-schema-id'));
  if (target === undefined || source.originOf(target) === undefined) return undefined;
  return { kind: 'reference', origin, target, annotations: {} };
}
