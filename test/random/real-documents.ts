import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { parse } from 'yaml';
import { type Json, referenceOf } from '../../src/json/json.js';
import { findDocuments } from '../corpus/find-documents.js';
import { pathsIn, valueAtPath } from '../support/json-paths.js';
import type { DataFile } from './files.js';

/** A file of a document, with its text. */
export interface RealFile extends DataFile {
  readonly text: string;
}

/** A document that somebody wrote, with all files that it refers to; the document itself is first. */
export interface RealDocument {
  readonly name: string;
  readonly files: readonly RealFile[];
}

/** The documents below a folder. */
export async function readDocuments(folder: string): Promise<readonly RealDocument[]> {
  const documents: RealDocument[] = [];
  const known = new Map<string, RealFile>();
  for (const path of await findDocuments(folder)) {
    documents.push({
      name: relative(folder, path),
      files: await readFiles(path, { folder, known }),
    });
  }
  return documents;
}

/** Names are relative to the innermost folder that holds all files. */
async function readFiles(
  main: string,
  { folder, known }: { readonly folder: string; readonly known: Map<string, RealFile> },
): Promise<readonly RealFile[]> {
  const files: RealFile[] = [];
  const paths = new Set([main]);
  for (const path of paths) {
    const file = known.get(path) ?? (await readOne(path));
    known.set(path, file);
    files.push(file);
    for (const other of filesIn(file.data, dirname(path))) {
      if (other.startsWith(folder + sep) && isFile(other)) paths.add(other);
    }
  }
  const shared = sharedFolder([...paths]);
  return files.map((file) => {
    return { ...file, name: relative(shared, file.name).replaceAll(sep, '/') };
  });
}

async function readOne(path: string): Promise<RealFile> {
  const text = await readFile(path, 'utf8');
  return { name: path, text, data: dataOf(text) };
}

/** Text that is no YAML can be mutated as text only. */
function dataOf(text: string): Json {
  try {
    const data: Json = parse(text, { logLevel: 'silent' });
    return data;
  } catch {
    return null;
  }
}

/** The paths in the references; what stands before `#` is taken for one. */
function filesIn(data: Json, folder: string): readonly string[] {
  return pathsIn(data)
    .map((path) => referenceOf(valueAtPath(data, path))?.split('#')[0] ?? '')
    .filter((reference) => reference !== '')
    .map((reference) => resolve(folder, reference));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The innermost folder that holds all files. */
function sharedFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => dirname(path).split(sep));
  const end = first.findIndex((part, depth) => others.some((other) => other[depth] !== part));
  return first.slice(0, end === -1 ? first.length : end).join(sep);
}
