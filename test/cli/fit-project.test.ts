/** How `generate` fits the output into the project, and how `check` knows of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import ts from 'typescript';
import { createPaint } from '../../src/cli/paint.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { NO_FINDINGS, runCommand } from './run-command.js';

/** A run of the command line takes seconds on a busy machine. */
jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const typeStripping =
  '{ "compilerOptions": { "module": "nodenext", "rewriteRelativeImportExtensions": true } }';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK, 'package.json': '{ "type": "module" }', ...files });
  return folder;
}

function manifestOf(folder: string) {
  return JSON.parse(readFileSync(join(folder, 'out/.asyncapi-bindgen.json'), 'utf8'));
}

/** The relative paths that the files of the output import. */
function importsIn(folder: string): readonly string[] {
  const texts = Object.values(readTree(join(folder, 'out'))).join('\n');
  return [...texts.matchAll(/\bfrom "(\.[^"]+)";/g)].map(([, path = '']) => path);
}

const generate = ['generate', 'lock.yaml', '-o', 'out'];

describe('the extension of imports', () => {
  const shapes = { js: /\/[a-z-]+\.js$/, ts: /\/[a-z-]+\.ts$/, none: /\/[a-z-]+$/ };

  it.each(['js', 'ts', 'none'] as const)(
    '%s: given, recorded, and known to check',
    async (extension) => {
      const folder = folderWith({});
      const ended = await runCommand(folder, [...generate, '--import-extension', extension]);
      expect(ended).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
      const imports = importsIn(folder);
      expect(imports.length).toBeGreaterThan(50);
      expect(imports.filter((path) => !shapes[extension].test(path))).toEqual([]);
      expect(manifestOf(folder).options).toEqual({ 'import-extension': extension });
      expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
    },
  );

  it('is detected, recorded, and stays the same for check when the project changes', async () => {
    const folder = folderWith({ 'tsconfig.json': typeStripping });
    await runCommand(folder, generate);
    expect(importsIn(folder).filter((path) => !shapes.ts.test(path))).toEqual([]);
    putFiles(folder, {
      'tsconfig.json': '{}',
      'lock.yaml': `${LOCK}    Extra: { type: string }\n`,
    });
    const { code, stdout } = await runCommand(folder, ['check', '-o', 'out']);
    expect(code).toBe(4);
    expect(stdout).toContain('generate lock.yaml -o out --import-extension ts');
    expect(stdout).not.toContain('client.ts');
  });

  it('is shown on a terminal', async () => {
    const folder = folderWith({ 'tsconfig.json': typeStripping });
    const printed: string[] = [];
    const write = (text: string): void => void printed.push(text);
    const err = { terminal: true, color: false, paint: createPaint(false), write };
    await runCommand(folder, generate, { err });
    expect(printed.join('')).toContain('imports with .ts: tsconfig.json allows it\n');
  });

  it('compiles, and is stable under Prettier', async () => {
    const folder = folderWith({});
    for (const [extension, options] of [
      ['ts', { allowImportingTsExtensions: true, erasableSyntaxOnly: true }],
      [
        'none',
        { module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler },
      ],
    ] as const) {
      await runCommand(folder, [...generate, '--import-extension', extension]);
      const files = Object.entries(readTree(join(folder, 'out'))).filter(([path]) =>
        path.endsWith('.ts'),
      );
      expect(errorsOf(new Map(files), { ...strictest, ...options })).toEqual([]);
      const { check } = await import('prettier');
      const some = files.filter(([path]) => /^(?:lock|runtime\/session)\//.test(path));
      for (const [filepath, text] of some) expect(await check(text, { filepath })).toBe(true);
    }
  });
});

describe('isolatedDeclarations', () => {
  const isolated = '{ "compilerOptions": { "declaration": true, "isolatedDeclarations": true } }';
  const apis = ['lamp', 'parcels', 'station', 'tickets'].map((name) =>
    join(root, `test/apis/${name}.yaml`),
  );
  const filesIn = (folder: string) => {
    const files = Object.entries(readTree(join(folder, 'out')));
    return new Map(files.filter(([path]) => path.endsWith('.ts')));
  };
  const options = { ...strictest, declaration: true, isolatedDeclarations: true };

  it('is detected, recorded and known to check; the output compiles, without noise elsewhere', async () => {
    const folder = folderWith({ 'tsconfig.json': '{}' });
    const generateAll = ['generate', ...apis, '-o', 'out'];
    await runCommand(folder, generateAll);
    expect([...filesIn(folder).values()].join('')).not.toContain(' as typeof');
    expect(manifestOf(folder).options).toEqual({});
    putFiles(folder, { 'tsconfig.json': isolated });
    expect(await runCommand(folder, generateAll)).toMatchObject({ code: 0 });
    expect(errorsOf(filesIn(folder), options)).toEqual([]);
    expect(manifestOf(folder).options).toEqual({ 'isolated-declarations': 'true' });
    putFiles(folder, { 'tsconfig.json': '{}' });
    expect(await runCommand(folder, ['check', ...apis, '-o', 'out'])).toMatchObject({ code: 0 });
  });
});

it('warns of a project that refuses the output, with the line that cures it', async () => {
  const tsconfig = '{ "compilerOptions": { "module": "nodenext", "verbatimModuleSyntax": true } }';
  const folder = folderWith({
    'package.json': '{ "type": "commonjs" }',
    'tsconfig.json': tsconfig,
  });
  const { code, stderr } = await runCommand(folder, generate);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^tsconfig\.json:1:1 warning PROJECT_COMMONJS .*\n.*npm pkg set type=module/,
  );
});

describe('--name', () => {
  it('names the API, and check knows', async () => {
    const folder = folderWith({});
    await runCommand(folder, [...generate, '--name', 'FrontDoor']);
    expect(Object.keys(readTree(join(folder, 'out')))).toContain('front-door/client.ts');
    expect(manifestOf(folder).options).toEqual({ name: 'FrontDoor' });
    expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  });

  it('is refused for several documents', async () => {
    const folder = folderWith({ 'other.yaml': LOCK });
    const args = ['generate', 'lock.yaml', 'other.yaml', '-o', 'out', '--name', 'door'];
    const { code, stderr } = await runCommand(folder, args);
    expect(code).toBe(2);
    expect(stderr).toContain('--name is for a single document, but there are 2.');
  });
});

it('--side turns the operations round, and check knows', async () => {
  const folder = folderWith({});
  await runCommand(folder, generate);
  const side = ['--side', 'counterpart'];
  expect(await runCommand(folder, [...generate, ...side])).toMatchObject({ code: 0 });
  const client = readFileSync(join(folder, 'out/lock/client.ts'), 'utf8');
  expect(client).toMatch(/ sendPosition\([^]* onTurn\(/);
  expect(manifestOf(folder).options).toEqual({ side: 'counterpart' });
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  putFiles(folder, { 'lock.yaml': `${LOCK}    Extra: { type: string }\n` });
  const { code, stdout } = await runCommand(folder, ['check', '-o', 'out']);
  expect(code).toBe(4);
  expect(stdout).toContain('generate lock.yaml -o out --side counterpart');
  expect(stdout).not.toContain('client.ts');
});

it('--validators compiled writes code without ajv, and check knows; lazy removes it again', async () => {
  const folder = folderWith({});
  const validators = ['--validators', 'compiled'];
  expect(await runCommand(folder, [...generate, ...validators])).toMatchObject({ code: 0 });
  const code = join(folder, 'out/lock/compiled-validators.ts');
  expect(readFileSync(code, 'utf8')).toContain('export const compiledSchemas');
  expect(existsSync(join(folder, 'out/runtime/lazy'))).toBe(false);
  expect(manifestOf(folder).options).toEqual({ validators: 'compiled' });
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  expect(await runCommand(folder, [...generate, '--prune'])).toMatchObject({ code: 0 });
  expect(existsSync(code)).toBe(false);
  expect(existsSync(join(folder, 'out/runtime/lazy'))).toBe(true);
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
});

it('the golden files of this project import with .js, whatever it uses for tests', () => {
  const { options } = JSON.parse(
    readFileSync(join(root, 'generated/.asyncapi-bindgen.json'), 'utf8'),
  );
  expect(options).toEqual({ globs: ['../specs/**/*.yaml'] });
});
