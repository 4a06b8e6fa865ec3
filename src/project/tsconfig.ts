import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readSettings, settingsOf, type Settings } from './project-files.js';

/** The most files that a configuration extends, directly or not. */
const mostFiles = 50;

/**
 * Returns the compiler options of a `tsconfig.json` with those that it extends. Of a file that only
 * refers to other projects, as Vite creates it, the first one decides. `undefined` if one of the files
 * cannot be read or is outside of `top`, since its options are unknown.
 */
export async function readCompilerOptions(
  path: string,
  top: string,
): Promise<Settings | undefined> {
  const read = createReader(top);
  const config = await read.settings(path);
  if (config === undefined) return undefined;
  const [first] = listOf(config['references']).map((each) => settingsOf(each)?.['path']);
  const isSolution = config['compilerOptions'] === undefined && config['extends'] === undefined;
  if (!isSolution || typeof first !== 'string') return read.options(path);
  const target = resolve(dirname(path), first);
  return read.options(target.endsWith('.json') ? target : join(target, 'tsconfig.json'));
}

function createReader(top: string) {
  let files = 0;
  const settings = (path: string) => readSettings(path, top);
  const read = async (path: string): Promise<Settings | undefined> => {
    files += 1;
    const config = files > mostFiles ? undefined : await settings(path);
    if (config === undefined) return undefined;
    let options: Settings = {};
    for (const base of listOf(config['extends'])) {
      const found = typeof base === 'string' ? findBase(base, dirname(path), top) : undefined;
      const inherited = found === undefined ? undefined : await read(found);
      if (inherited === undefined) return undefined;
      options = { ...options, ...inherited };
    }
    return { ...options, ...settingsOf(config['compilerOptions']) };
  };
  return { settings, options: read };
}

/** Returns the file that `extends` names: a path, or a file of a package in `node_modules`. */
function findBase(name: string, folder: string, top: string): string | undefined {
  if (isAbsolute(name) || /^\.\.?(?:\/|$)/.test(name)) return firstFile(resolve(folder, name));
  const found = firstFile(join(folder, 'node_modules', name));
  if (found !== undefined || folder === top || dirname(folder) === folder) return found;
  return findBase(name, dirname(folder), top);
}

function firstFile(path: string): string | undefined {
  const names = path.endsWith('.json') ? [path] : [`${path}.json`, join(path, 'tsconfig.json')];
  return names.find((name) => existsSync(name));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
