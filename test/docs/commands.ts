/** Runs the commands of the documentation, and compares what they print with what the page shows. */
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { connectAsync } from 'mqtt';
import type { OutputStream } from '../../src/cli/output-stream.js';
import { createPaint } from '../../src/cli/paint.js';
import { runCommand, startMockCommand, type CommandRun } from '../cli/run-command.js';
import { root } from '../support/project.js';
import type { Block } from './page.js';

/** A command of ours, and the lines that a page shows below it. */
export interface Shown {
  readonly command: string;
  readonly lines: readonly string[];
}

/** The commands of a block: in `console` after a `$`, with their output, in `sh` one on each line. */
export function commandsOf({ language, text }: Block): readonly Shown[] {
  const lines = text
    .trimEnd()
    .replace(/\\\n */g, '')
    .split('\n');
  if (language === 'sh') return lines.map((command) => ({ command, lines: [] }));
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []));
  return starts.map((start, index) => ({
    command: (lines[start] ?? '').slice(2),
    lines: lines.slice(start + 1, starts[index + 1]),
  }));
}

const ours = 'npx asyncapi-bindgen ';

export function isMock({ command }: Shown): boolean {
  return command.startsWith(`${ours}mock `);
}

/** Splits a command into its words, as a shell does in the folder. */
function wordsOf(cwd: string, command: string): readonly string[] {
  const script = `printf '%s\\0' ${command}`;
  const { stdout } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

/** Runs a command for preparation. */
export function prepare(cwd: string, command: string): void {
  const env = { ...process.env, EXAMPLES: join(root, 'examples') };
  const { status, stderr } = spawnSync('bash', ['-c', command], { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
}

/** Runs a command of ours, and returns what a terminal of 120 columns shows. */
export async function outputOf(cwd: string, command: string): Promise<readonly string[]> {
  const printed: string[] = [];
  const stream: OutputStream = {
    write: (text) => void printed.push(text),
    terminal: true,
    color: false,
    paint: createPaint(false),
    columns: 120,
  };
  const args = wordsOf(cwd, command.replace(ours, ''));
  await runCommand(cwd, args, { program: 'npx asyncapi-bindgen', out: stream, err: stream });
  return linesOf(printed.join(''));
}

function linesOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

/**
 * Runs `mock` while other commands of the page publish, and resolves when it has printed each line that
 * the page shows, in this order, and then its summary. Lines between these, such as heartbeats, do not count.
 */
export async function playMock(
  cwd: string,
  { command, lines }: Shown,
  meanwhile: readonly string[],
) {
  const args = wordsOf(cwd, command.replace(ours, '')).slice(1);
  const isElsewhere = (arg?: string): boolean => arg === '--port' || arg === '--broker';
  const own = args.filter((arg, index) => !isElsewhere(arg) && !isElsewhere(args[index - 1]));
  const atWork = lines.filter((line) => !line.startsWith('✓ stopped'));
  const mock = startMockCommand(cwd, [...own, '--port', '0']);
  try {
    const [, port = ''] = await within10s(mock, /mqtt:\/\/127\.0\.0\.1:(\d+)/);
    for (const each of meanwhile) await publish(wordsOf(cwd, each), port);
    if (atWork.length > 0) await within10s(mock, patternOf(atWork));
  } finally {
    mock.stop();
  }
  await mock.ended;
  expect(mock.printed()).toMatch(patternOf(lines));
}

async function within10s(mock: CommandRun, pattern: RegExp): Promise<RegExpExecArray> {
  const timer = new AbortController();
  const late = sleep(10_000, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`It does not print ${String(pattern)}, but:\n${mock.printed()}`);
  });
  late.catch(() => undefined);
  return Promise.race([mock.until(pattern), late]).finally(() => timer.abort());
}

/** Does what `mosquitto_pub` does, which is not installed everywhere. */
async function publish(words: readonly string[], port: string): Promise<void> {
  const valueOf = (option: string): string => words[words.indexOf(option) + 1] ?? '';
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  await client.publishAsync(valueOf('-t'), valueOf('-m'), { qos: 1 });
  await client.endAsync();
}

/** Matches a text with these lines, whatever lines are between them, and whatever the time and the port. */
function patternOf(lines: readonly string[]): RegExp {
  const patterns = lines.map((line) =>
    escape(line)
      .replace(/\d\d:\d\d:\d\d\\\.\d{3}/, '\\d\\d:\\d\\d:\\d\\d\\.\\d{3}')
      .replace(/(127\\\.0\\\.0\\\.1:)\d+/, '$1\\d+')
      .replace(/(heartbeat) \d+$/, '$1 \\d+')
      .replace(/^✓ stopped.*/, (counts) => counts.replace(/\d+/g, '\\d+')),
  );
  return new RegExp(`^${patterns.join('\\n(?:.*\\n)*?')}$`, 'm');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Shortens what was printed as the page does: a line `…` stands for any lines. */
export function shortened(printed: readonly string[], shown: readonly string[]): readonly string[] {
  const gap = shown.indexOf('…');
  if (gap < 0) return printed;
  const after = shown.slice(gap + 1);
  const rest = printed.slice(gap);
  const next = after.length === 0 ? rest.length : rest.lastIndexOf(after[0] ?? '');
  return [...printed.slice(0, gap), '…', ...shortened(rest.slice(next), after)];
}
