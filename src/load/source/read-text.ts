import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import { limits } from '../limits.js';

/** Why a file was refused; holds nothing of its contents. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
  /** Where in the file, if it was read at all. */
  readonly at?: { readonly line: number; readonly column: number };
}

export interface FileText {
  readonly kind: 'text';
  readonly text: string;
}

/** The path with its symbolic links resolved, or why there is none. */
export async function realPath(
  path: string,
  shown: string,
): Promise<{ readonly kind: 'path'; readonly path: string } | Refusal> {
  try {
    return { kind: 'path', path: await realpath(path) };
  } catch (error) {
    return refusalOf(error, shown);
  }
}

/** Reads a regular file of bounded size; `shown` is its name in messages. */
export async function readText(path: string, shown: string): Promise<FileText | Refusal> {
  try {
    // A pipe must not block us, and a link put here since the path was resolved is not followed.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
    const handle = await open(path, flags);
    try {
      return await readRegular(handle, shown);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refusalOf(error, shown);
  }
}

async function readRegular(handle: FileHandle, shown: string): Promise<FileText | Refusal> {
  const stats = await handle.stat();
  if (!stats.isFile()) return notRegular(shown);
  if (stats.size > limits.bytes) return tooLarge(shown);
  const bytes = await readBounded(handle);
  return bytes.length > limits.bytes ? tooLarge(shown) : decode(bytes, shown);
}

/** At most one byte more than allowed: the size that `stat` gives may be untrue. */
async function readBounded(handle: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of handle.createReadStream({ end: limits.bytes, autoClose: false })) {
    if (!Buffer.isBuffer(chunk)) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks, length);
}

/** The text of UTF-8 bytes; `shown` is where they are from. */
export function decode(bytes: Buffer, shown: string): FileText | Refusal {
  try {
    // Takes a byte order mark away.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      kind: 'refused',
      code: 'FILE_NOT_TEXT',
      message: `"${shown}" is not UTF-8 text.`,
      help: 'Save the file as UTF-8.',
      at: firstNoText(bytes),
    };
  }
}

/** The place of the first bytes that are no UTF-8, for which a decoder puts U+FFFD. */
function firstNoText(bytes: Buffer): { readonly line: number; readonly column: number } {
  const [before = ''] = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1);
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function notRegular(shown: string): Refusal {
  return {
    kind: 'refused',
    code: 'FILE_NOT_REGULAR',
    message: `"${shown}" is not a regular file.`,
    help: 'Name a YAML or JSON file; for all files of a folder give a glob such as "specs/**/*.yaml".',
  };
}

export function tooLarge(shown: string): Refusal {
  return {
    kind: 'refused',
    code: 'FILE_TOO_LARGE',
    message: `"${shown}" is larger than ${limits.bytes / 1024 / 1024} MB.`,
    help: 'Split the document into several files, or take generated data out of it.',
  };
}

/** What the operating system says, in our words; anything else is a bug and goes on. */
function refusalOf(error: unknown, shown: string): Refusal {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  const code = known ? String(error.code) : '';
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) {
    return {
      kind: 'refused',
      code: 'FILE_NOT_FOUND',
      message: `There is no file "${shown}".`,
      help: 'Check the spelling of the path, upper and lower case included.',
    };
  }
  if (['EISDIR', 'ENXIO', 'EOPNOTSUPP'].includes(code)) return notRegular(shown);
  if (!/^E[A-Z]+$/.test(code)) throw error;
  return {
    kind: 'refused',
    code: 'FILE_NOT_READABLE',
    message: `"${shown}" cannot be read (${code}).`,
    help: 'Check the permissions of the file and its folders, and where symbolic links lead.',
  };
}
