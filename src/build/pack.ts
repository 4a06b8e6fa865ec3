/** Writes `lib`, the bundle that is published; `npm pack` runs this after `npm run build`. */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { packageFolder } from '../system/package-folder.js';
import { copyDeclarations } from './declarations.js';
import { licencesOf } from './licences.js';
import { minifyInnerNames } from './minify-inner-names.js';
import { replacing } from './replacements.js';

const root = fileURLToPath(packageFolder());
const lib = join(root, 'lib');

/** Benchmarks read source maps; they are not published. */
const isMapped = process.argv.includes('--maps');

const shared = {
  ...{ absWorkingDir: root, outdir: lib, bundle: true, metafile: true, logLevel: 'warning' },
  sourcemap: isMapped ? 'external' : false,
  ...{ platform: 'node', format: 'esm', target: 'node20.12', legalComments: 'none' },
} as const satisfies BuildOptions;

/** What entries share is in chunks. */
const chunks = {
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
} as const satisfies BuildOptions;

/** Names stay: they are in stack traces, and some packages read the names of their classes. */
const readable = { minifyWhitespace: true, minifySyntax: true } as const satisfies BuildOptions;

interface Bundle {
  readonly metafile: Metafile;
}

/** Bundles the command line and the programmatic interface, in chunks that are loaded when needed. */
function bundleTool(): Promise<Bundle> {
  return build({
    ...shared,
    ...chunks,
    ...readable,
    plugins: [separating((name) => `#${name}`), sharedHelpers, replacing, minifyInnerNames],
    // Otherwise immer comes twice.
    define: { 'process.env.NODE_ENV': '"production"' },
    // In another order esbuild takes a build of jsonc-parser that calls a `require` it cannot see.
    mainFields: ['module', 'main'],
    entryPoints: [
      { in: 'dist/src/cli/main.js', out: 'cli' },
      { in: 'dist/src/index.js', out: 'index' },
      { in: 'dist/src/generate/worker.js', out: 'worker' },
    ],
    // CommonJS modules call `require` for modules of Node.
    banner: {
      js: "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);",
    },
  });
}

/**
 * Bundles the runtime without `mqtt` and `ajv`, which the project that uses it has to install; and that of
 * compiled validators, with which it shares all but ajv.
 */
function bundleRuntime(): Promise<Bundle> {
  const entryPoints = [
    { in: 'dist/templates/runtime/index.js', out: 'runtime' },
    { in: 'dist/templates/runtime/index-without-ajv.js', out: 'runtime-compiled' },
  ];
  const plugins = [minifyInnerNames];
  return build({ ...shared, ...chunks, ...readable, plugins, entryPoints, packages: 'external' });
}

/**
 * Bundles what tests use, the broker and the mock EVerest, as CommonJS, which Node, Vitest and Jest load from any kind of
 * module. The tool has the same broker and EVerest, by the names `#broker` and `#everest` of package.json.
 */
function bundleTesting(): Promise<Bundle> {
  return build({
    ...{ ...shared, ...readable, format: 'cjs', outExtension: { '.js': '.cjs' } },
    entryPoints: [
      { in: 'dist/src/testing.js', out: 'testing' },
      { in: 'dist/src/mock/broker.js', out: 'broker' },
      { in: 'dist/src/mock/everest/everest.js', out: 'everest' },
    ],
    plugins: [separating((name) => `./${name}.cjs`), replacing, minifyInnerNames],
  });
}

/** The modules that are bundled once, by the ends of their paths. */
const SEPARATE = { broker: /[/]broker\.js$/, everest: /[/]everest\/everest\.js$/ };

/** Leaves these modules out of a bundle, which imports them by the names that `toPath` returns. */
function separating(toPath: (name: string) => string): Plugin {
  return {
    name: 'separating',
    setup(build) {
      for (const [name, filter] of Object.entries(SEPARATE)) {
        build.onResolve({ filter }, ({ kind }) =>
          kind === 'entry-point' ? undefined : { path: toPath(name), external: true },
        );
      }
    },
  };
}

/** Gives all packages the same copy of TypeScript's helpers, of which ten are installed. */
const sharedHelpers: Plugin = {
  name: 'shared-helpers',
  setup(build) {
    const name = 'tslib';
    const resolveDir = join(root, 'node_modules/@stoplight/spectral-core');
    build.onResolve({ filter: /^tslib$/ }, ({ resolveDir: from, kind }) =>
      from === resolveDir ? undefined : build.resolve(name, { resolveDir, kind }),
    );
  },
};

rmSync(lib, { recursive: true, force: true });
const bundles = await Promise.all([bundleTool(), bundleRuntime(), bundleTesting()]);
const outputs = bundles.flatMap(({ metafile }) => Object.values(metafile.outputs));
const files = outputs.flatMap(({ inputs }) => Object.keys(inputs).map((path) => join(root, path)));
writeFileSync(join(lib, 'THIRD-PARTY-LICENCES.txt'), licencesOf(files));
cpSync(join(root, 'dist/structure'), join(lib, 'structure'), { recursive: true });
const from = join(root, 'dist');
for (const entry of [
  'src/index.d.ts',
  'templates/runtime/index.d.ts',
  'templates/runtime/index-without-ajv.d.ts',
]) {
  copyDeclarations(entry, { from, to: join(lib, 'types') });
}
copyDeclarations('src/testing.d.ts', { from, to: join(lib, 'types'), commonJs: true });
