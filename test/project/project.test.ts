/** What is found out about the project of an output folder, and what follows from it. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseJsonc } from '../../src/project/jsonc.js';
import { projectFindings } from '../../src/project/project-findings.js';
import { chooseExtension, detectProject } from '../../src/project/project.js';
import { putFiles } from '../cli/bin.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const newFolder = temporaryFolders();
const module = '{ "type": "module" }';

function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  putFiles(folder, { 'package.json': '{}', ...files });
  return folder;
}

function tsconfig(options: object): string {
  return JSON.stringify({ compilerOptions: options });
}

async function extensionIn(files: Readonly<Record<string, string>>, out = 'src/api') {
  return chooseExtension(await detectProject(join(projectWith(files), out))).extension;
}

async function codesIn(files: Readonly<Record<string, string>>) {
  const project = await detectProject(join(projectWith(files), 'out'));
  if (project === undefined) throw new Error('There is no project.');
  return projectFindings(project, chooseExtension(project).extension).map(({ code }) => code);
}

describe('JSON with comments', () => {
  it.each([
    ['{ // a\n "a": 1, /* b */ }', { a: 1 }],
    ['\uFEFF{ "a": ["//", "/* */", ",]",], }', { a: ['//', '/* */', ',]'] }],
    ['{ "a": "\\"//" } // end', { a: '"//' }],
    ['{ "a": 1,\n// "b": [1],\n"c": 2 }', { a: 1, c: 2 }],
    ['[1, // comment\n]', [1]],
    ['{ "a": }', undefined],
    ['{ "a": "', undefined],
  ])('%j', (text, value) => {
    expect(parseJsonc(text)).toEqual(value);
  });

  it('is parsed in linear time', () => {
    expect(parseJsonc(`[${',/*'.repeat(20_000)}`)).toBeUndefined();
    expect(parseJsonc(`[1,${' '.repeat(100_000)}x`)).toBeUndefined();
    expect(parseJsonc('/*'.repeat(20_000))).toBeUndefined();
  });
});

describe('the extension of imports', () => {
  const jest = { 'package.json': '{ "devDependencies": { "jest": "30" } }' };
  const esModuleJest = {
    'package.json': '{ "type": "module", "devDependencies": { "jest": "30" } }',
  };

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no tsconfig.json', {}, 'js'],
    ['nodenext', { 'tsconfig.json': tsconfig({ module: 'nodenext' }) }, 'js'],
    ['commonjs', { 'tsconfig.json': tsconfig({ module: 'commonjs' }) }, 'js'],
    ['a broken tsconfig.json', { 'tsconfig.json': '{ "compilerOptions": ' }, 'js'],
    [
      'allowImportingTsExtensions',
      { 'tsconfig.json': tsconfig({ allowImportingTsExtensions: true }) },
      'ts',
    ],
    [
      'type stripping',
      { 'tsconfig.json': tsconfig({ rewriteRelativeImportExtensions: true }) },
      'ts',
    ],
    ['Jest and CommonJS', { ...jest, 'tsconfig.json': tsconfig({ module: 'commonjs' }) }, 'none'],
    ['Jest and nodenext', { ...jest, 'tsconfig.json': tsconfig({ module: 'nodenext' }) }, 'none'],
    [
      'Jest and ES modules',
      { ...esModuleJest, 'tsconfig.json': tsconfig({ module: 'nodenext' }) },
      'js',
    ],
    [
      'Jest and a bundler',
      {
        ...esModuleJest,
        'tsconfig.json': tsconfig({ module: 'esnext', moduleResolution: 'bundler' }),
      },
      'none',
    ],
    [
      'a nearer tsconfig.json',
      {
        'tsconfig.json': tsconfig({}),
        'src/tsconfig.json': tsconfig({ allowImportingTsExtensions: true }),
      },
      'ts',
    ],
  ])('with %s', async (_, files, extension) => {
    expect(await extensionIn(files)).toBe(extension);
  });

  it('follows extends, of files and packages, the last one first', async () => {
    const allow = tsconfig({ allowImportingTsExtensions: true });
    const refuse = tsconfig({ allowImportingTsExtensions: false });
    const from = (bases: unknown) => JSON.stringify({ extends: bases });
    expect(await extensionIn({ 'tsconfig.json': from('./base'), 'base.json': allow })).toBe('ts');
    const files = { 'node_modules/@my/config/tsconfig.json': allow, 'refuse.json': refuse };
    expect(await extensionIn({ ...files, 'tsconfig.json': from('@my/config') })).toBe('ts');
    const both = ['@my/config/tsconfig.json', './refuse.json'];
    expect(await extensionIn({ ...files, 'tsconfig.json': from(both) })).toBe('js');
  });

  it('is that of the first reference if tsconfig.json has only references, as from Vite', async () => {
    const files = {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': tsconfig({ allowImportingTsExtensions: true }),
    };
    expect(await extensionIn(files)).toBe('ts');
  });

  it('ends with files that extend each other', async () => {
    const files = {
      'tsconfig.json': '{ "extends": "./b.json" }',
      'b.json': '{ "extends": ["./b.json", "./b.json"] }',
    };
    expect(await extensionIn(files)).toBe('js');
  });
});

describe('nothing outside the project is read', () => {
  const allow = tsconfig({ allowImportingTsExtensions: true });

  it('above the nearest package.json', async () => {
    const files = { 'tsconfig.json': allow, 'inner/package.json': '{}' };
    expect(await extensionIn(files, 'inner/out')).toBe('js');
  });

  it('but up to the top of a git repository', async () => {
    const folder = projectWith({ 'tsconfig.json': allow, 'inner/package.json': '{}' });
    mkdirSync(join(folder, '.git'));
    const project = await detectProject(join(folder, 'inner/out'));
    expect(chooseExtension(project).extension).toBe('ts');
  });

  it('by extends, or by a link', async () => {
    const outside = newFolder();
    putFiles(outside, { 'base.json': allow, 'tsconfig.json': allow });
    const base = JSON.stringify({ extends: join(outside, 'base.json') });
    expect(await extensionIn({ 'tsconfig.json': base })).toBe('js');
    const linked = projectWith({});
    symlinkSync(join(outside, 'tsconfig.json'), join(linked, 'tsconfig.json'));
    expect(chooseExtension(await detectProject(linked)).extension).toBe('js');
  });
});

describe('findings about the project', () => {
  const typescript5 = { 'node_modules/typescript/package.json': '{ "version": "5.9.3" }' };

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ['nodenext', { 'package.json': module, 'tsconfig.json': tsconfig({ module: 'nodenext' }) }, []],
    ['commonjs', { 'tsconfig.json': tsconfig({ module: 'commonjs', target: 'es2022' }) }, []],
    [
      'npm init and tsc --init',
      {
        'package.json': '{ "type": "commonjs" }',
        'tsconfig.json': tsconfig({
          module: 'nodenext',
          target: 'esnext',
          verbatimModuleSyntax: true,
        }),
      },
      ['PROJECT_COMMONJS'],
    ],
    [
      'the same with "type": "module"',
      {
        'package.json': module,
        'tsconfig.json': tsconfig({ module: 'nodenext', verbatimModuleSyntax: true }),
      },
      [],
    ],
    [
      'target: es2017',
      { 'tsconfig.json': tsconfig({ module: 'commonjs', target: 'es2017' }) },
      ['PROJECT_TARGET'],
    ],
    [
      'target: es2017, lib: es2022',
      {
        'tsconfig.json': tsconfig({ module: 'commonjs', target: 'es2017', lib: ['es2022', 'dom'] }),
      },
      [],
    ],
    [
      'lib: es2021',
      { 'tsconfig.json': tsconfig({ module: 'nodenext', lib: ['ES2021'] }) },
      ['PROJECT_TARGET'],
    ],
    ['nothing, TypeScript 5', { ...typescript5, 'tsconfig.json': '{}' }, ['PROJECT_TARGET']],
    ['nothing, TypeScript 7', { 'tsconfig.json': '{}' }, []],
    [
      'ES modules without resolution, TypeScript 5',
      { ...typescript5, 'tsconfig.json': tsconfig({ module: 'esnext', target: 'es2022' }) },
      ['PROJECT_RESOLUTION'],
    ],
  ])('%s', async (_, files, codes) => {
    expect(await codesIn(files)).toEqual(codes);
  });

  it('name an extension that cannot work', async () => {
    const files = { 'package.json': module, 'tsconfig.json': tsconfig({ module: 'nodenext' }) };
    const project = await detectProject(projectWith(files));
    if (project === undefined) throw new Error('There is no project.');
    expect(projectFindings(project, 'js')).toEqual([]);
    for (const extension of ['ts', 'none'] as const) {
      expect(projectFindings(project, extension)).toMatchObject([{ code: 'PROJECT_EXTENSION' }]);
    }
  });
});
