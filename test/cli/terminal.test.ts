/** Commands on a pseudo terminal, which Python provides: questions, typed lines, progress and Ctrl-C. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { BIN, LOCK, putFiles, runBin } from './bin.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const hasPython = spawnSync('python3', ['-c', 'import pty']).status === 0;
const SPAWN =
  'import os, pty, sys; sys.exit(abs(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:]))))';

/** A command on a terminal. */
interface Session {
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly type: (keys: string) => void;
  /** Everything printed, with what was typed, and the exit code, or else the number of the signal. */
  readonly ended: Promise<{ readonly code: unknown; readonly text: string }>;
}

function startOnTerminal(
  cwd: string,
  args: readonly string[],
  own: NodeJS.ProcessEnv = {},
): Session {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, NO_COLOR: '1', ...own };
  const command = [process.execPath, BIN, ...args];
  const child = spawn('python3', ['-c', SPAWN, ...command], { cwd, env, stdio: 'pipe' });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const closed = once(child, 'close');
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(text);
      if (found !== null) return found;
      await Promise.race([once(child.stdout, 'data'), closed.then(() => fail(text))]);
    }
  };
  const ended = closed.then(([code]: unknown[]) => ({ code, text: text.replaceAll('\r\n', '\n') }));
  return { until, type: (keys) => void child.stdin.write(keys), ended };
}

function fail(text: string): never {
  throw new Error(`It ended: ${text}`);
}

const onTerminal = hasPython ? it : it.skip;

onTerminal.each([
  ['y\r', 0, false],
  ['n\r', 2, true],
  ['\r', 2, true],
  ['\u0003', 2, true],
  ['\u0004', 2, true],
])('generate asks before it removes files; after %j: exit code %i', async (keys, code, isKept) => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  runBin(folder, ['generate', '*.yaml', '-o', 'out', '--only', 'types']);
  const session = startOnTerminal(folder, [
    ...['generate', 'lock.yaml', '-o', 'out', '--only', 'types'],
  ]);
  await session.until(/Remove them\? \[y\/N\] /);
  session.type(keys);
  const ended = await session.ended;
  expect(ended.code).toBe(code);
  expect(ended.text).not.toContain('bug');
  expect(existsSync(join(folder, 'out/gate/types.ts'))).toBe(isKept);
});

onTerminal(
  'mock sends what is typed, explains what it cannot send, and ends at Ctrl-C',
  async () => {
    const folder = newFolder();
    putFiles(folder, { 'lock.yaml': LOCK });
    const { until, type, ended } = startOnTerminal(folder, ['mock', 'lock.yaml', '--port', '0']);
    await until(/To send a message, type an operation/);
    type('receive_position "open"\r');
    await until(/→ message doors\/lock\/position "open"/);
    type('receive_postion\r');
    await until(/Did you mean receive_position\?/);
    type('\u0003');
    const { code, text } = await ended;
    expect(code).toBe(0);
    expect(text).toMatch(/\r✓ stopped; messages: 0 received, 1 sent, 0 invalid, 0 not used\n$/);
  },
);

/** Documents that take long to read on any machine. */
function folderWithMany(): string {
  const folder = newFolder();
  const documents = Array.from(
    { length: 120 },
    (_, index) => [`lock-${index}.yaml`, LOCK] as const,
  );
  putFiles(folder, Object.fromEntries(documents));
  return folder;
}

onTerminal.each([{ CI: '1' }, { TERM: 'dumb' }])('shows no progress with %j', async (own) => {
  const { ended } = startOnTerminal(folderWithMany(), ['validate', '*.yaml'], own);
  expect(await ended).toEqual({ code: 0, text: '✓ 120 documents are valid\n' });
});

onTerminal('Ctrl-C removes the line of progress and ends the run', async () => {
  const folder = folderWithMany();
  const session = startOnTerminal(folder, ['generate', '*.yaml', '-o', 'out']);
  await session.until(/(?:Reading|Generating) [^\r]+/);
  session.type('\u0003');
  const { code, text } = await session.ended;
  expect(code).toBe(2);
  expect(text).toMatch(/\r\u001b\[2K$/);
});
