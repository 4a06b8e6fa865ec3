import { ownFile } from '../check-program.js';
import { nodeAt, nodesAt, nodesWithin, textAt, type SyntaxNode } from '../syntax.js';

/** The kinds of syntax nodes in code of ajv: no classes, imports, `new`, `this` or templates. */
const allowed = new Set(
  `ArrayExpression ArrowFunctionExpression AssignmentExpression AssignmentPattern BinaryExpression
  BlockStatement BooleanLiteral BreakStatement CallExpression ExportNamedDeclaration
  ExpressionStatement ForInStatement ForOfStatement ForStatement FunctionDeclaration Identifier
  IfStatement ImportDeclaration ImportSpecifier LogicalExpression MemberExpression NullLiteral
  NumericLiteral ObjectExpression ObjectPattern ObjectProperty Program RegExpLiteral ReturnStatement
  StringLiteral TSTypeAnnotation TSTypeReference UnaryExpression UpdateExpression
  VariableDeclaration VariableDeclarator`.split(/\s+/),
);

/** The statements of the file. */
const statements = ['ImportDeclaration', 'ExportNamedDeclaration'];
/** What the code uses without declaring it. */
const globals = ['Array', 'Object', 'isFinite', 'isNaN', 'undefined'];
/** The methods that the code calls, e.g. those of arrays and regular expressions. */
const methods = new Set(['call', 'isArray', 'keys', 'push', 'replace', 'some', 'test', 'validate']);
/** The properties that the code assigns. */
const assigned = new Set(['errors', 'length']);

/**
 * Throws unless a program is what ajv writes for schemas: functions that call only each other, what
 * they are given, and a few methods. So strings of a document stay data, even if ajv has a bug.
 */
export function checkCompiled(program: SyntaxNode, path: string): void {
  const nodes = nodesWithin(program);
  const names = new Set([...globals, ...nodes.flatMap(boundBy)]);
  const keys = new Set(nodes.flatMap(keyOf));
  const kinds = nodesAt(program, 'body').map(({ type }) => type);
  const fault =
    kinds.join() === statements.join()
      ? nodes.map((node) => nodeFault(node, { names, keys })).find((each) => each !== undefined)
      : `the statements ${kinds.join(', ')}`;
  if (fault !== undefined)
    throw new Error(`${path} would contain code that ajv never writes: ${fault}`);
}

interface Known {
  /** All names that the program may refer to. */
  readonly names: ReadonlySet<string>;
  /** Identifiers that refer to nothing: the names of properties. */
  readonly keys: ReadonlySet<SyntaxNode>;
}

function nodeFault(node: SyntaxNode, { names, keys }: Known): string | undefined {
  if (!allowed.has(node.type)) return `a ${node.type}`;
  const source = textAt(nodeAt(node, 'source'), 'value');
  if (source !== undefined && !ownFile.test(source)) return `an import of ${source}`;
  const name = textAt(node, 'name');
  if (node.type === 'Identifier' && !keys.has(node) && !names.has(name ?? ''))
    return `the foreign name ${name}`;
  const callee = nodeAt(node, 'callee');
  if (callee !== undefined && !isMember(callee, methods)) return 'a call of something foreign';
  const target = assignedBy(node);
  const isForeign = target !== undefined && !isMember(target, assigned);
  return isForeign ? 'an assignment to something foreign' : undefined;
}

/** Whether a node is a name, or a property with one of the given names. */
function isMember(node: SyntaxNode, properties: ReadonlySet<string>): boolean {
  if (node.type !== 'MemberExpression') return node.type === 'Identifier';
  const property = textAt(nodeAt(node, 'property'), 'name') ?? '';
  return node['computed'] !== true && properties.has(property);
}

function assignedBy(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'UpdateExpression') return nodeAt(node, 'argument');
  return node.type === 'AssignmentExpression' ? nodeAt(node, 'left') : undefined;
}

function keyOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node['computed'] === true) return [];
  return [...nodesAt(node, 'property'), ...nodesAt(node, 'key')];
}

/** Returns the names that a declaration, a function or an import binds. */
function boundBy(node: SyntaxNode): readonly string[] {
  const isDeclared = node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration';
  const patterns = [
    ...(isDeclared ? nodesAt(node, 'id') : []),
    ...(node.type === 'ImportSpecifier' ? nodesAt(node, 'imported') : []),
    ...nodesAt(node, 'params'),
  ];
  return patterns.flatMap(namesIn);
}

function namesIn(pattern: SyntaxNode): readonly string[] {
  const name = textAt(pattern, 'name');
  if (pattern.type === 'Identifier' && name !== undefined) return [name];
  const inner = [...nodesAt(pattern, 'left'), ...nodesAt(pattern, 'properties')];
  return [...inner, ...nodesAt(pattern, 'value')].flatMap(namesIn);
}
