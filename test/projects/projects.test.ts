/**
 * A newcomer: an empty folder, the packed tool, a document of one's own, and a test that passes against the
 * generated mock server; in each kind of project.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { expect, it, jest } from '@jest/globals';
import { startTestBroker } from '../../src/testing.js';
import { commandsOf } from '../docs/commands.js';
import { blocksOf } from '../docs/page.js';
import { root } from '../support/project.js';
import {
  documented,
  emptyProject,
  newProject,
  packed,
  shownIn,
  unused,
  type Project,
} from './new-project.js';

/** The packages of a project are downloaded. */
jest.setTimeout(300_000);

const forVitest = ['typescript', 'vitest@4'];

function configure(
  { run, put }: Project,
  type: 'commonjs' | 'module',
  compilerOptions: object,
): void {
  run('npm', 'pkg', 'set', `type=${type}`);
  const options = { strict: true, skipLibCheck: true, types: ['node'], ...compilerOptions };
  put('tsconfig.json', JSON.stringify({ compilerOptions: options }));
}

/** Generates, and returns the extension that is recorded. */
function generate({ run, path }: Project): unknown {
  const printed = run('npx', 'asyncapi-bindgen', 'generate', 'thermostat.yaml', '-o', 'generated');
  expect(printed).not.toMatch(/warning|error/);
  const manifest = readFileSync(join(path, 'generated/.asyncapi-bindgen.json'), 'utf8');
  expect(run('npx', 'asyncapi-bindgen', 'check', '-o', 'generated')).toContain('up to date');
  return JSON.parse(manifest).options['import-extension'] ?? 'js';
}

/** Runs the documented test, with imports as the project wants them. */
function runVitest({ run, put }: Project, extension = '.js'): string {
  const test = documented('thermostat.test.ts');
  put('thermostat.test.ts', test.replace('/index.js', `/index${extension}`));
  return run('npx', 'vitest', 'run');
}

const bundler = { module: 'esnext', moduleResolution: 'bundler', target: 'es2022' };

it.each([
  ['commonjs', 'commonjs', { module: 'commonjs', target: 'es2022' }],
  ['nodenext', 'module', { module: 'nodenext', target: 'es2022' }],
  ['bundler', 'module', bundler],
] as const)('%s: Vitest passes, and tsc finds nothing', (name, type, options) => {
  const started = performance.now();
  const project = newProject(name, forVitest);
  configure(project, type, options);
  expect(generate(project)).toBe('js');
  expect(runVitest(project)).toMatch(/Tests .*1 passed/);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${name}: ${seconds.toFixed(1)} s from nothing to the first typed event`);
  expect(project.run('npx', 'tsc', '--noEmit')).toBe('');
});

it('vite build: a page with the client, Vitest passes, and tsc finds nothing', () => {
  const started = performance.now();
  const project = newProject('vite', [...forVitest, 'vite']);
  const lib = ['es2023', 'dom'];
  configure(project, 'module', { ...bundler, lib, noEmit: true, allowImportingTsExtensions: true });
  expect(generate(project)).toBe('ts');
  expect(runVitest(project, '.ts')).toMatch(/Tests .*1 passed/);
  const seconds = (performance.now() - started) / 1000;
  console.log(`vite: ${seconds.toFixed(1)} s from nothing to the first typed event`);
  project.put('page.ts', documented('page.ts'));
  project.put('index.html', '<script type="module" src="./page.ts"></script>');
  project.run('npx', 'vite', 'build', '--target', 'es2022');
  const assets = join(project.path, 'dist/assets');
  const script = readdirSync(assets).find((each) => each.endsWith('.js')) ?? '';
  expect(readFileSync(join(assets, script), 'utf8')).toContain('room/temperature');
  expect(project.run('npx', 'tsc')).toBe('');
});

it('Jest and webpack with CommonJS: imports without extension, found by both', () => {
  const project = newProject('jest', [
    'typescript@5',
    'jest',
    '@swc/jest',
    '@swc/core',
    'webpack',
    'webpack-cli',
    'ts-loader',
    '@types/jest',
  ]);
  configure(project, 'commonjs', { ...bundler, types: ['jest', 'node'] });
  expect(generate(project)).toBe('none');
  project.put('jest.config.js', documented('jest.config.js'));
  for (const name of ['heating.ts', 'heating.test.ts']) {
    const text = shownIn('docs/getting-started.md', `src/${name}`);
    project.put(name, text.replaceAll(".js'", "'").replace("'vitest'", "'@jest/globals'"));
  }
  expect(project.run('npx', 'jest')).toMatch(/Tests: .*1 passed/);
  project.put('page.ts', documented('page.ts'));
  project.put('webpack.config.js', documented('webpack.config.js'));
  project.run('npx', 'webpack');
  expect(readFileSync(join(project.path, 'dist/main.js'), 'utf8')).toContain('room/temperature');
});

it('npm init and tsc --init: the line that generate prints makes the output compile', () => {
  const project = newProject('init', ['typescript']);
  const { run } = project;
  run('npx', 'tsc', '--init');
  const cure = 'npm pkg set type=module';
  expect(run('npx', 'asyncapi-bindgen', 'generate', 'thermostat.yaml', '-o', 'src')).toContain(
    cure,
  );
  expect(() => run('npx', 'tsc', '--noEmit')).toThrow('TS1295');
  run(...cure.split(' '));
  const printed = run('npx', 'asyncapi-bindgen', 'generate', 'thermostat.yaml', '-o', 'src');
  expect(printed).not.toMatch(/warning|error/);
  expect(run('npx', 'tsc', '--noEmit')).toBe('');
});

it('Node 22, Bun and Deno remove the types', async () => {
  const { run, put, path } = newProject('stripping', ['typescript', 'node@22', 'bun', 'deno']);
  run('npm', 'pkg', 'set', 'type=module');
  put('tsconfig.json', documented('tsconfig.json'));
  expect(generate({ run, put, path })).toBe('ts');
  put('main.ts', documented('main.ts'));
  run('npx', 'tsc');
  await using broker = await startTestBroker();
  const runtimes = blocksOf('docs/projects.md')
    .flatMap(commandsOf)
    .map(({ command }) => command)
    .filter((each) => each.endsWith(' main.ts'));
  expect(runtimes).toHaveLength(3);
  const started = runtimes.map((each) => {
    const options = { cwd: path, env: { ...process.env, BROKER_URL: broker.url } };
    return promisify(execFile)('npx', each.split(' '), options);
  });
  await expect(Promise.all(started)).resolves.toHaveLength(3);
});

const pnpm = join(root, 'node_modules/.bin/pnpm');

it.each([
  {
    version: '*',
    install: ['npm', 'install', '--no-audit'],
    script: ['npm', 'run', '--workspace'],
  },
  { version: 'workspace:*', install: [pnpm, 'install'], script: [pnpm, '--filter'] },
])('a workspace with $version: one package has the bindings', ({ version, install, script }) => {
  const { run, put } = emptyProject(`workspace-${version.length}`);
  put('package.json', '{ "private": true, "workspaces": ["packages/*"] }');
  put('pnpm-workspace.yaml', 'packages: ["packages/*"]');
  for (const name of ['package.json', 'tsconfig.json']) {
    const text = documented(`packages/bindings/${name}`);
    const installed = text.replace('"asyncapi-bindgen": "*"', `"asyncapi-bindgen": "${packed}"`);
    put(`packages/bindings/${name}`, installed);
  }
  put('packages/bindings/thermostat.yaml', shownIn('docs/getting-started.md', 'thermostat.yaml'));
  const dependencies = { '@home/bindings': version };
  const heating = { name: '@home/heating', version: '1.0.0', type: 'module', dependencies };
  put('packages/heating/package.json', JSON.stringify(heating));
  put('packages/heating/main.ts', documented('packages/heating/main.ts'));
  run(...install);
  const runScript = (name: string) => run(...script, '@home/bindings', name);
  runScript('generate');
  expect(runScript('check')).toContain('up to date');
  runScript('build');
  const options = '--module nodenext --target es2022 --lib es2022,dom --strict --skipLibCheck';
  const tsc = join(root, 'node_modules/.bin/tsc');
  run(tsc, ...options.split(' '), 'packages/heating/main.ts');
  expect(run('node', 'packages/heating/main.js')).toBe('false function TimeoutError\n');
});

it('used every file that docs/projects.md shows', () => {
  expect(unused()).toEqual([]);
});
