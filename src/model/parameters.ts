import type { Parameter } from './api.js';
import { member } from '../load/json-guards.js';
import { entriesOf, optional, stringOf, stringsOf } from './json.js';
import { childPointer } from '../load/pointer.js';
import type { Source } from './source.js';

/**
 * Server variables and channel parameters. AsyncAPI 3 writes `enum` and `default` beside the
 * description; a 2.x channel parameter has them in a `schema`.
 */
export function readParameters(source: Source, pointer: string): readonly Parameter[] {
  return entriesOf(source.at(pointer)).map(([name, value]) => {
    const schema = member(value, 'schema') ?? value;
    return {
      name,
      origin: source.origin(childPointer(pointer, name)),
      ...optional('description', stringOf(member(value, 'description'))),
      values: stringsOf(member(schema, 'enum')),
      ...optional('default', stringOf(member(schema, 'default'))),
    };
  });
}
