/** Writes `dist/structure`. `npm run build` runs this file after the TypeScript compiler. */
import { fileURLToPath } from 'node:url';
import specs from '@asyncapi/specs';
import { build, type Plugin } from 'esbuild';
import { compileGrammars } from './compile-parts.js';

const modules = compileGrammars(specs.schemasWithoutId);
const folder = fileURLToPath(new URL('../../structure/', import.meta.url));

/** Gives the bundler the compiled modules, which are in no file. */
const compiled: Plugin = {
  name: 'compiled',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path }) =>
      modules.has(path) ? { path, namespace: 'compiled' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'compiled' }, ({ path }) => ({
      contents: modules.get(path) ?? '',
      resolveDir: import.meta.dirname,
    }));
  },
};

// What several versions share is in chunks.
await build({
  ...{ bundle: true, splitting: true, minify: true, outdir: folder, logLevel: 'warning' },
  ...{ platform: 'node', format: 'esm', target: 'node20.12', legalComments: 'none' },
  entryPoints: Object.keys(specs.schemasWithoutId).map((version) => ({
    in: version,
    out: version,
  })),
  plugins: [compiled],
});
