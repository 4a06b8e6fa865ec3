import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the run time, by its name. */
export interface RuntimeFile {
  readonly name: string;
  readonly text: string;
}

/** The run time as it stands under `templates/runtime/`, in the order of the names. */
export async function readRuntimeFiles(folder: string): Promise<readonly RuntimeFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
}
