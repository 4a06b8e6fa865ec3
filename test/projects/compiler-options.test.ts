/** The generated code compiles under whatever a user's project asks for. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { root } from '../support/project.js';
import { browser, errorsUnder, nodeNext, strictest } from '../support/type-check.js';

const bundler: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};
const server: ts.CompilerOptions = { lib: ['lib.es2022.d.ts'], types: ['node'] };

const generated = filesIn('generated');
const usage = join(root, 'test/projects/usage.ts');

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));
}

describe('without error compiles', () => {
  it('everything for a browser, NodeNext, as strict as can be', () => {
    expect(errorsUnder({ ...strictest, ...nodeNext, ...browser }, generated)).toEqual([]);
  }, 60_000);

  it('the uses that are right, and no others, in a usual project on Node', () => {
    const options = { strict: true, ...nodeNext, ...server };
    expect(errorsUnder(options, [usage, ...generated])).toEqual([]);
  }, 60_000);
});

describe('an API and its runtime compile without error', () => {
  const files = ['evse-manager-consumer', 'street-lights', 'runtime'].flatMap((name) =>
    filesIn(join('generated', name)),
  );
  const commonJs = {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
  };
  const typeStripping = { ...nodeNext, erasableSyntaxOnly: true, verbatimModuleSyntax: true };
  const esNext = ['lib.esnext.d.ts', 'lib.dom.d.ts'];

  it.each<[string, ts.CompilerOptions]>([
    ['module: commonjs', commonJs],
    ['module: commonjs, lib: es2022, no types', { ...commonJs, ...browser }],
    ['module: node16', { module: ts.ModuleKind.Node16 }],
    ['moduleResolution: bundler', { ...bundler, lib: esNext }],
    ['inexact optional properties', { exactOptionalPropertyTypes: false, ...browser }],
    ['type stripping, declarations', { ...typeStripping, declaration: true, ...browser }],
    ['lib: esnext, no skipLibCheck', { ...nodeNext, lib: esNext, skipLibCheck: false }],
    ['target: es2015, lib: es2022', { ...commonJs, ...server, target: ts.ScriptTarget.ES2015 }],
    [
      'legacy decorators and fields',
      { experimentalDecorators: true, useDefineForClassFields: false },
    ],
  ])('with %s', (_, options) => {
    expect(
      errorsUnder({ ...strictest, ...nodeNext, verbatimModuleSyntax: false, ...options }, files),
    ).toEqual([]);
  });
});
