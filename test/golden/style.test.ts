/** What holds for every generated file, whatever the document. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import js from '@eslint/js';
import { Linter } from 'eslint';
import { check } from 'prettier';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { banner } from '../../src/render/banner.js';
import { root } from '../support/project.js';
import { readTree } from '../write/temporary-folder.js';

const files = Object.entries(readTree(join(root, 'generated'))).filter(([path]) =>
  path.endsWith('.ts'),
);
const ofDocuments = files.filter(([path]) => !path.startsWith('runtime/'));
const runtime = files.filter(([path]) => path.startsWith('runtime/'));

/** Paths of the files that a complaint holds for. */
function pathsWhere(isBad: (text: string) => boolean, among = files): readonly string[] {
  return among.filter(([, text]) => isBad(text)).map(([path]) => path);
}

function nodesOf(text: string): readonly ts.Node[] {
  const collect = (node: ts.Node): readonly ts.Node[] => {
    const inner: ts.Node[] = [];
    node.forEachChild((child) => void inner.push(...collect(child)));
    return [node, ...inner];
  };
  return collect(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
}

describe('a generated file', () => {
  it('is laid out as a Prettier without configuration does it', async () => {
    const bad: string[] = [];
    for (const [path, text] of files) {
      if (!(await check(text, { filepath: path }))) bad.push(path);
    }
    expect(bad).toEqual([]);
  }, 60_000);

  it('begins with the banner, the same everywhere', () => {
    expect(pathsWhere((text) => !text.startsWith(`${banner}\n`))).toEqual([]);
    expect(banner).not.toMatch(/\d{2}|\d\.\d/);
  });

  it.each([
    ['recommended rules', js.configs.recommended],
    ['every rule', js.configs.all],
  ])('has no finding of ESLint under %s, and no unused directive', (_, rules) => {
    const strict: Linter.LinterOptions = {
      reportUnusedDisableDirectives: 'error',
      reportUnusedInlineConfigs: 'error',
    };
    const config: Linter.Config[] = [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, linterOptions: strict },
      rules,
    ];
    const linter = new Linter();
    const ofOneApi = files.filter(([path]) => /^(?:street-lights|runtime\/session)\//.test(path));
    const found = ofOneApi.flatMap(([path, text]) => linter.verify(text, config, path));
    expect(ofOneApi.length).toBeGreaterThan(5);
    expect(found).toEqual([]);
  });

  it('ends its lines with LF and itself with one of them', () => {
    expect(pathsWhere((text) => text.includes('\r') || !/[^\n]\n$/.test(text))).toEqual([]);
  });

  it('names everything', () => {
    expect(pathsWhere((text) => /AnonymousSchema|reserved[A-Z]|Schema_?\d/.test(text))).toEqual([]);
  });

  it('is free of `any` and of assertions', () => {
    const kinds = new Set([ts.SyntaxKind.AnyKeyword, ts.SyntaxKind.NonNullExpression]);
    const isBad = (text: string): boolean => nodesOf(text).some(({ kind }) => kinds.has(kind));
    expect(pathsWhere(isBad, ofDocuments)).toEqual([]);
  });

  it('imports with extension, and packages in the run time only', () => {
    const specifiers = ofDocuments.flatMap(([, text]) =>
      nodesOf(text).flatMap((node) =>
        (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier
          ? [node.moduleSpecifier.getText()]
          : [],
      ),
    );
    expect(specifiers.filter((each) => !/^"\.\.?\/[a-z/-]+\.js"$/.test(each))).toEqual([]);
  });

  it('has no member twice', () => {
    const isBad = (text: string): boolean =>
      nodesOf(text).some((node) => {
        if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return false;
        const names = node.members.map(({ name }) => name?.getText());
        return new Set(names).size < names.length;
      });
    expect(pathsWhere(isBad, ofDocuments)).toEqual([]);
  });
});

describe('the run time', () => {
  it.each(runtime)('%s is the template after the banner', (path, text) => {
    const source = readFileSync(join(root, 'templates', path), 'utf8');
    // Lazy validators, the default, are the other entry.
    const entries = source.replace('export * from "./compiled/index.js";\n', '');
    expect(text).toBe(`${banner}\n${path === 'runtime/index.ts' ? entries : source}`);
  });
});
