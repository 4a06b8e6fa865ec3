import ts from 'typescript';

/** An entry of the descriptor in `client.ts`. */
export interface DeclaredOperation {
  readonly subject: string;
  readonly id: string;
  readonly kind: string;
  readonly address: string;
}

/** The operations that `client.ts` describes. */
export function declaredOperations(clientText: string): readonly DeclaredOperation[] {
  return descendants(parse(clientText))
    .filter(ts.isPropertyAssignment)
    .filter(({ name, parent }) => isNamed(name, 'operations') && isDescriptor(parent))
    .flatMap(({ initializer }) => propertiesOf(initializer))
    .map((entry) => ({
      subject: entry.name.getText(),
      id: textOf(entry, 'id'),
      kind: textOf(entry, 'kind'),
      address: textOf(entry, 'address'),
    }));
}

/** The subjects that methods of the file's class use. */
export function subjectsInMethods(text: string): ReadonlySet<string> {
  return new Set(
    descendants(parse(text))
      .filter(ts.isMethodDeclaration)
      .flatMap(descendants)
      .filter(ts.isPropertyAccessExpression)
      .filter(({ expression }) => expression.getText() === 'operations')
      .map(({ name }) => name.text),
  );
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
}

function descendants(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [node];
  node.forEachChild((child) => void found.push(...descendants(child)));
  return found;
}

/** `export const …Api = { … } as const` */
function isDescriptor(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isAsExpression(parent) && ts.isVariableDeclaration(parent.parent);
}

function isNamed(name: ts.PropertyName, text: string): boolean {
  return ts.isIdentifier(name) && name.text === text;
}

function propertiesOf(node: ts.Expression): readonly ts.PropertyAssignment[] {
  return ts.isObjectLiteralExpression(node) ? node.properties.filter(ts.isPropertyAssignment) : [];
}

function textOf(entry: ts.PropertyAssignment, name: string): string {
  const held = propertiesOf(entry.initializer).find((property) => isNamed(property.name, name));
  return held !== undefined && ts.isStringLiteralLike(held.initializer)
    ? held.initializer.text
    : '';
}
