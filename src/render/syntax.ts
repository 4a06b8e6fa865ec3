/** A node of the syntax tree of Prettier's parser (Babel). The types of its fields are unknown. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Fields that are not parts of the program. */
const apart = new Set([
  'comments',
  'errors',
  'extra',
  'innerComments',
  'leadingComments',
  'loc',
  'tokens',
  'trailingComments',
]);

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && isText(value.type);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Returns the nodes in a field, which has one node or an array of nodes. */
export function nodesAt(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const value = node[field];
  if (Array.isArray(value)) return value.filter(isNode);
  return isNode(value) ? [value] : [];
}

/** Returns the node in a field. */
export function nodeAt(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** Returns the name of an identifier or the value of a string literal. */
export function textAt(node: SyntaxNode | undefined, field: 'name' | 'value'): string | undefined {
  const text = node?.[field];
  return isText(text) ? text : undefined;
}

/** Returns a node and all nodes inside it, outer nodes first. */
export function nodesWithin(node: SyntaxNode): readonly SyntaxNode[] {
  const found = [node];
  for (const next of found) {
    for (const field in next) {
      const value = next[field];
      if (typeof value !== 'object' || apart.has(field)) continue;
      if (isNode(value)) found.push(value);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) found.push(item);
    }
  }
  return found;
}
