import { basename, relative, sep } from 'node:path';
import { paintWhere, wantsColor, type Paint } from './paint.js';
import { quote } from '../diagnostics/shell.js';

/** Where text goes: standard output or standard error. */
export interface Channel {
  readonly write: (text: string) => void;
  readonly terminal: boolean;
  readonly color: boolean;
  readonly paint: Paint;
}

/** All that a command sees of the process it runs in. */
export interface Io {
  readonly cwd: string;
  /** What was typed to start us, for commands that we print. */
  readonly program: string;
  /** Whether a bug shows its stack. */
  readonly debug: boolean;
  readonly out: Channel;
  readonly err: Channel;
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    program: programOf(process.argv[1] ?? '', process.cwd()),
    debug: (process.env['DEBUG'] ?? '') !== '',
    out: channel(process.stdout),
    err: channel(process.stderr),
  };
}

function channel(stream: NodeJS.WriteStream): Channel {
  const color = wantsColor(stream.isTTY, process.env);
  const paint = paintWhere(color);
  // A reader that goes away early (`… | head`) is no failure of ours.
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
