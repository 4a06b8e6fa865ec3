import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles, runBinAside } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

/** Enough documents for two threads. Each has a warning, and all share a file. */
const DOCUMENTS = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `lock-${index}.yaml`,
    LOCK.replaceAll('#/components/schemas/Turn', 'shared.yaml#/Turn').replace(
      'messages: { position: {',
      'messages: { position: { contentType: json,',
    ),
  ]),
);
const SHARED = 'Turn: { type: object, properties: { degrees: { type: number, multipleOf: 0 } } }\n';
const GENERATE = ['generate', 'lock-*.yaml', '-o', 'out', '--format', 'json'];

function filesOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'utf8')]),
  );
}

it('many documents give the same in several threads as in one', async () => {
  const [first, second] = [newFolder(), newFolder()];
  for (const folder of [first, second]) {
    putFiles(folder, { ...DOCUMENTS, 'shared.yaml': SHARED.replace(', multipleOf: 0', '') });
  }
  const inThreads = await runBinAside(first, GENERATE);
  const inOne = await runCommand(second, GENERATE);
  expect(inThreads).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(inOne.stdout).diagnostics).toHaveLength(40);
  expect(inThreads.stdout.replaceAll(first, '')).toBe(inOne.stdout.replaceAll(second, ''));
  expect(filesOf(join(first, 'out'))).toEqual(filesOf(join(second, 'out')));
});

it('errors come once each, in the same order, and nothing is written', async () => {
  const [first, second] = [newFolder(), newFolder()];
  for (const folder of [first, second]) {
    putFiles(folder, { ...DOCUMENTS, 'shared.yaml': SHARED, 'a/lock-1.yaml': LOCK });
  }
  const generate = [...GENERATE, 'a/lock-1.yaml', '--root', '.'];
  const inThreads = await runBinAside(first, generate);
  const inOne = await runCommand(second, generate);
  expect(inOne).toMatchObject({ code: 3 });
  expect(inThreads.stdout.replaceAll(first, '')).toBe(inOne.stdout.replaceAll(second, ''));
  expect(inThreads).toMatchObject({ code: 3, stderr: '' });
  expect(readdirSync(first)).not.toContain('out');
});
