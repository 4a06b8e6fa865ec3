import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import type { DiagnosticCode } from '../../diagnostics/catalogue.js';
import { limits } from '../limits.js';

/** The reason why a file cannot be read. It contains no text of the file. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
  /** The position in the file, if the file was opened. */
  readonly at?: { readonly line: number; readonly column: number };
}

/** The text of a file. */
export interface FileText {
  readonly kind: 'text';
  readonly text: string;
}

/** How local files are read. */
export interface FileReading {
  readonly realPath: typeof realPath;
  readonly readText: typeof readText;
}

/** Resolves the symbolic links of a path. `shown` is its name in messages. */
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

/** Reads a regular file of limited size. `shown` is its name in messages. */
export async function readText(path: string, shown: string): Promise<FileText | Refusal> {
  try {
    // A pipe must not block, and the path was resolved before, so a link can only be an attack.
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

/** Reads at most one byte more than the limit, since the size from `stat` may be wrong. */
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

/** Decodes UTF-8. `shown` is the name of the source in messages. */
export function decode(bytes: Buffer, shown: string): FileText | Refusal {
  try {
    // The decoder removes a byte order mark.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      kind: 'refused',
      code: 'FILE_NOT_TEXT',
      message: `"${shown}" is not UTF-8 text.`,
      help: 'Save the file as UTF-8.',
      at: findInvalidBytes(bytes),
    };
  }
}

/** Finds the first bytes that are not UTF-8, which the decoder replaces by U+FFFD. */
function findInvalidBytes(bytes: Buffer): { readonly line: number; readonly column: number } {
  const [before = ''] = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1);
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function notRegular(shown: string): Refusal {
  return {
    kind: 'refused',
    code: 'FILE_NOT_REGULAR',
    message: `"${shown}" is not a regular file.`,
    help: 'Use a YAML or JSON file. For all files of a folder, use a glob such as "specs/**/*.yaml".',
  };
}

/** Refuses a file above the size limit. */
export function tooLarge(shown: string): Refusal {
  return {
    kind: 'refused',
    code: 'FILE_TOO_LARGE',
    message: `"${shown}" is larger than ${limits.bytes / 1024 / 1024} MB.`,
    help: 'Split the document into several files, or remove generated data from it.',
  };
}

/** Explains an error of the operating system. Any other error is a bug and is thrown again. */
function refusalOf(error: unknown, shown: string): Refusal {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  const code = known ? String(error.code) : '';
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code)) {
    return {
      kind: 'refused',
      code: 'FILE_NOT_FOUND',
      message: `There is no file "${shown}".`,
      help: 'Check the spelling of the path, including upper and lower case.',
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
