import { basename, relative, sep } from 'node:path';
import { paintWhere, wantsColor, type Paint } from './paint.js';
import type { Load } from '../load/load.js';
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
  /** Resolves when the process is asked to end; a command that runs until then calls it first. */
  readonly untilStopped: () => Promise<undefined>;
  /** Shared by the commands of one process; without it each command creates its own. */
  readonly loader?: Load;
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    program: programOf(process.argv[1] ?? '', process.cwd()),
    debug: (process.env['DEBUG'] ?? '') !== '',
    out: channel(process.stdout),
    err: channel(process.stderr),
    untilStopped,
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

function programOf(script: string, cwd: string): string {
  if (script.split(sep).includes('node_modules')) return 'npx asyncapi-bindgen';
  if (basename(script).endsWith('.js')) return `node ${quote(relative(cwd, script))}`;
  return 'asyncapi-bindgen';
}
