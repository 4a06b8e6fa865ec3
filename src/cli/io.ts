import { basename, relative, sep } from 'node:path';
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
}

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
}

/** Returns the streams and settings of this process. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    program: programOf(process.argv[1] ?? '', process.cwd()),
    debug: (process.env['DEBUG'] ?? '') !== '',
    out: outputStream(process.stdout),
    err: outputStream(process.stderr),
  };
}

function outputStream(stream: NodeJS.WriteStream): OutputStream {
  const color = wantsColor(stream.isTTY, process.env);
  const paint = createPaint(color);
  // A reader may close the pipe early, e.g. `… | head`.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return { terminal: stream.isTTY, color, paint, write: (text) => void stream.write(text) };
}

function programOf(script: string, cwd: string): string {
  if (script.split(sep).includes('node_modules')) return 'npx asyncapi-bindgen';
  if (basename(script).endsWith('.js')) return `node ${quote(relative(cwd, script))}`;
  return 'asyncapi-bindgen';
}
