import { expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

function folderWithLock(): string {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  return folder;
}

it('prints a table of the operations', async () => {
  const { code, stdout, stderr } = await runCommand(folderWithLock(), ['inspect', 'lock.yaml']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^lock {2}Lock 1\.0\.0\n/);
  expect(stdout).toMatch(
    /│ receive_position +│ subscribe +│ doors\/\{door\}\/position +│ Position +│/,
  );
  expect(stdout).toMatch(/│ send_turn +│ publish +│ doors\/\{door\}\/turn +│ Turn +│/);
});

it('prints the same as JSON', async () => {
  const { stdout } = await runCommand(folderWithLock(), [
    'inspect',
    'lock.yaml',
    '--format',
    'json',
  ]);
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    apis: [
      {
        name: 'lock',
        title: 'Lock 1.0.0',
        operations: [
          row('receive_position', 'subscribe', ['doors/{door}/position', 'onPosition', 'Position']),
          row('send_turn', 'publish', ['doors/{door}/turn', 'sendTurn', 'Turn']),
        ],
      },
    ],
    diagnostics: [],
  });
});

it('prints the methods of the counterpart with --side counterpart', async () => {
  const args = ['inspect', 'lock.yaml', '--side', 'counterpart', '--format', 'json'];
  const { stdout } = await runCommand(folderWithLock(), args);
  expect(JSON.parse(stdout).apis[0].operations).toEqual([
    row('receive_position', 'publish', ['doors/{door}/position', 'sendPosition', 'Position']),
    row('send_turn', 'subscribe', ['doors/{door}/turn', 'onTurn', 'Turn']),
  ]);
});

function row(
  id: string,
  kind: string,
  [topic, method, request]: readonly [string, string, string],
): object {
  return { id, kind, topic, method, request, reply: null };
}
