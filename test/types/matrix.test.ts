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

const generated = readdirSync(join(root, 'generated'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(root, 'generated', name));
const usage = join(root, 'test/types/usage.ts');

describe('without error compiles', () => {
  it('everything for a browser, NodeNext, as strict as can be', () => {
    expect(errorsUnder({ ...strictest, ...nodeNext, ...browser }, generated)).toEqual([]);
  }, 60_000);

  it('everything for a bundler, as strict as can be but for exact optional properties', () => {
    const options = { ...strictest, exactOptionalPropertyTypes: false, ...bundler, ...browser };
    expect(errorsUnder(options, generated)).toEqual([]);
  }, 60_000);

  it('the uses that are right, and no others, in a usual project on Node', () => {
    const options = { strict: true, ...nodeNext, ...server };
    expect(errorsUnder(options, [usage, ...generated])).toEqual([]);
  }, 60_000);
});
