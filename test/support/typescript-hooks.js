import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** What a program imports from this package, as it stands. */
const ownSources = {
  'asyncapi-bindgen': 'src/index.ts',
  'asyncapi-bindgen/runtime': 'templates/runtime/index.ts',
  'asyncapi-bindgen/runtime/compiled': 'templates/runtime/index-without-ajv.ts',
  'asyncapi-bindgen/testing': 'src/testing.ts',
};

/** Sources import each other by the names that they have once compiled. */
export function resolve(specifier, context, next) {
  const own = ownSources[specifier];
  if (own !== undefined) {
    const source = new URL(`../../${own}`, import.meta.url);
    return { url: source.href, format: 'module', shortCircuit: true };
  }
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
