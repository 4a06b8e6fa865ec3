/** What a signal leaves behind, whenever it comes: T-20 of the safety tests, and SIGKILL. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, it, jest } from '@jest/globals';
import { times } from '../properties/chance.js';
import { temporaryFolders, readTree } from '../write/temporary-folder.js';
import {
  endOf,
  expectNextRunInOrder,
  prepareOutput,
  seen,
  stagingFolders,
  startBin,
  stateOf,
} from './writer-output.js';

jest.setTimeout(600_000);

const newFolder = temporaryFolders();
const newWorkspace = prepareOutput();
/** `DEEP=1` kills at many more moments. */
const rounds = { command: 2 * times, write: 2 * times, atOnce: times };

/** The write phase of the small output takes some ten milliseconds, much longer when busy. */
const LONGEST_DELAY_MS = 60;

it('T-20: SIGINT during generate: wholly old or wholly new, and nothing left behind', async () => {
  for (let round = 0; round < rounds.command; round += 1) {
    const workspace = await newWorkspace(newFolder());
    const child = startBin(workspace);
    await seen(child, () => stagingFolders(workspace.out).length > 0);
    await delay(Math.random() * LONGEST_DELAY_MS * (round % 2));
    child.kill('SIGINT');
    await endOf(child);
    expect([child.signalCode, child.exitCode]).toContainEqual(
      child.signalCode === null ? 0 : 'SIGINT',
    );
    expect(stagingFolders(workspace.out)).toEqual([]);
    expect(stateOf(workspace)).not.toBe('mixed');
    if (round === 0) await expectNextRunInOrder(workspace);
  }
});

it('T-20: SIGKILL during generate: the next run puts everything in order', async () => {
  for (let round = 0; round < rounds.command; round += 1) {
    const workspace = await newWorkspace(newFolder());
    const child = startBin(workspace);
    const isAtWork = await seen(child, () => stagingFolders(workspace.out).length > 0);
    expect(isAtWork).toBe(true);
    await delay(Math.random() * LONGEST_DELAY_MS * (round % 2));
    child.kill('SIGKILL');
    await endOf(child);
    await expectNextRunInOrder(workspace);
  }
});

const FILES = 250;

/** A process that does nothing but write a larger output, so that it can be killed often. */
function startWriter(out: string, text: string): ChildProcess {
  const built = pathToFileURL(join(import.meta.dirname, '../../dist/src/write/write.js')).href;
  const script = `
    import { write } from ${JSON.stringify(built)};
    const [, out, text] = process.argv;
    const paths = Array.from({ length: ${String(FILES)} }, (_, i) => text + '-' + i % 9 + '/' + i + '.ts');
    const shared = Array.from({ length: ${String(FILES)} }, (_, i) => 'shared/' + i + '.ts');
    const files = [...paths, ...shared].map((path) => ({ path, text: text + ' ' + path }));
    const report = await write(out, { files, documents: new Map(), options: {} });
    process.exitCode = report.diagnostics.length;
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script, out, text]);
}

async function runWriter(out: string, text: string): Promise<number | null> {
  const child = startWriter(out, text);
  await endOf(child);
  return child.exitCode;
}

/** Sees the first file change: then all of them are being moved. */
function watchFor(out: string, text: string): () => boolean {
  const first = join(out, 'shared/0.ts');
  const known = statSync(first).ino;
  const added = join(out, `${text}-0/0.ts`);
  return () => existsSync(added) || statSync(first, { throwIfNoEntry: false })?.ino !== known;
}

it.each(['SIGINT', 'SIGKILL'] as const)(
  '%s at many moments of the write itself',
  async (signal) => {
    const out = join(newFolder(), 'out');
    expect(await runWriter(out, 'a')).toBe(0);
    const trees = { a: JSON.stringify(readTree(out)), b: '' };
    expect(await runWriter(out, 'b')).toBe(0);
    trees.b = JSON.stringify(readTree(out));
    let current: 'a' | 'b' = 'b';
    for (let round = 0; round < rounds.write; round += 1) {
      const next: 'a' | 'b' = current === 'a' ? 'b' : 'a';
      const child = startWriter(out, next);
      const isStaging = (): boolean => stagingFolders(out).length > 0;
      const isEarly = round % 2 === 0;
      await seen(child, isEarly ? isStaging : watchFor(out, next));
      if (isEarly) await delay(Math.random() * 40);
      child.kill(signal);
      await endOf(child);
      if (signal === 'SIGINT') {
        expect(stagingFolders(out)).toEqual([]);
        const tree = JSON.stringify(readTree(out));
        expect([trees.a, trees.b]).toContain(tree);
        current = tree === trees.a ? 'a' : 'b';
        continue;
      }
      expect(await runWriter(out, next)).toBe(0);
      expect(JSON.stringify(readTree(out))).toBe(trees[next]);
      current = next;
    }
  },
);

it('several runs at once into one folder end in its output', async () => {
  const workspace = await newWorkspace(newFolder());
  const children = [1, 2].map(() => startBin(workspace));
  await Promise.all(children.map(endOf));
  expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(stateOf(workspace)).toBe('new');
  await expectNextRunInOrder(workspace);
});

it('runs of different outputs at once end in one of them, and the next run in its own', async () => {
  for (let round = 0; round < rounds.atOnce; round += 1) {
    const out = join(newFolder(), 'out');
    const trees = new Map<string, string>();
    for (const text of ['a', 'b', 'c']) {
      expect(await runWriter(out, text)).toBe(0);
      trees.set(text, JSON.stringify(readTree(out)));
    }
    expect(await Promise.all(['a', 'b'].map((text) => runWriter(out, text)))).toEqual([0, 0]);
    expect([trees.get('a'), trees.get('b')]).toContain(JSON.stringify(readTree(out)));
    expect(await runWriter(out, 'c')).toBe(0);
    expect(JSON.stringify(readTree(out))).toBe(trees.get('c'));
    expect(stagingFolders(out)).toEqual([]);
  }
});
