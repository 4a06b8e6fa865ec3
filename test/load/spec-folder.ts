import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

/** A new folder below the system's temporary one, links resolved, that holds the given files. */
export async function specFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'load-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** The smallest AsyncAPI 3 document, and after it what is given. */
export function asyncapi3(rest: string): string {
  return `asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n${rest}`;
}

/** A document with one channel and one message, whose payload is the text given (flow style). */
export function withPayload(payload: string, rest = ''): string {
  return asyncapi3(`channels: {c: {address: c, messages: {m: {payload: ${payload}}}}}\n${rest}`);
}
