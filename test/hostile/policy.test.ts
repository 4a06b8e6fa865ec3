/** What this repository promises of its dependencies, its code and its CI: T-22, T-25. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

type Versions = Readonly<Record<string, string>>;

interface Package {
  readonly version: string;
  readonly integrity?: string;
  readonly dev?: true;
  readonly hasInstallScript?: true;
  readonly devDependencies?: Versions;
}

const manifest: {
  readonly dependencies?: Versions;
  readonly peerDependencies: Versions;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
  readonly devDependencies: Versions;
  readonly overrides: Versions;
  readonly scripts: Versions;
  readonly scarfSettings: object;
  readonly allowScripts: Readonly<Record<string, boolean>>;
} = JSON.parse(readText('package.json'));
const lock: { readonly packages: Readonly<Record<string, Package>> } = JSON.parse(
  readText('package-lock.json'),
);
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const wanted = manifest.devDependencies;

describe('T-22: dependencies', () => {
  it('have exact versions', () => {
    for (const version of Object.values({ ...wanted, ...manifest.overrides })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('are locked as the manifest has them, each with its hash', () => {
    expect(lock.packages['']?.devDependencies).toEqual(wanted);
    const locked = Object.keys(wanted).map((name) => [
      name,
      lock.packages[`node_modules/${name}`]?.version,
    ]);
    expect(Object.fromEntries(locked)).toEqual(wanted);
    for (const [, { integrity }] of installed) expect(integrity).toMatch(/^sha512-/);
  });

  it('have the version of @asyncapi/specs that is known to be clean', () => {
    expect(lock.packages['node_modules/@asyncapi/specs']?.version).toBe('6.11.1');
    const others = installed.filter(([path]) => path.endsWith('/@asyncapi/specs'));
    expect(others.map(([, { version }]) => version).sort()).toEqual(['5.1.0', '6.11.1']);
  });

  it('are needed by nobody who installs this package, but for those of generated code', () => {
    expect(manifest.dependencies).toBeUndefined();
    const optional = Object.entries(manifest.peerDependenciesMeta).filter(
      ([, meta]) => meta.optional,
    );
    expect(optional.map(([name]) => name)).toEqual(['ajv', 'ajv-formats', 'mqtt']);
    expect(Object.keys(manifest.peerDependencies)).toEqual(['ajv', 'ajv-formats', 'mqtt']);
    const installing = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(manifest.scripts).filter((name) => installing.includes(name))).toEqual([]);
  });

  it('have no install script that is needed, and none that we do not know', () => {
    const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    // They remove a folder that is not there, report the installation, or look whether the binary
    // for this machine came as a package of its own, as it does.
    const needless = [
      '@hyperjump/json-pointer',
      '@hyperjump/json-schema',
      '@hyperjump/json-schema-core',
      '@hyperjump/pact',
      '@parcel/watcher',
      '@scarf/scarf',
      '@swc/core',
      'esbuild',
      'unrs-resolver',
    ];
    expect(scripts.map(([path]) => path.replace(/^.*node_modules\//, '')).sort()).toEqual(needless);
    expect(manifest.allowScripts).toEqual(
      Object.fromEntries(needless.map((name) => [name, false])),
    );
    expect(manifest.scarfSettings).toEqual({ enabled: false });
    expect(readText('.ci/run')).toContain('npm ci --ignore-scripts');
  });
});

interface Source {
  readonly path: string;
  readonly tree: ts.SourceFile;
}

function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
    .map((path) => ({
      path,
      tree: ts.createSourceFile(path, readText(path), ts.ScriptTarget.Latest, true),
    }));
}

/** All nodes of a file, in order. */
function nodesOf({ tree }: Source): readonly ts.Node[] {
  const nodes: ts.Node[] = [tree];
  for (const node of nodes) node.forEachChild((child) => void nodes.push(child));
  return nodes;
}

const ours = ['src', 'templates', 'bin'].flatMap(sourcesIn);
const output = sourcesIn('generated');

/** `eval(…)`, `Function(…)`, `new Function(…)`, and an import of what is not written down. */
function makesCode(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const [first] = node.arguments ?? [];
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return first === undefined || !ts.isStringLiteral(first);
  }
  return ts.isIdentifier(node.expression) && ['eval', 'Function'].includes(node.expression.text);
}

/** Whether an import brings types only, of which nothing is left when the program runs. */
function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Who imports which of some modules, as `file: module`. */
function importsOf(sources: readonly Source[], modules: RegExp): readonly string[] {
  return sources.flatMap((source) =>
    nodesOf(source)
      .filter((node) => ts.isStringLiteral(node))
      .filter(({ parent }) => !(ts.isImportDeclaration(parent) && isTypeOnly(parent)))
      .filter(({ text }) => modules.test(text))
      .map(({ text }) => `${source.path}: ${text}`),
  );
}

describe('T-22: code', () => {
  it('is made of text nowhere: neither here, nor in the output', () => {
    const makers = [...ours, ...output].filter((source) => nodesOf(source).some(makesCode));
    expect(makers.map(({ path }) => path)).toEqual([
      'src/conformance/structure/validators.ts',
      'bin/asyncapi-bindgen.js',
    ]);
    expect(readText('src/conformance/structure/validators.ts')).toMatch(
      /const name = versions\.find\(.*\n.*\n.*`\$\{folder\}\$\{name\}\.js`/,
    );
    expect(readText('bin/asyncapi-bindgen.js')).toMatch(
      /\['\.\.\/dist\/src\/cli\/main\.js', '\.\.\/lib\/cli\.js'\]\n +\.map\(\(path\) => new URL/,
    );
    expect(output.length).toBeGreaterThan(50);
  });

  it('is run in a context of its own for its time limit only, and is the same each time', () => {
    expect(importsOf(ours, /^(node:)?vm$/)).toEqual(['src/system/time-limit.ts: node:vm']);
    expect(readText('src/system/time-limit.ts').match(/new Script\(.*\)/g)).toEqual([
      "new Script('work()')",
    ]);
  });

  it('starts no process but git for a revision, and opens no socket but that of the mock, and to where the user says', () => {
    const reach =
      /^(node:)?(child_process|cluster|dgram|dns|http|http2|https|net|tls|worker_threads)(\/|$)/;
    const files = importsOf(ours, reach).map((each) => each.replace(/: .*/, ''));
    expect([...new Set(files)].sort()).toEqual([
      // It starts git to read a revision, where the user names one.
      'src/cli/revision.ts',
      // Threads of this process.
      'src/generate/threads.ts',
      'src/generate/worker.ts',
      'src/load/remote/address-policy.ts',
      'src/load/remote/fetch-text.ts',
      'src/mock/broker.ts',
      // The control API, on the loopback interface, where the user asks for it.
      'src/mock/control/control.ts',
    ]);
    expect(importsOf(output, /^node:|^(child_process|fs|http|https|net|vm)$/)).toEqual([]);
    const calls = ours.flatMap(nodesOf).filter((node) => ts.isCallExpression(node));
    const called = calls
      .map(({ expression }) => expression)
      .filter((node) => ts.isIdentifier(node));
    expect(called.filter(({ text }) => text === 'fetch')).toEqual([]);
  });

  it.each([
    ['eval("1")', true],
    ['new Function("1")', true],
    ['Function("1")()', true],
    ['import(name)', true],
    ["import('./a.js')", false],
    ['class Function2 {} new Function2()', false],
  ])('is told by its form: %s', (text, makes) => {
    const tree = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
    expect(nodesOf({ path: 'a.ts', tree }).some(makesCode)).toBe(makes);
  });
});

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: unknown;
        readonly uses?: string;
        readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
      }
    >
  >;
}

const workflows = readdirSync(join(root, '.github/workflows')).map((name) => {
  const workflow: Workflow = parse(readText(`.github/workflows/${name}`));
  return [name, workflow] as const;
});

describe.each(workflows)('T-25: the workflow %s', (_, { on, permissions, jobs }) => {
  it('has a token that can only read', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
  });

  it('gives no rights of ours to a pull request', () => {
    const events = Object.keys(on);
    expect(events).toEqual(expect.not.arrayContaining(['pull_request_target', 'workflow_run']));
    expect(readText(`.github/workflows/${_}`)).not.toContain('secrets.');
  });

  it('pins what it uses, and puts no text of others into a script', () => {
    for (const { uses, steps = [] } of Object.values(jobs)) {
      for (const step of [{ uses }, ...steps]) {
        if (step.uses !== undefined) expect(step.uses).toMatch(/^[^@]+@[0-9a-f]{40}$/);
        if ('run' in step) expect(step.run).not.toContain('${{');
      }
    }
  });
});

it('SECURITY.md is published, and says what it has to', () => {
  const text = readText('SECURITY.md');
  for (const part of ['untrusted', 'Reporting', 'scarf', 'ajv', 'lockfile', '6.11.1']) {
    expect(text).toContain(part);
  }
  expect(JSON.parse(readText('package.json')).files).toContain('SECURITY.md');
});
