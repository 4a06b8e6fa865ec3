import { basename, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { Load } from '../loader.js';
import { quote } from '../diagnostics/shell.js';
import { outputStream, type OutputStream } from './output-stream.js';
import { createStatusLine, type StatusLine } from './status-line.js';

/** The process that a command runs in. */
export interface Io {
  /** The working folder. */
  readonly cwd: string;
  /** How the user started the program, for commands that it prints. */
  readonly program: string;
  /** Whether to print the stack of a bug. */
  readonly debug: boolean;
  readonly out: OutputStream;
  readonly err: OutputStream;
  /** Where progress is shown; absent if standard error is no terminal, and in continuous integration. */
  readonly status?: StatusLine | undefined;
  /** Resolves when the process is asked to end. A command that runs until then calls it first. */
  readonly untilStopped: () => Promise<undefined>;
  /** Asks the user a question; absent if nobody can answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /**
   * Calls a function with each line that the user types, until the returned function is called. Absent
   * if standard input is no terminal.
   */
  readonly onTypedLine?: ((take: (line: string) => void) => () => void) | undefined;
  /** Reads the file of a place, to show its lines; without it, they are read from the disk. */
  readonly readText?: (path: string) => string | undefined;
  /** A loader for all commands of the process; without it, each command creates its own. */
  readonly loader?: Load;
  /** The folder that remembers what was generated; without it, each run generates everything. */
  readonly cacheFolder?: string | undefined;
  /** Whether the process runs in continuous integration. */
  readonly isCi: boolean;
}

/** Returns the streams and settings of this process. */
export function processIo(cacheFolder?: string): Io {
  const err = outputStream(process.stderr);
  const isCi = !['', '0', 'false', undefined].includes(process.env['CI']);
  const hasStatus = err.terminal && !isCi && process.env['TERM'] !== 'dumb';
  return {
    cwd: process.cwd(),
    program: programOf(process.argv[1] ?? '', process.cwd()),
    debug: (process.env['DEBUG'] ?? '') !== '',
    out: outputStream(process.stdout),
    err,
    status: hasStatus ? createStatusLine(err) : undefined,
    untilStopped,
    confirm: process.stdin.isTTY && process.stderr.isTTY ? confirm : undefined,
    ...(process.stdin.isTTY && { onTypedLine }),
    cacheFolder,
    isCi,
  };
}

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } catch (error) {
    // Ctrl-C and Ctrl-D are answers, too.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    process.stderr.write('\n');
    return false;
  } finally {
    lines.close();
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; the second one ends the process at once. */
function untilStopped(): Promise<undefined> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of signals) process.removeListener(signal, stop);
      resolve(undefined);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

/** Reads lines without taking over the terminal, so that Ctrl-C still ends the process. */
function onTypedLine(take: (line: string) => void): () => void {
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', take);
  return () => lines.close();
}

function programOf(script: string, cwd: string): string {
  if (script.split(sep).includes('node_modules')) return 'npx asyncapi-bindgen';
  if (basename(script).endsWith('.js')) return `node ${quote(relative(cwd, script))}`;
  return 'asyncapi-bindgen';
}
