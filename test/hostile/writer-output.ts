import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect } from '@jest/globals';
import { BIN, LOCK, putFiles, type Ended } from '../cli/bin.js';
import { NO_FINDINGS, runCommand } from '../cli/run-command.js';
import { readTree } from '../write/temporary-folder.js';

/** A folder whose output is that of its documents as they were, and what it is to become. */
export interface Workspace {
  readonly folder: string;
  readonly out: string;
  /** The command line that brings the new output. */
  readonly args: readonly string[];
  readonly old: Readonly<Record<string, string>>;
  readonly new: Readonly<Record<string, string>>;
}

const STAGING = '.asyncapi-bindgen-stage-';
const before = { 'lock.yaml': LOCK, 'bell.yaml': LOCK.replace('title: Lock', 'title: Bell') };
const after = { 'lock.yaml': LOCK.replaceAll('turn', 'open'), 'gate.yaml': LOCK };

/**
 * Generates, then changes the documents: the next run has files to add, to replace and to remove.
 * That is done once; the result fills a folder with a copy.
 */
export function prepareOutput(): (folder: string) => Promise<Workspace> {
  let original: Workspace | undefined;
  afterAll(() => {
    if (original !== undefined) rmSync(original.folder, { recursive: true });
  });
  return async (folder) => {
    original ??= await generateTwice(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-')));
    cpSync(original.folder, folder, { recursive: true });
    return { ...original, folder, out: join(folder, 'out') };
  };
}

async function generateTwice(folder: string): Promise<Workspace> {
  const args = ['generate', 'lock.yaml', 'gate.yaml', '-o', 'out', '--prune'];
  const out = join(folder, 'out');
  putFiles(folder, after);
  expect(await runCommand(folder, args)).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
  const wanted = readTree(out);
  rmSync(out, { recursive: true });
  putFiles(folder, before);
  const first = ['generate', 'lock.yaml', 'bell.yaml', '-o', 'out'];
  expect(await runCommand(folder, first)).toMatchObject({ code: 0 });
  putFiles(folder, after);
  return { folder, out, args, old: readTree(out), new: wanted };
}

/** Which of the two the output is, staging folders apart. */
export function stateOf({ out, old, new: wanted }: Workspace): 'old' | 'new' | 'mixed' {
  const files = Object.entries(readTree(out)).filter(([path]) => !path.startsWith(STAGING));
  const text = JSON.stringify(Object.fromEntries(files));
  if (text === JSON.stringify(old)) return 'old';
  return text === JSON.stringify(wanted) ? 'new' : 'mixed';
}

export function stagingFolders(out: string): readonly string[] {
  return existsSync(out) ? readdirSync(out).filter((name) => name.startsWith(STAGING)) : [];
}

/** The next run brings the new output, says nothing, and leaves nothing behind. */
export async function expectNextRunInOrder(workspace: Workspace): Promise<void> {
  const ended = await runCommand(workspace.folder, workspace.args);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
  expect(stateOf(workspace)).toBe('new');
  expect(stagingFolders(workspace.out)).toEqual([]);
}

/** Of a refusal: exit code 2, a finding with help, and neither a stack nor a bug of ours. */
export function expectRefusal(ended: Ended, code: string): void {
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain(code);
  expect(ended.stderr).toMatch(/^ +help: /m);
  expect(ended.stderr).not.toMatch(/^ +at |bug of asyncapi-bindgen/m);
}

export function startBin({ folder, args }: Workspace): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: 'ignore' });
}

/** Waits for the process to be seen at something; whether that came before its end. */
export async function seen(child: ChildProcess, isThere: () => boolean): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (isThere()) return true;
    await delay(1);
  }
  return false;
}

export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
