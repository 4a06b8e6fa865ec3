/** A node of the syntax tree that Prettier's parser makes (Babel's), of which nothing is taken on trust. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Fields that hold no part of the program. */
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

/** The nodes in a field, be it one or a list of them. */
export function nodesAt(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return [node[field]].flat().filter(isNode);
}

/** The one node in a field that has one. */
export function nodeAt(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node === undefined ? undefined : nodesAt(node, field)[0];
}

/** The text of an identifier, or of a string literal. */
export function textAt(node: SyntaxNode | undefined, field: 'name' | 'value'): string | undefined {
  const text = node?.[field];
  return isText(text) ? text : undefined;
}

/** A node and all below it. */
export function* nodesWithin(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const field of Object.keys(node)) {
    if (apart.has(field)) continue;
    for (const child of nodesAt(node, field)) yield* nodesWithin(child);
  }
}
