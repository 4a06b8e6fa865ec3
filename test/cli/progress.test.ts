/** Progress on a terminal: nothing for half a second, then one line that goes again. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, jest } from '@jest/globals';
import { createStatusLine } from '../../src/cli/status-line.js';
import { loader } from '../support/loader.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles, runBin, type Ended } from './bin.js';
import { runCommand, terminalOf } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const ERASE = '\r\u001b[2K';

/** Runs a command that takes a while for each document, and returns what the terminal gets. */
async function runSlowly(args: readonly string[], milliseconds: number): Promise<Ended> {
  const folder = newFolder();
  putFiles(folder, { 'a.yaml': LOCK, 'b.yaml': LOCK });
  const { err, text } = terminalOf(30);
  const slow: typeof loader = async (...given) => {
    await delay(milliseconds);
    return loader(...given);
  };
  const own = { err, status: createStatusLine(err), loader: slow };
  return { ...(await runCommand(folder, args, own)), stderr: text() };
}

it('shows the document that is being read, and removes the line before the result', async () => {
  const { stderr } = await runSlowly(['generate', '*.yaml', '-o', 'out'], 600);
  const [first, ...lines] = stderr.split(ERASE);
  const result = lines.pop();
  expect(first).toBe('');
  expect([...new Set(lines)]).toEqual([
    'Reading 1 of 2: a.yaml',
    'Reading 2 of 2: b.yaml',
    'Generating code',
  ]);
  expect(result).toMatch(/^✓ a {2}2 operations/);
});

it('cuts a line that is wider than the terminal', () => {
  const { err, text } = terminalOf(12);
  createStatusLine(err).show('Reading 日本語日本語.yaml');
  expect(text()).toBe(`${ERASE}Reading 日…`);
});

it('shows nothing with --quiet', async () => {
  const { stderr } = await runSlowly(['generate', '*.yaml', '-o', 'out', '--quiet'], 600);
  expect(stderr).toBe('');
});

it('leaves standard output to JSON', async () => {
  const { stdout, stderr } = await runSlowly(['validate', '*.yaml', '--format', 'json'], 600);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  expect(stderr).toMatch(/Reading 2 of 2[^\n]*\r\u001b\[2K$/);
});

it('removes the line after a failure', async () => {
  const folder = newFolder();
  putFiles(folder, { 'a.yaml': LOCK });
  const { err, text } = terminalOf(80);
  const broken = async (): Promise<never> => {
    await delay(600);
    throw new Error('no loader');
  };
  const own = { err, status: createStatusLine(err), loader: broken };
  expect(await runCommand(folder, ['validate', 'a.yaml'], own)).toMatchObject({ code: 1 });
  expect(text()).toMatch(/Reading a\.yaml\r\u001b\[2Kerror This is a bug/);
});

it('shows nothing in a pipe', () => {
  const folder = newFolder();
  putFiles(folder, { 'a.yaml': LOCK });
  const { stdout, stderr } = runBin(folder, ['validate', 'a.yaml']);
  expect({ stdout, stderr }).toEqual({ stdout: '✓ 1 document is valid\n', stderr: '' });
});
