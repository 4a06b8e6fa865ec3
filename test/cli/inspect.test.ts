import { expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { runCommand, terminalOf } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

function folderWithLock(): string {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK });
  return folder;
}

it('lists the operations with what their topics have in common, one on each line', async () => {
  const { code, stdout, stderr } = await runCommand(folderWithLock(), ['inspect', 'lock.yaml']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`lock  Lock 1.0.0
2 operations, topics under doors/{door}/

kind       client                mock server   topic     operation
publish    sendTurn(Turn)        onTurn        turn      send_turn
subscribe  onPosition(Position)  sendPosition  position  receive_position
`);
});

it('takes two lines for an operation where a terminal is too narrow for one', async () => {
  const { out, text } = terminalOf(60);
  await runCommand(folderWithLock(), ['inspect', 'lock.yaml'], { out });
  expect(text()).toBe(`lock  Lock 1.0.0
2 operations, topics under doors/{door}/

publish: the client sends
  sendTurn(Turn)
    turn      mock.onTurn

subscribe: the client receives
  onPosition(Position)
    position  mock.sendPosition
`);
});

it('folds no line in a pipe', async () => {
  const folder = folderWithLock();
  const long = 'turn_'.repeat(60);
  putFiles(folder, { 'lock.yaml': LOCK.replace('address: turn', `address: ${long}`) });
  const { stdout } = await runCommand(folder, ['inspect', 'lock.yaml']);
  expect(stdout).toMatch(new RegExp(`^publish .+ ${long} .*send_turn$`, 'm'));
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
          row('receive_position', 'subscribe', [
            'doors/{door}/position',
            'onPosition',
            'sendPosition',
            'Position',
          ]),
          row('send_turn', 'publish', ['doors/{door}/turn', 'sendTurn', 'onTurn', 'Turn']),
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
    row('receive_position', 'publish', [
      'doors/{door}/position',
      'sendPosition',
      'onPosition',
      'Position',
    ]),
    row('send_turn', 'subscribe', ['doors/{door}/turn', 'onTurn', 'sendTurn', 'Turn']),
  ]);
});

function row(
  id: string,
  kind: string,
  [topic, method, mockMethod, request]: readonly [string, string, string, string],
): object {
  return { id, kind, topic, method, mockMethod, request, reply: null };
}
