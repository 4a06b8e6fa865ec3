import type { TypeDeclaration } from '../plan/types/declarations.js';
import { nodeAt, nodesAt, nodesWithin, textAt, type SyntaxNode } from './syntax.js';

/** The kinds of syntax nodes in types: no calls, functions, imports or type parameters. */
const allowed = new Set(
  `ArrayExpression BooleanLiteral ExportNamedDeclaration Identifier NullLiteral NumericLiteral
  StringLiteral TSArrayType TSAsExpression TSBooleanKeyword TSIndexSignature TSIndexedAccessType
  TSInterfaceBody TSInterfaceDeclaration TSIntersectionType TSLiteralType TSNamedTupleMember
  TSNeverKeyword TSNullKeyword TSNumberKeyword TSOptionalType TSParenthesizedType
  TSPropertySignature TSRestType TSStringKeyword TSTupleType TSTypeAliasDeclaration
  TSTypeAnnotation TSTypeLiteral TSTypeQuery TSTypeReference TSUndefinedKeyword TSUnionType
  TSUnknownKeyword UnaryExpression VariableDeclaration VariableDeclarator`.split(/\s+/),
);

/**
 * Throws unless a program consists of exactly the given declarations, in their order, with their
 * kinds and names. So unexpected output of Modelina is never written.
 */
export function checkTypes(
  program: SyntaxNode,
  declarations: readonly TypeDeclaration[],
  path: string,
): void {
  const statements = nodesAt(program, 'body');
  const expected = declarations.flatMap(expectedStatements);
  expected.forEach(({ owner, text }, index) => {
    const statement = statements[index];
    const found = statement === undefined ? 'nothing' : describe(statement);
    if (found !== text) refuse(path, owner, `${found} in place of ${text}`);
  });
  const surplus = statements[expected.length];
  const isEmpty = surplus?.type === 'ExportNamedDeclaration' && expected.length === 0;
  if (surplus !== undefined && !isEmpty) refuse(path, 'no type', describe(surplus));
  const names = new Set([...expected.map(({ name }) => name), 'const']);
  statements.forEach((statement, index) => {
    const fault = faultIn(statement, names);
    if (fault !== undefined) refuse(path, expected[index]?.owner ?? 'no type', fault);
  });
}

function refuse(path: string, owner: string, found: string): never {
  throw new Error(`${path} would contain something other than its types (at ${owner}): ${found}`);
}

interface ExpectedStatement {
  /** The name of the type that the statement belongs to. */
  readonly owner: string;
  readonly name: string;
  /** The statement as `describe` returns it. */
  readonly text: string;
}

function expectedStatements(declaration: TypeDeclaration): readonly ExpectedStatement[] {
  const { kind, name } = declaration;
  const alias = { owner: name, name, text: `TSTypeAliasDeclaration ${name}` };
  if (kind === 'alias') return [alias];
  if (kind === 'interface') return [{ ...alias, text: `TSInterfaceDeclaration ${name}` }];
  const { valuesName } = declaration;
  return [{ owner: name, name: valuesName, text: `VariableDeclaration ${valuesName}` }, alias];
}

/** Describes a statement: its kind of declaration and its name. */
function describe(statement: SyntaxNode): string {
  const declaration = nodeAt(statement, 'declaration');
  if (statement.type !== 'ExportNamedDeclaration' || declaration === undefined) {
    return `a statement of its own (${statement.type})`;
  }
  const declarators = nodesAt(declaration, 'declarations');
  const named = declarators.length > 0 ? declarators : [declaration];
  const names = named.map((each) => textAt(nodeAt(each, 'id'), 'name') ?? '');
  return [declaration.type, ...names].join(' ');
}

/** Describes the first node that is not allowed in a type. */
function faultIn(statement: SyntaxNode, names: ReadonlySet<string>): string | undefined {
  for (const node of nodesWithin(statement)) {
    if (!allowed.has(node.type)) return node.type;
    if (node.type === 'ArrayExpression' && !nodesAt(node, 'elements').every(isLiteral)) {
      return 'a list of more than literals';
    }
    if (node['computed'] === true && nodeAt(node, 'key')?.type !== 'StringLiteral') {
      return 'a computed key';
    }
    const name = textAt(nodeAt(node, 'typeName') ?? nodeAt(node, 'exprName'), 'name');
    if (name !== undefined && !names.has(name)) return `a reference to ${name}`;
  }
  return undefined;
}

function isLiteral(node: SyntaxNode): boolean {
  return node.type === 'UnaryExpression'
    ? nodesAt(node, 'argument').every(isLiteral)
    : node.type.endsWith('Literal');
}
