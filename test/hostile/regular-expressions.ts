/** T-08: a pattern is a string in the code, and the expression that it says. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { documentOfSchemas, importOf, verdictOf } from './small-document.js';

/** The pattern, what matches it, and what does not. */
const patterns: readonly (readonly [pattern: string, yes: string, no: string])[] = [
  ['^a/b$', 'a/b', 'ab'],
  ['^a\\/b$', 'a/b', 'a\\/b'],
  ['^[/]$', '/', '\\'],
  ['^a\nb$', 'a\nb', 'anb'],
  ['^a\\nb$', 'a\nb', 'anb'],
  ['^\r\u2028$', '\r\u2028', '\n'],
  ['^\\p{L}+$', 'äß漢', 'a1'],
  ['^\\p{Lu}{2}$', 'ÄÖ', 'pLu'],
  ['^.$', '\u{1f697}', 'ab'],
  // Without the flag u only: escapes that mean nothing.
  ['^[\\w\\-]+$', 'a-b', 'a b'],
  ['^\\_\\@$', '_@', '\\_'],
  ['^"\'`$', '"\'`', '"'],
  ['^\\$\\{x\\}$', '${x}', 'x'],
  ['^\\*/$', '*/', '*'],
  ['^/; process.exit\\(1\\); /$', '/; process.exit(1); /', 'b'],
  ['^(?<year>\\d{4})-\\k<year>$', '2020-2020', '2020-2021'],
  ['(?<!a)b', 'cb', 'ab'],
  ['^\\u{1f697}$', '\u{1f697}', 'u'],
];

describe('T-08: a pattern', () => {
  let imported: Awaited<ReturnType<typeof importOf>>;
  beforeAll(async () => {
    imported = await importOf(
      documentOfSchemas({
        ...Object.fromEntries(patterns.map(([pattern], index) => [`P${index}`, { pattern }])),
        ...Object.fromEntries(
          patterns.map(([pattern], index) => [
            `K${index}`,
            { patternProperties: { [pattern]: { type: 'number' } }, additionalProperties: false },
          ]),
        ),
      }),
    );
  }, 60_000);

  it.each(patterns.map((each, index) => [index, ...each] as const))(
    '%i: %j',
    (index, _, yes, no) => {
      expect(verdictOf(imported, `P${index}`, yes)).toBe(true);
      expect(verdictOf(imported, `P${index}`, no)).toBe(false);
      expect(verdictOf(imported, `K${index}`, { [yes]: 1 })).toBe(true);
      expect(verdictOf(imported, `K${index}`, { [yes]: 'x' })).toBe(false);
      expect(verdictOf(imported, `K${index}`, { [no]: 1 })).toBe(false);
    },
  );

  it('is nowhere an expression of the program', () => {
    const kinds = new Set<ts.SyntaxKind>();
    const visit = (node: ts.Node): void => {
      kinds.add(node.kind);
      node.forEachChild(visit);
    };
    for (const [path, text] of imported.output.files) {
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
    }
    expect(kinds).not.toContain(ts.SyntaxKind.RegularExpressionLiteral);
    expect(imported.trapped).toEqual([]);
  });
});
