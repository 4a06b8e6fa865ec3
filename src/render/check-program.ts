import { nodeAt, nodesAt, nodesWithin, textAt, type SyntaxNode } from './syntax.js';

/** What stands at the top of a generated file. */
const statements = new Set([
  'ClassDeclaration',
  'ExportAllDeclaration',
  'FunctionDeclaration',
  'ImportDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'VariableDeclaration',
]);

/** What the templates consist of; one that is to have more needs it here. */
const allowed = new Set([
  ...statements,
  ...`ArrayExpression AssignmentPattern AwaitExpression BlockStatement BooleanLiteral CallExpression ClassBody
  ClassMethod ExportNamedDeclaration ExportNamespaceSpecifier ExpressionStatement Identifier
  ImportSpecifier MemberExpression NewExpression NullLiteral NumericLiteral ObjectExpression
  ObjectPattern ObjectProperty Program ReturnStatement SpreadElement StringLiteral TSAsExpression
  TSBooleanKeyword TSIndexSignature TSInterfaceBody TSMethodSignature TSObjectKeyword TSTypeLiteral TSIntersectionType TSLiteralType TSParenthesizedType
  TSPropertySignature TSSatisfiesExpression TSStringKeyword TSThisType TSTypeAnnotation
  TSTypeParameterInstantiation TSTypePredicate TSTypeReference TSUndefinedKeyword TSUnionType
  TSUnknownKeyword TSVoidKeyword ThisExpression UnaryExpression VariableDeclarator`.split(/\s+/),
]);

/** A file of the output, or the runtime of this package; nothing else is imported. */
const ownFile = /^(?:\.{1,2}\/[a-z0-9-]+(?:\/[a-z0-9-]+)?\.js|asyncapi-bindgen\/runtime)$/;
/** A global that the templates use. */
const bytes = 'Uint8Array';

/**
 * Throws unless a program is what templates of ours print, whatever stands in their places:
 * imports of files of the output, declarations, and in them calls of nothing but what is imported
 * or declared. The last line of defence: `code.ts` is to let no other program come about.
 */
export function checkProgram(program: SyntaxNode, path: string): void {
  const names = callable(program);
  const fault =
    nodesAt(program, 'body').map(statementFault).find(isFound) ??
    nodesWithin(program)
      .map((node) => nodeFault(node, names))
      .find(isFound);
  if (fault !== undefined) {
    throw new Error(`${path} would hold what no template of ours prints: ${fault}`);
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

/** The names that a file imports or declares at its top. */
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

/** `name(…)`, `this.name(…)`, `name.member(…)`, `Uint8Array.from(…)`. */
function isCallable(callee: SyntaxNode, names: ReadonlySet<string>): boolean {
  const object = callee.type === 'MemberExpression' ? nodeAt(callee, 'object') : callee;
  if (callee['computed'] === true || object === undefined) return false;
  if (object.type === 'ThisExpression') return true;
  const name = object.type === 'Identifier' ? textAt(object, 'name') : undefined;
  return name !== undefined && (names.has(name) || (name === bytes && object !== callee));
}
