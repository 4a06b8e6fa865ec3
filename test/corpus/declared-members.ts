import ts from 'typescript';

/** The exported types of a file, and for each all paths of members within it, e.g. `a.b`. */
export type DeclaredMembers = ReadonlyMap<string, ReadonlySet<string>>;

/** Lists, unions and index signatures add nothing to a path: `{ a: { b: 1 }[] }` has `a` and `a.b`. */
export function declaredMembers(text: string): DeclaredMembers {
  const file = ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest, true);
  const members = new Map<string, ReadonlySet<string>>();
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      members.set(statement.name.text, new Set(pathsIn(statement, [])));
    }
  }
  return members;
}

function pathsIn(node: ts.Node, above: readonly string[]): readonly string[] {
  const here = ts.isPropertySignature(node) ? [...above, nameOf(node.name)] : above;
  const paths = here === above ? [] : [pathText(here)];
  node.forEachChild((child) => void paths.push(...pathsIn(child, here)));
  return paths;
}

export function pathText(keys: readonly string[]): string {
  return JSON.stringify(keys);
}

function nameOf(name: ts.PropertyName): string {
  if (ts.isComputedPropertyName(name)) {
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : name.getText();
  }
  return name.text;
}
