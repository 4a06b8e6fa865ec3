import { nodeAt, nodesAt, nodesWithin, textAt, type SyntaxNode } from './syntax.js';

/** The statements that may be at the top level of a generated file. */
const statements = new Set([
  'ClassDeclaration',
  'ExportAllDeclaration',
  'FunctionDeclaration',
  'ImportDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'VariableDeclaration',
]);

/**
 * The kinds of syntax nodes that templates may print. A template that needs another one is refused.
 */
const allowed = new Set([
  ...statements,
  ...`ArrayExpression AssignmentPattern AwaitExpression BlockStatement BooleanLiteral CallExpression ClassBody
  ClassMethod ExportNamedDeclaration ExportNamespaceSpecifier ExpressionStatement Identifier
  ImportSpecifier MemberExpression NewExpression NullLiteral NumericLiteral ObjectExpression
  ObjectPattern ObjectProperty Program ReturnStatement SpreadElement StringLiteral TSAsExpression
  TSBooleanKeyword TSIndexSignature TSInterfaceBody TSMethodSignature TSObjectKeyword TSTypeLiteral TSIntersectionType TSLiteralType TSParenthesizedType
  TSPropertySignature TSStringKeyword TSThisType TSTupleType TSTypeAnnotation
  TSTypeParameterInstantiation TSTypePredicate TSTypeQuery TSTypeReference TSUndefinedKeyword TSUnionType
  TSUnknownKeyword TSVoidKeyword ThisExpression UnaryExpression VariableDeclarator`.split(/\s+/),
]);

/** The only allowed imports: a file of the output, and the runtime of this package. */
export const ownFile =
  /^(?:\.{1,2}\/[a-z0-9-]+(?:\/[a-z0-9-]+)?(?:\.[jt]s)?|asyncapi-bindgen\/runtime(?:\/compiled)?)$/;
/** A global whose members the templates call. */
const bytes = 'Uint8Array';

/**
 * Throws unless a program has only what our templates print: imports of files of the output, and
 * declarations that call only what is imported or declared. This is the last line of defence:
 * `code.ts` should already make any other program impossible.
 */
export function checkProgram(program: SyntaxNode, path: string): void {
  const names = callable(program);
  const fault =
    nodesAt(program, 'body').map(statementFault).find(isFound) ??
    nodesWithin(program)
      .map((node) => nodeFault(node, names))
      .find(isFound);
  if (fault !== undefined) {
    throw new Error(`${path} would contain code that no template prints: ${fault}`);
  }
}

function isFound(fault: string | undefined): fault is string {
  return fault !== undefined;
}

function statementFault(statement: SyntaxNode): string | undefined {
  const declared = nodeAt(statement, 'declaration') ?? statement;
  const isExport = statement.type === 'ExportNamedDeclaration';
  return statements.has(declared.type) || isExport ? undefined : `a ${declared.type} at its top`;
}

function nodeFault(node: SyntaxNode, names: ReadonlySet<string>): string | undefined {
  if (!allowed.has(node.type)) return `a ${node.type}`;
  const source = textAt(nodeAt(node, 'source'), 'value');
  if (source !== undefined && !ownFile.test(source)) return `an import of ${source}`;
  const callee = nodeAt(node, 'callee');
  if (callee !== undefined && !isCallable(callee, names)) return 'a call of something foreign';
  const isOpen = node['computed'] === true && nodeAt(node, 'key')?.type !== 'StringLiteral';
  return isOpen ? 'a computed key' : undefined;
}

/** Returns the names that a file imports or declares at the top level. */
function callable(program: SyntaxNode): ReadonlySet<string> {
  const names = nodesAt(program, 'body').flatMap((statement) => {
    const declared = nodeAt(statement, 'declaration') ?? statement;
    const bound = [
      ...nodesAt(statement, 'specifiers').map((specifier) => nodeAt(specifier, 'local')),
      ...nodesAt(declared, 'declarations').map((declarator) => nodeAt(declarator, 'id')),
      nodeAt(declared, 'id'),
    ];
    return bound.map((id) => textAt(id, 'name')).filter((name) => name !== undefined);
  });
  return new Set(names);
}

/**
 * Whether a callee is allowed: `name(…)`, `this.name(…)`, `name.member(…)`, `Uint8Array.from(…)`.
 */
function isCallable(callee: SyntaxNode, names: ReadonlySet<string>): boolean {
  const object = callee.type === 'MemberExpression' ? nodeAt(callee, 'object') : callee;
  if (callee['computed'] === true || object === undefined) return false;
  if (object.type === 'ThisExpression') return true;
  const name = object.type === 'Identifier' ? textAt(object, 'name') : undefined;
  return name !== undefined && (names.has(name) || (name === bytes && object !== callee));
}
