import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import type { GenerateOptions } from '../../src/generate.js';
import { generate } from './generating.js';
import { root, toolUnderTest } from './project.js';

const packed = pathToFileURL(join(toolUnderTest, 'lib/index.js')).href;
const tool: { readonly generate: typeof generate } =
  toolUnderTest === root ? { generate } : await import(packed);

export interface GeneratedFiles {
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The bindings of documents that are there. */
export async function generatePaths(
  specs: readonly string[],
  options: GenerateOptions = {},
): Promise<GeneratedFiles> {
  const { files, diagnostics } = await tool.generate(specs, options);
  if (files.length === 0) throw new Error(JSON.stringify(diagnostics, null, 2));
  return { files: new Map(files.map(({ path, text }) => [path, text])), diagnostics };
}
