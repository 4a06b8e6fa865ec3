/** What a TypeScript file is, whatever its texts say. */
import ts from 'typescript';

/**
 * One line for each node, in document order: its kind, and for what a reader might take from a
 * comment the names of its tags. Two files of one shape differ in texts alone: in literals, in
 * names, and in the prose of comments.
 */
export function shapeOf(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = [...instructionsOf(file, path)];
  const visit = (node: ts.Node): void => {
    lines.push(ts.SyntaxKind[node.kind]);
    for (const tag of ts.getJSDocTags(node)) lines.push(`@${tag.tagName.text}`);
    node.forEachChild(visit);
  };
  visit(file);
  return lines;
}

/** What tools read out of comments, and what the compiler has against the text. */
function instructionsOf(file: ts.SourceFile, path: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(file.text, {
    reportDiagnostics: true,
    fileName: path,
  });
  const internal: unknown = file;
  return [
    ...diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ...file.referencedFiles.map(({ fileName }) => `reference ${fileName}`),
    ...file.typeReferenceDirectives.map(({ fileName }) => `types ${fileName}`),
    ...file.libReferenceDirectives.map(({ fileName }) => `lib ${fileName}`),
    ...file.amdDependencies.map(({ path: dependency }) => `amd ${dependency}`),
    ...pragmasOf(internal),
    ...directivesOf(internal),
  ];
}

/** `@jsx`, `@ts-nocheck` and the like, which the compiler keeps to itself. */
function pragmasOf(file: unknown): readonly string[] {
  const pragmas = typeof file === 'object' && file !== null && 'pragmas' in file && file.pragmas;
  return pragmas instanceof Map ? [...pragmas.keys()].map((name) => `pragma ${String(name)}`) : [];
}

/** `@ts-ignore` and `@ts-expect-error`. */
function directivesOf(file: unknown): readonly string[] {
  const has = typeof file === 'object' && file !== null && 'commentDirectives' in file;
  const directives = has ? file.commentDirectives : undefined;
  return Array.isArray(directives) ? directives.map(() => 'comment directive') : [];
}

/** The first line in which two shapes differ, with those before it. */
export function firstDifference(
  expected: readonly string[],
  found: readonly string[],
): string | undefined {
  const length = Math.max(expected.length, found.length);
  const at = Array.from({ length }, (_, index) => index).find((i) => expected[i] !== found[i]);
  if (at === undefined) return undefined;
  const before = expected.slice(Math.max(0, at - 6), at).join(' ');
  return `after ${before}: ${expected[at] ?? 'nothing'} became ${found[at] ?? 'nothing'}`;
}
