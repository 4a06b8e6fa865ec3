import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { GenerateOptions } from '../generate/options.js';
import { hashOnDisk } from '../load/hash.js';
import { isSystemError } from '../system/system-error.js';
import type { Bindings } from '../generate/document-bindings.js';
import { entryText, hashOfText, parseEntry } from './entry.js';
import { hashOfTool } from './tool.js';

/** The documents and options of a run; everything else that decides its output is in files. */
export interface Request {
  readonly specs: readonly string[];
  readonly options: Omit<GenerateOptions, 'loader' | 'onStep'>;
}

/** Remembers what runs generated, so that a run with the same input need not generate it again. */
export interface Cache {
  /** Returns what an earlier run generated, unless a document or a file that it refers to changed. */
  find(request: Request): Promise<Bindings | undefined>;
  /** Keeps what a run generated without errors. A failure to write only costs time later. */
  keep(request: Request, bindings: Bindings): Promise<void>;
}

/** The largest number of entries; the oldest are removed. */
const mostEntries = 50;
/** The largest size of an entry. */
const mostBytes = 32 * 1024 * 1024;

/** Opens a cache in a folder, which is created when something is kept. */
export function openCache(folder: string): Cache {
  const tool = hashOfTool();
  const pathOf = ({ specs, options }: Request): string => {
    const key = JSON.stringify([tool, specs, Object.entries(options).toSorted()]);
    return join(folder, `${hashOfText(key)}.json`);
  };
  return {
    find: async (request) => {
      const path = pathOf(request);
      const text = await readFile(path, 'utf8').catch(() => undefined);
      const bindings = text === undefined ? undefined : parseEntry(text);
      for (const api of bindings?.apis ?? []) {
        if ((await hashOnDisk(api, request.options.root)) !== api.hash) return undefined;
      }
      return bindings;
    },
    keep: async (request, bindings) => {
      const isLocal = bindings.apis.every(({ sources }) =>
        sources.every((path) => isAbsolute(path)),
      );
      const text = entryText(bindings);
      if (!isLocal || Buffer.byteLength(text) > mostBytes) return;
      try {
        await mkdir(folder, { recursive: true });
        await replace(pathOf(request), text);
        await removeOldest(folder);
      } catch (error) {
        if (!isSystemError(error)) throw error;
      }
    },
  };
}

/** Writes a file as a whole, since another run may read it at the same time. */
async function replace(path: string, text: string): Promise<void> {
  const draft = `${path}.${String(process.pid)}`;
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function removeOldest(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => resolve(folder, name));
  if (paths.length <= mostEntries) return;
  const entries = await Promise.all(
    paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })),
  );
  const oldest = entries.toSorted((a, b) => b.time - a.time).slice(mostEntries);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}
