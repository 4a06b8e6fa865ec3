import { readFile } from 'node:fs/promises';
import { transform, type Plugin } from 'esbuild';

/**
 * Shortens the names of variables within the functions of packages. Names at the top level of a module
 * stay, since some packages read the names of their classes, and so do all names of our own code, since they
 * are in stack traces.
 */
export const minifyPackages: Plugin = {
  name: 'minify-packages',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minify: true });
      return { contents: code, loader: 'js' };
    });
  },
};
