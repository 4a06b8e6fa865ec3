/** What a user gets who installs the packed file, and how much of it. */
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesIn, filesLoadedBy, packedSize, printedBy, projectOf } from './project.js';

const MB = 1_000_000;
const mostPacked = 1.5 * MB;
const mostInstalled = 14 * MB;
const mostPackages = 10;

const folder = join(projectOf('npm'), 'node_modules/asyncapi-bindgen');
const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

it('the packed file is small', () => {
  console.log(`packed: ${(packedSize() / MB).toFixed(2)} MB`);
  expect(packedSize()).toBeLessThan(mostPacked);
});

describe.each(['npm', 'pnpm'] as const)('%s', (installer) => {
  const modules = join(projectOf(installer), 'node_modules');

  it('installs few packages that take little room', () => {
    const files = filesIn(modules);
    const packages = files.filter((path) =>
      /(?:^|node_modules\/)(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path),
    );
    const size = files.reduce((total, path) => total + lstatSync(join(modules, path)).size, 0);
    console.log(`${installer}: ${packages.length} packages, ${(size / MB).toFixed(1)} MB`);
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.length).toBeLessThanOrEqual(mostPackages);
    expect(size).toBeLessThan(mostInstalled);
  });

  it('warns of nothing', () => {
    expect(printedBy(installer)).not.toMatch(/warn|deprecat|vulnerab|script/i);
  });
});

it('every link within the documentation leads to a file of the package', () => {
  const pages = filesIn(folder).filter((path) =>
    /^(?:docs\/|examples\/\w+\/)?[^/]+\.md$/.test(path),
  );
  const links = pages.flatMap((page) =>
    [...text(page).matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, to = '']) => ({ page, to })),
  );
  expect(links.length).toBeGreaterThan(10);
  const broken = links.filter(({ page, to }) => !existsSync(join(folder, dirname(page), to)));
  expect(broken).toEqual([]);
});

it('what the package exports is there, and it holds no sources of ours but the templates', () => {
  const { exports, files } = JSON.parse(text('package.json'));
  const modules = ['.', './runtime', './testing'].map((name) => exports[name]);
  const paths = modules.flatMap((each) => Object.values<string>(each));
  expect(paths).toHaveLength(6);
  const included = files.filter((path: string) => !path.startsWith('!'));
  for (const path of [...paths, ...included]) expect(existsSync(join(folder, path))).toBe(true);
  expect(existsSync(join(folder, 'dist'))).toBe(false);
  expect(existsSync(join(folder, 'src'))).toBe(false);
});

it('names the licence of every package in the bundle', () => {
  const licences = text('lib/THIRD-PARTY-LICENCES.txt');
  for (const name of [
    '@asyncapi/modelina 5',
    '@asyncapi/parser 3',
    'ajv 8',
    'prettier 3',
    'yaml 2',
  ]) {
    expect(licences).toContain(`\n${name}`);
  }
  expect(licences).not.toMatch(/^\S+ [\d.]+ \(see below\)\n\nThe package has no file/m);
});

describe('a command loads what it needs', () => {
  const loads = (args: readonly string[], mark: string): boolean =>
    filesLoadedBy(args).some((path) => readFileSync(path, 'utf8').includes(mark));
  const document = 'node_modules/asyncapi-bindgen/specs/everest/powermeter_API.yaml';

  it('for --help, next to nothing', () => {
    const sizes = filesLoadedBy(['--help']).map((path) => statSync(path).size);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(170_000);
  });

  it.each([
    ['Prettier', 'babel-ts', false],
    ['Modelina', 'TypeScriptGenerator', false],
    ['the broker', 'aedes', false],
    ['the parser of YAML', 'BLOCK_FOLDED', true],
  ])('for validate, %s: %s, %s', (_, mark, isLoaded) => {
    expect(loads(['validate', document], mark)).toBe(isLoaded);
  });
});

it('an unchanged run reads no document, and remembers beside what is installed', () => {
  const document = 'node_modules/asyncapi-bindgen/specs/everest/powermeter_API.yaml';
  const generate = [
    'generate',
    document,
    '--root',
    'node_modules/asyncapi-bindgen/specs',
    '-o',
    'again',
  ];
  const isYamlLoaded = () =>
    filesLoadedBy(generate).some((path) => readFileSync(path, 'utf8').includes('BLOCK_FOLDED'));
  expect(isYamlLoaded()).toBe(true);
  expect(isYamlLoaded()).toBe(false);
  const bindings = join(projectOf('npm'), 'node_modules/.cache/asyncapi-bindgen/bindings');
  expect(readdirSync(bindings)).not.toEqual([]);
  rmSync(join(projectOf('npm'), 'again'), { recursive: true });
});

it('V8 caches what it compiles, where it can, beside what is installed and nowhere else', () => {
  filesLoadedBy(['--help']);
  const folders = readdirSync(projectOf('npm')).toSorted();
  expect(folders).toEqual(expect.not.arrayContaining(['.cache']));
  const cache = join(projectOf('npm'), 'node_modules/.cache');
  expect(existsSync(join(cache, 'asyncapi-bindgen/v8'))).toBe('enableCompileCache' in module);
});
