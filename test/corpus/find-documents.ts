import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseDocument } from 'yaml';
import { apiNameOf } from '../../src/plan/names/api-name.js';

/** Documents that are generated together: their API names differ. */
export interface Workspace {
  readonly name: string;
  /** Absolute paths. */
  readonly documents: readonly string[];
}

/** Every file below a folder that says it is an AsyncAPI document, in the order of the paths. */
export async function findDocuments(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).split(sep).includes('node_modules'))
    .toSorted();
  const found: string[] = [];
  for (const file of files) if (isDocument(await readFile(file, 'utf8'))) found.push(file);
  return found;
}

/** Where the text cannot be parsed, a line at its start tells: a broken document is one, too. */
function isDocument(text: string): boolean {
  if (/^\s*\{/.test(text)) {
    const data = parseDocument(text, { logLevel: 'silent' });
    if (data.errors.length === 0) return data.has('asyncapi');
  }
  return /^["']?asyncapi["']?\s*:|^\s*\{\s*"asyncapi"\s*:/m.test(text);
}

/** One workspace for each top-level folder, or several where two documents have one API name. */
export function workspacesOf(documents: readonly string[], folder: string): readonly Workspace[] {
  const bins = new Map<string, string[][]>();
  for (const document of documents) {
    const top = topFolder(relative(folder, document));
    const open = bins.get(top) ?? [];
    bins.set(top, open);
    const bin = open.find((held) => !held.some((other) => isNamesake(other, document)));
    if (bin === undefined) open.push([document]);
    else bin.push(document);
  }
  return [...bins].flatMap(([top, held]) =>
    held.map((own, index) => ({
      name: index === 0 ? top : `${top}-${index + 1}`,
      documents: own,
    })),
  );
}

function isNamesake(one: string, other: string): boolean {
  return apiNameOf(one) === apiNameOf(other);
}

function topFolder(path: string): string {
  const [first = '', ...rest] = path.split(sep);
  return rest.length === 0 ? 'documents' : first;
}
