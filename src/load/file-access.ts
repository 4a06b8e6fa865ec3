import { parse } from 'node:path';
import type { Json } from '../json/json.js';
import { createFetchText, type FetchText } from './remote/fetch-text.js';
import { findRoot } from './references/root.js';
import {
  readText,
  realPath,
  type FileReading,
  type FileText,
  type Refusal,
} from './source/read-text.js';

/** How the files of documents are read. */
export interface FileAccess extends FileReading {
  /** Finds the folder that the references of a document must not leave. */
  readonly findRoot: typeof findRoot;
  /** Creates the function that fetches files from allowed origins, for one document. */
  readonly createFetchText: (origins: ReadonlySet<string>) => FetchText;
}

/** Reads files of the disk, and fetches files. */
export const diskAccess: FileAccess = { realPath, readText, findRoot, createFetchText };

/** Reads data from memory, by absolute path or URL. Neither the disk nor the network is used. */
export function memoryAccess(files: ReadonlyMap<string, Json>): FileAccess {
  const read = (path: string, shown: string): FileText | Refusal => {
    const data = files.get(path);
    return data === undefined ? absent(shown) : { kind: 'text', text: JSON.stringify(data) };
  };
  return {
    realPath: (path) => Promise.resolve({ kind: 'path', path }),
    readText: (path, shown) => Promise.resolve(read(path, shown)),
    findRoot: (document) => Promise.resolve({ kind: 'path', path: parse(document).root }),
    createFetchText: () => (url) => {
      const found = read(url.href, url.href);
      return Promise.resolve(found.kind === 'text' ? { ...found, url } : found);
    },
  };
}

function absent(shown: string): Refusal {
  return {
    kind: 'refused',
    code: 'FILE_NOT_FOUND',
    message: `There is no file "${shown}" in the record.`,
    help: 'Generate again.',
  };
}
