/** Which folder may import what, and how large a file or a function may grow: see CODE.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

interface Layer {
  /** Folders (or files) of ours that it may import. */
  readonly ours: readonly string[];
  readonly packages: readonly string[];
  /** Of these only types. */
  readonly types?: readonly string[];
  /** Whether it may touch the disk. */
  readonly disk?: boolean;
  /** Whether it runs in a browser too, where there is nothing of Node. */
  readonly browser?: boolean;
}

/** Pointers and guards for JSON: plain functions that every stage up to the plan may use. */
const JSON_DATA = ['src/json'];

/** What may be shown of strings and URLs: part of the runtime, and used by the tool, too. */
const SHOWN = ['templates/runtime/visible.ts', 'templates/runtime/shown-url.ts'];
/** The format and keywords of schemas: facts of the model that the load stage needs, too. */
const SCHEMA_DATA = ['src/model/schema/format.ts', 'src/model/schema/keywords.ts'];
const PLAN_FLOORS = ['code', 'names', 'types', 'operations', 'samples', 'views'];
const PLAN = ['src/plan', ...PLAN_FLOORS.map((floor) => `src/plan/${floor}`)];
const RUNTIME_FLOORS = [
  ...['validation', 'lazy', 'compiled', 'messages', 'topics', 'connection', 'session', 'mock'],
  'everest',
];
const RUNTIME = [
  'templates/runtime',
  ...SHOWN,
  ...RUNTIME_FLOORS.map((each) => `templates/runtime/${each}`),
];
const LOAD_FLOORS = ['source', 'remote', 'references'];
const LOAD = ['src/load', 'src/load/limits.ts', ...LOAD_FLOORS.map((floor) => `src/load/${floor}`)];
const CONFORMANCE_FLOORS = ['roles', 'structure', 'parser'];
const CONFORMANCE = [
  'src/conformance',
  ...CONFORMANCE_FLOORS.map((floor) => `src/conformance/${floor}`),
];
const EVERY_STAGE = [
  ...LOAD,
  ...CONFORMANCE,
  'src/loader.ts',
  'src/model',
  ...PLAN,
  'src/rules',
  'src/diff',
  'src/render',
  'src/write',
];

/** Layers for the folders of one folder: each may import those before it, the folder itself all. */
function floors(folder: string, names: readonly string[], layer: Layer): Record<string, Layer> {
  const paths = names.map((name) => `${folder}/${name}`);
  return Object.fromEntries(
    [...paths, folder].map((path, floor) => [
      path,
      { ...layer, ours: [...layer.ours, ...paths.slice(0, floor)] },
    ]),
  );
}

/** Each stage imports only earlier ones; the longest matching path of a file is its layer. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'src/diagnostics': { ours: ['src/system', ...SHOWN], packages: ['@babel/code-frame'] },
  'src/json': { ours: [], packages: [] },
  'src/model/schema/keywords.ts': { ours: [], packages: [] },
  'src/model/schema/format.ts': { ours: [], packages: [] },
  // The folders of load and conformance are floors: each imports those before it.
  'src/load/limits.ts': { ours: [], packages: [] },
  ...floors('src/load', LOAD_FLOORS, {
    ours: ['src/diagnostics', 'src/system', 'src/load/limits.ts', ...SHOWN, ...JSON_DATA],
    packages: ['yaml'],
    disk: true,
  }),
  ...floors('src/conformance', CONFORMANCE_FLOORS, {
    ours: ['src/diagnostics', 'src/system', ...LOAD, ...JSON_DATA, ...SCHEMA_DATA],
    packages: ['@asyncapi/parser', '@stoplight/spectral-core', '@stoplight/spectral-ref-resolver'],
    disk: true,
  }),
  'src/loader.ts': {
    ours: ['src/diagnostics', ...LOAD, ...CONFORMANCE],
    packages: [],
    types: ['src/json'],
  },
  'src/build': {
    ours: ['src/system', 'src/render', ...JSON_DATA],
    packages: ['@asyncapi/specs', 'ajv', 'ajv-formats', 'esbuild'],
    types: ['src/load'],
    disk: true,
  },
  'src/model': {
    ours: ['src/diagnostics', 'src/system', ...JSON_DATA, ...SCHEMA_DATA],
    packages: [],
    types: ['src/load'],
  },
  // The folders of the plan are floors: each imports those before it.
  ...floors('src/plan', PLAN_FLOORS, {
    // Samples are checked by the validators that the output gets.
    ours: ['src/diagnostics', 'src/model', 'src/system', ...RUNTIME, ...JSON_DATA, ...SCHEMA_DATA],
    packages: ['json-schema-faker'],
    types: ['src/load'],
  }),
  'src/render': {
    ours: [...PLAN, 'src/render/modelina', 'src/render/compiled', 'src/system', ...JSON_DATA],
    packages: ['handlebars', 'prettier'],
    types: ['src/load', 'src/model'],
    disk: true,
  },
  'src/render/modelina': {
    ours: PLAN,
    packages: ['@asyncapi/modelina'],
    types: ['src/load', 'src/model'],
  },
  'src/render/compiled': {
    ours: ['src/render', ...PLAN, ...RUNTIME],
    packages: ['ajv', 'ajv-formats'],
  },
  'src/write': {
    ours: ['src/diagnostics', 'src/json', 'src/system'],
    packages: ['diff'],
    types: ['src/render'],
    disk: true,
  },
  'src/vendor': {
    ours: ['src/diagnostics', 'src/system', 'src/write', ...LOAD],
    packages: [],
    disk: true,
  },
  'src/rules': {
    ours: [
      ...['src/diagnostics', 'src/model', 'src/system'],
      ...[...PLAN, ...RUNTIME, ...JSON_DATA, ...SCHEMA_DATA],
    ],
    packages: ['ajv-formats', '@eslint-community/regexpp'],
    types: ['src/load'],
  },
  'src/diff': {
    ours: ['src/diagnostics', 'src/model', 'src/system', ...PLAN, ...JSON_DATA, ...SCHEMA_DATA],
    packages: [],
    types: ['src/load'],
  },
  'src/system': { ours: [], packages: [], disk: true },
  'src/cache': {
    ours: ['src/system', 'src/load'],
    packages: [],
    types: ['src/generate', 'src/generate.ts'],
    disk: true,
  },
  'src/project': {
    ours: ['src/diagnostics', 'src/system'],
    packages: [],
    types: ['src/plan'],
    disk: true,
  },
  'src/mock': {
    ours: [
      ...['src/mock/clock', 'src/mock/payloads', 'src/mock/faults'],
      ...['src/diagnostics', 'src/model'],
      ...PLAN,
      ...RUNTIME,
    ],
    packages: ['aedes'],
    types: ['src/load'],
    disk: true,
  },
  'src/mock/payloads': {
    ours: [
      ...['src/diagnostics', 'src/mock', 'src/mock/files'],
      ...[...PLAN, ...RUNTIME, ...JSON_DATA],
    ],
    packages: [],
    types: ['src/load/source'],
  },
  'src/mock/faults': {
    ours: ['src/mock', 'src/mock/clock', 'src/mock/payloads', ...RUNTIME],
    packages: [],
  },
  'src/mock/clock': { ours: [], packages: [] },
  // The station knows nothing of MQTT, files and the terminal.
  'src/mock/everest/station': { ours: ['src/mock/clock'], packages: [] },
  'src/mock/files': {
    ours: [
      ...['src/diagnostics', 'src/load/source'],
      ...['templates/runtime/lazy', 'templates/runtime/validation'],
    ],
    packages: [],
  },
  'src/mock/everest/scenario': {
    ours: [
      ...['src/mock/clock', 'src/mock/everest/station', 'src/mock/files'],
      ...['src/diagnostics', 'src/system', ...JSON_DATA],
    ],
    packages: [],
    types: ['src/load/source', 'templates/runtime/validation'],
    disk: true,
  },
  'src/mock/everest/setup': {
    ours: [...['src/mock/everest/station', 'src/mock/files'], ...['src/diagnostics', ...JSON_DATA]],
    packages: [],
    types: ['src/load/source'],
  },
  'src/mock/everest': {
    ours: [
      ...['src/mock/clock', 'src/mock/everest/station', 'src/mock/everest/scenario'],
      ...['src/mock/everest/setup', 'src/diagnostics', ...RUNTIME],
    ],
    packages: [],
    types: ['src/mock'],
  },
  'src/mock/control': {
    ours: [
      ...['src/mock', 'src/mock/everest', 'src/mock/everest/scenario', 'src/mock/files'],
      ...['src/diagnostics', 'src/system', ...RUNTIME, ...JSON_DATA],
    ],
    packages: [],
    disk: true,
  },
  // What tests start: generated mock servers in place of plans, so nothing of the generator.
  'src/mock/testing': {
    ours: [
      ...['src/mock', 'src/mock/clock', 'src/mock/payloads', 'src/mock/faults'],
      ...['src/mock/everest', 'src/mock/everest/station'],
    ],
    packages: [],
    types: RUNTIME,
  },
  'src/recording': {
    ours: ['src/mock', 'src/system', ...RUNTIME],
    packages: ['diff', 'mqtt'],
  },
  'src/generate': {
    ours: ['src/generate.ts', 'src/diagnostics', 'src/json', 'src/system', ...EVERY_STAGE],
    packages: [],
    disk: true,
  },
  'src/generate.ts': {
    ours: ['src/generate', 'src/diagnostics', 'src/system', ...EVERY_STAGE],
    packages: [],
  },
  'src/index.ts': {
    ours: ['src/diagnostics', ...EVERY_STAGE, 'src/generate.ts', 'src/mock'],
    packages: [],
  },
  // It loads neither the generator nor the runtime.
  'src/testing.ts': {
    ours: ['src/mock', 'src/mock/testing'],
    packages: [],
    types: ['templates/runtime'],
  },
  'src/cli': {
    ours: [
      'src/diagnostics',
      'src/model',
      'src/system',
      'src/diff',
      'src/vendor',
      'src/write',
      'src/mock',
      'src/mock/clock',
      'src/mock/control',
      'src/mock/everest',
      'src/mock/everest/scenario',
      'src/mock/everest/setup',
      'src/mock/payloads',
      'src/mock/faults',
      'src/recording',
      'src/cache',
      'src/project',
      'src/generate',
      'src/generate.ts',
      ...SHOWN,
    ],
    packages: ['commander', 'tinyglobby'],
    types: ['src/loader.ts', 'src/render', ...PLAN],
    disk: true,
  },
  'templates/runtime/visible.ts': { ours: [], packages: [], browser: true },
  'templates/runtime/shown-url.ts': { ours: [], packages: [], browser: true },
  ...floors('templates/runtime', RUNTIME_FLOORS, {
    ours: ['templates/runtime', ...SHOWN],
    packages: ['mqtt'],
    browser: true,
  }),
  // Output with compiled validators has no other part of the runtime that could need ajv.
  'templates/runtime/validation': {
    ours: ['templates/runtime', ...SHOWN],
    packages: [],
    browser: true,
  },
  'templates/runtime/lazy': {
    ours: ['templates/runtime/validation'],
    packages: ['ajv', 'ajv-formats'],
    browser: true,
  },
  'templates/runtime/compiled': {
    ours: ['templates/runtime/validation'],
    packages: [],
    browser: true,
  },
  bin: { ours: ['src/cli', 'bin'], packages: [], disk: true },
};

const MAX_FILE_LINES = 250;
const MAX_TEMPLATE_LINES = 60;
const MAX_FUNCTION_LINES = 50;
const MAX_PARAMETERS = 3;

interface Source {
  /** From the project's root, POSIX. */
  readonly path: string;
  readonly text: string;
}

interface Edge {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

function descendants(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [node];
  node.forEachChild((child) => void found.push(...descendants(child)));
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const named = node.importClause?.namedBindings;
  if (node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (named === undefined || !ts.isNamedImports(named)) return false;
  return node.importClause?.name === undefined && named.elements.every((each) => each.isTypeOnly);
}

function edgeOf(node: ts.Node): readonly Edge[] {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const to = node.moduleSpecifier;
    if (to === undefined || !ts.isStringLiteral(to)) return [];
    return [{ specifier: to.text, typeOnly: isTypeOnly(node) }];
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    return ts.isStringLiteral(literal) ? [{ specifier: literal.text, typeOnly: true }] : [];
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return [];
  const [to] = node.arguments;
  const known = to !== undefined && ts.isStringLiteral(to);
  return known ? [{ specifier: to.text, typeOnly: false }] : [];
}

function layerOf(path: string): string | undefined {
  const within = (layer: string): boolean => path === layer || path.startsWith(`${layer}/`);
  return Object.keys(LAYERS)
    .filter(within)
    .sort((a, b) => b.length - a.length)[0];
}

/** What a specifier stands for in the table: a layer, `generated`, a package or a built-in. */
function targetOf(from: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
    return layerOf(path) ?? path.split('/')[0] ?? path;
  }
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function isBuiltin(target: string): boolean {
  return target.startsWith('node:') || builtinModules.includes(target);
}

function mayImport(layerName: string, target: string, typeOnly: boolean): boolean {
  const layer = LAYERS[layerName];
  if (layer === undefined) return false;
  if (target === layerName) return true;
  if (typeOnly && (layer.types ?? []).includes(target)) return true;
  if (isBuiltin(target)) {
    const disk = /^(node:)?fs$/.test(target);
    return layer.browser !== true && (!disk || layer.disk === true);
  }
  return layer.ours.includes(target) || layer.packages.includes(target);
}

/** Every import that the table does not allow, as `file: imports what`. */
function findForbiddenImports(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    const layer = layerOf(source.path);
    if (layer === undefined) return [`${source.path}: stands in no layer`];
    return descendants(parse(source))
      .flatMap(edgeOf)
      .filter(({ specifier, typeOnly }) => {
        return !mayImport(layer, targetOf(source.path, specifier), typeOnly);
      })
      .map(({ specifier, typeOnly }) => {
        return `${source.path}: imports ${typeOnly ? 'type ' : ''}${specifier}`;
      });
  });
}

/** Files that import themselves by way of others, as `a -> b -> a`; one path for each set of them. */
function findCycles(sources: readonly Source[]): readonly string[] {
  const imports = new Map(sources.map((source) => [source.path, importedFiles(source)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    const start = above.indexOf(path);
    if (start >= 0) cycles.push([...above.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return cycles;
}

function importedFiles(source: Source): readonly string[] {
  return descendants(parse(source))
    .flatMap(edgeOf)
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => posix.join(posix.dirname(source.path), specifier))
    .map((path) => path.replace(/\.js$/, '.ts'));
}

function isDescribeBlock(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && call.expression.getText().startsWith('describe');
}

function countLines(text: string): number {
  return text.trimEnd().split('\n').length;
}

function findLongFunctions(source: Source): readonly string[] {
  return descendants(parse(source))
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
    .filter((node) => !isDescribeBlock(node) && countLines(node.getText()) > MAX_FUNCTION_LINES)
    .map((node) => `${source.path}: function of ${countLines(node.getText())} lines`);
}

function findManyParameters(source: Source): readonly string[] {
  return descendants(parse(source))
    .filter((node) => ts.isFunctionLike(node))
    .filter(({ parameters }) => parameters.length > MAX_PARAMETERS)
    .map(({ parameters }) => `${source.path}: ${parameters.length} parameters`);
}

function findLongFiles(sources: readonly Source[], limit: number): readonly string[] {
  return sources
    .filter(({ text }) => countLines(text) > limit)
    .map(({ path, text }) => `${path}: ${countLines(text)} lines`);
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

function read(folder: string, ending: RegExp): readonly Source[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(ROOT, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

const OURS = ['src', 'templates', 'bin'].flatMap((folder) => read(folder, /\.(ts|js)$/));
const TESTS = read('test', /\.ts$/);

describe('the sources', () => {
  it('import nothing but what their layer may', () => {
    expect(findForbiddenImports(OURS)).toEqual([]);
  });

  it('import nobody who imports them', () => {
    expect(findCycles(OURS)).toEqual([]);
  });

  it('keep files short', () => {
    expect(findLongFiles(OURS, MAX_FILE_LINES)).toEqual([]);
    expect(findLongFiles(read('templates', /\.hbs$/), MAX_TEMPLATE_LINES)).toEqual([]);
  });

  it('keep functions short, those of tests too', () => {
    expect([...OURS, ...TESTS].flatMap(findLongFunctions)).toEqual([]);
  });

  it('take few parameters', () => {
    expect(OURS.flatMap(findManyParameters)).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it.each([
    ['src/load/a.ts', `import { Command } from 'commander';`],
    ['src/model/a.ts', `import { Parser } from '@asyncapi/parser';`],
    ['src/model/a.ts', `import { type A, b } from '../load/b.js';`],
    ['src/model/a.ts', `import { readFileSync } from 'node:fs';`],
    ['src/plan/a.ts', `export * from '../render/render.js';`],
    ['src/plan/a.ts', `const view = await import('../render/view.js');`],
    ['src/plan/names/a.ts', `import type { View } from '../views/view.js';`],
    ['src/render/a.ts', `import { generate } from '../generate.js';`],
    ['src/write/a.ts', `type A = import('../cli/a.js').A;`],
    ['src/load/a.ts', `import { x } from '../../generated/index.js';`],
    ['templates/runtime/a.ts', `import { join } from 'node:path';`],
    ['src/new/a.ts', ``],
  ])('find what %s may not: %s', (path, text) => {
    expect(findForbiddenImports([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['src/conformance/parser/a.ts', `import { Parser } from '@asyncapi/parser';`],
    ['src/model/a.ts', `import { type A } from '../load/document.js';`],
    ['src/plan/names/a.ts', `import { b } from '../../model/api.js';`],
    ['src/plan/views/a.ts', `import { b } from '../names/b.js';`],
    ['src/write/a.ts', `import { readFile } from 'node:fs/promises';`],
    ['src/cli/a.ts', `const { generate } = await import('../generate.js');`],
  ])('allow what %s may: %s', (path, text) => {
    expect(findForbiddenImports([{ path, text }])).toEqual([]);
  });

  it('find files that import one another', () => {
    const sources = [
      { path: 'src/plan/a.ts', text: `import type { B } from './names/b.js';` },
      { path: 'src/plan/names/b.ts', text: `export * from './c.js';` },
      { path: 'src/plan/names/c.ts', text: `const a = await import('../a.js');` },
    ];
    expect(findCycles(sources)).toEqual([
      'src/plan/a.ts -> src/plan/names/b.ts -> src/plan/names/c.ts -> src/plan/a.ts',
    ]);
    expect(findCycles(sources.slice(0, 2))).toEqual([]);
  });

  it('find what is too long or takes too much', () => {
    const lines = '\n;'.repeat(60);
    const text = `function f(a, b, c, d) {${lines}\n}\ndescribe('x', () => {${lines}\n});`;
    const source = { path: 'src/plan/a.ts', text };
    expect(findLongFunctions(source)).toEqual(['src/plan/a.ts: function of 62 lines']);
    expect(findManyParameters(source)).toEqual(['src/plan/a.ts: 4 parameters']);
    expect(findLongFiles([source], 123)).toEqual(['src/plan/a.ts: 124 lines']);
  });
});
