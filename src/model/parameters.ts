import type { Parameter } from './api.js';
import type { Node } from './node.js';

/**
 * Reads server variables and channel parameters. In AsyncAPI 3, `enum` and `default` are beside the
 * description; a channel parameter of AsyncAPI 2 has them in its `schema`.
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
