import { EventEmitter, once } from 'node:events';
import { expect } from '@jest/globals';
import { run } from '../../src/cli/main.js';
import type { Io } from '../../src/cli/io.js';
import type { OutputStream } from '../../src/cli/output-stream.js';
import { createPaint } from '../../src/cli/paint.js';
import { loader } from '../support/loader.js';
import { root, toolUnderTest } from '../support/project.js';
import { runBinAside, type Ended } from './bin.js';

/** Matches what a command prints if there is nothing to report: at most a summary. */
export const NO_FINDINGS: unknown = expect.not.stringMatching(/\b(?:error|warning|info|bug)\b/);

/** Runs a command line in this process, as `runBin` does in one of its own, which takes seconds. */
export async function runCommand(
  cwd: string,
  args: readonly string[],
  own: Partial<Io> = {},
): Promise<Ended> {
  // An installed tool runs in a process of its own, wherever the test does not stand in for the process.
  if (toolUnderTest !== root && Object.keys(own).length === 0) return runBinAside(cwd, args);
  const out = collect();
  const err = collect();
  const before = process.cwd();
  process.chdir(cwd);
  try {
    const code = await run(args, {
      cwd: process.cwd(),
      program: 'asyncapi-bindgen',
      debug: false,
      isCi: false,
      out: out.channel,
      err: err.channel,
      untilStopped: () => new Promise(() => undefined),
      loader,
      ...own,
    });
    return { code, stdout: out.text(), stderr: err.text() };
  } finally {
    process.chdir(before);
  }
}

/** A command at work in this process. */
export interface CommandRun {
  /** Waits until what is printed matches. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** What Ctrl-C is to a process. */
  readonly stop: () => void;
  readonly ended: Promise<Ended>;
  /** What is printed to standard output so far. */
  readonly printed: () => string;
}

/** Starts the command `mock` in this process. */
export function startMockCommand(
  cwd: string,
  args: readonly string[],
  own?: Parameters<typeof startCommand>[2],
): CommandRun {
  return startCommand(cwd, ['mock', ...args], own);
}

/** Starts a command in this process; with `columns`, on a terminal of this width. */
export function startCommand(
  cwd: string,
  args: readonly string[],
  { columns, ...own }: Partial<Io> & { readonly columns?: number } = {},
): CommandRun {
  const stopping = new AbortController();
  const stopped = once(stopping.signal, 'abort').then(() => undefined);
  const printed = new EventEmitter();
  const { channel, text } = collect(() => void printed.emit('text'));
  const out = columns === undefined ? channel : { ...channel, terminal: true, columns };
  const io = { out, untilStopped: () => stopped, ...own };
  const ended = runCommand(cwd, args, io);
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(text());
      if (found !== null) return found;
      await Promise.race([once(printed, 'text'), ended.then(failEarly)]);
    }
  };
  return { until, stop: () => stopping.abort(), ended, printed: text };
}

function failEarly({ stderr }: Ended): never {
  throw new Error(`It ended: ${stderr}`);
}

/** What a stream of a test collects. */
interface Collected {
  readonly channel: OutputStream;
  readonly text: () => string;
}

/** Keeps what is printed, as it comes into a pipe. */
function collect(notice: () => void = () => undefined): Collected {
  const printed: string[] = [];
  const write = (text: string): void => {
    printed.push(text);
    notice();
  };
  const channel = {
    write,
    terminal: false,
    color: false,
    paint: createPaint(false),
  };
  return { channel, text: () => printed.join('') };
}

/** Returns both streams as a terminal without colours, and what it got. */
export function terminalOf(
  columns: number,
): Pick<Io, 'out' | 'err'> & { readonly text: () => string } {
  const { channel, text } = collect();
  const terminal = { ...channel, terminal: true, columns };
  return { out: terminal, err: terminal, text };
}
