import type { Parameter } from './api.js';
import { entriesOf, optional, property, stringOf, stringsOf } from './json.js';
import { childPointer } from './pointer.js';
import type { Source } from './source.js';

/**
 * Server variables and channel parameters. AsyncAPI 3 writes `enum` and `default` beside the
 * description; a 2.x channel parameter has them in a `schema`.
 */
export function readParameters(source: Source, pointer: string): readonly Parameter[] {
  return entriesOf(source.at(pointer)).map(([name, value]) => {
    const schema = property(value, 'schema') ?? value;
    return {
      name,
      origin: source.origin(childPointer(pointer, name)),
      ...optional('description', stringOf(property(value, 'description'))),
      values: stringsOf(property(schema, 'enum')),
      ...optional('default', stringOf(property(schema, 'default'))),
    };
  });
}
