import { basename, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { Load } from '../loader.js';
import { createPaint, wantsColor, type Paint } from './paint.js';
import { quote } from '../diagnostics/shell.js';

/** Standard output or standard error. */
export interface OutputStream {
  readonly write: (text: string) => void;
  /** Whether the stream is a terminal. */
  readonly terminal: boolean;
  /** Whether to print colours. */
  readonly color: boolean;
  readonly paint: Paint;
  /** The width of the terminal; `undefined` if the stream is no terminal, so that lines stay whole. */
  readonly columns?: number | undefined;
}

/** The width of a terminal that does not report it. */
const DEFAULT_COLUMNS = 80;

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
  /** Resolves when the process is asked to end. A command that runs until then calls it first. */
  readonly untilStopped: () => Promise<undefined>;
  /** Asks the user a question; absent if nobody can answer. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
  /**
   * Calls a function with each line that the user types, until the returned function is called. Absent
   * if standard input is no terminal.
   */
  readonly onTypedLine?: ((take: (line: string) => void) => () => void) | undefined;
  /** A loader for all commands of the process; without it, each command creates its own. */
  readonly loader?: Load;
  /** The folder that remembers what was generated; without it, each run generates everything. */
  readonly cacheFolder?: string | undefined;
  /** Whether the process runs in continuous integration. */
  readonly isCi: boolean;
}

/** Returns the streams and settings of this process. */
export function processIo(cacheFolder?: string): Io {
  return {
    cwd: process.cwd(),
    program: programOf(process.argv[1] ?? '', process.cwd()),
    debug: (process.env['DEBUG'] ?? '') !== '',
    out: outputStream(process.stdout),
    err: outputStream(process.stderr),
    untilStopped,
    confirm: process.stdin.isTTY && process.stderr.isTTY ? confirm : undefined,
    ...(process.stdin.isTTY && { onTypedLine }),
    cacheFolder,
    isCi: !['', '0', 'false', undefined].includes(process.env['CI']),
  };
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  const color = wantsColor(stream.isTTY, process.env);
  const paint = createPaint(color);
  // A reader may close the pipe early, e.g. `… | head`.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const write = (text: string): void => void stream.write(text);
  return {
    terminal: stream.isTTY,
    color,
    paint,
    write,
    // A terminal may be resized, and some report a width of 0.
    get columns() {
      return stream.isTTY ? stream.columns || DEFAULT_COLUMNS : undefined;
    },
  };
}

async function confirm(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
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
