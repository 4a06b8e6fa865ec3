import { readFile } from 'node:fs/promises';
import { transform, type Plugin } from 'esbuild';

/**
 * Shortens the names of variables within functions, module by module. Names at the top level of a module stay: they
 * are in stack traces, and some packages read the names of their classes.
 */
export const minifyInnerNames: Plugin = {
  name: 'minify-inner-names',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minify: true });
      return { contents: code, loader: 'js' };
    });
  },
};
