import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { byCodePoint } from '../system/code-point-order.js';
import { lineWidth } from './format.js';

/** A file of the runtime; its name is the path within the runtime. */
export interface RuntimeFile {
  readonly name: string;
  readonly text: string;
}

/** Relative imports and exports, by which the files of the runtime refer to each other. */
const relativeImports = /(?<=\bfrom ")\.{1,2}\/[^"]+(?=\.js";)/g;

/**
 * Reads the files of the runtime that the entries import, sorted by name. Their `index.ts` exports
 * these entries.
 */
export async function readRuntimeFiles(
  folder: string,
  entries: readonly string[],
): Promise<readonly RuntimeFile[]> {
  const index = await readIndex(folder, entries);
  const files = new Map([[index.name, index]]);
  const queue = importsOf(index);
  for (const name of queue) {
    if (files.has(name)) continue;
    const file = { name, text: await readFile(join(folder, name), 'utf8') };
    files.set(name, file);
    for (const imported of importsOf(file)) queue.push(imported);
  }
  return [...files.values()].toSorted((a, b) => byCodePoint(a.name, b.name));
}

/** Replaces the extension `.js` of relative imports and exports. */
export function replaceExtensions(text: string, extension: string): string {
  return text.replace(/(?<=\bfrom "\.{1,2}\/[^"]+)\.js(?=";)/g, extension);
}

/** Relative imports and exports of several lines. */
const brokenImports = /^(?:import|export)(?: type)? \{\n[^}]*\} from "\.[^"]+";$/gm;

/** Whether an import of several lines fits on one line, since its path is shorter now. */
export function hasLooseImport(text: string): boolean {
  const joined = (text.match(brokenImports) ?? []).map((each) =>
    each.replace(/\s+/g, ' ').replace(', }', ' }'),
  );
  return joined.some(({ length }) => length <= lineWidth);
}

/** Reads `index.ts`, which has a line for each entry, without the lines of other entries. */
async function readIndex(folder: string, entries: readonly string[]): Promise<RuntimeFile> {
  const name = 'index.ts';
  const wanted = new Set(entries.map((entry) => `export * from "./${entry}/index.js";`));
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
  const kept = lines.filter((line) => !line.startsWith('export ') || wanted.has(line.trimEnd()));
  return { name, text: kept.join('\n') };
}

function importsOf({ name, text }: RuntimeFile): string[] {
  const specifiers = text.match(relativeImports) ?? [];
  return specifiers.map((specifier) => `${posix.join(posix.dirname(name), specifier)}.ts`);
}
