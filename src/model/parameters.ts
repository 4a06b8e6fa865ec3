import type { Parameter } from './api.js';
import type { Node } from './node.js';

/**
 * Server variables and channel parameters. AsyncAPI 3 writes `enum` and `default` beside the
 * description; a 2.x channel parameter has them in a `schema`.
 */
export function readParameters(
  owner: Node,
  field: 'variables' | 'parameters',
): readonly Parameter[] {
  return owner.entries(field).map(([name, parameter]) => {
    const schema = parameter.get('schema') ?? parameter;
    return {
      name,
      origin: parameter.origin,
      ...parameter.stringFields('description'),
      values: schema.strings('enum'),
      ...schema.stringFields('default'),
    };
  });
}
