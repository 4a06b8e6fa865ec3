import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { root } from '../support/project.js';

const hooks = join(root, 'test/support/run-typescript.js');

function runNode(...args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', hooks, ...args], { encoding: 'utf8' });
}

it('what is under way at close() fails no test of Node, and prints nothing', () => {
  const program = join(root, 'test/runtime/closing-program.ts');
  const { status, stdout, stderr } = runNode('--test-reporter', 'tap', program);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('# pass 4\n');
  expect(stdout).not.toContain('ClosedError');
});

it('a call after close(), which is a mistake, still has to be handled', () => {
  const moduleAt = (path: string) => pathToFileURL(join(root, path)).href;
  const program = `import { startTestBroker } from '${moduleAt('src/testing.ts')}';
import { LampClient } from '${moduleAt('test/apis/generated/lamp/client.ts')}';
const broker = await startTestBroker();
const client = await LampClient.connect({ url: broker.url, moduleId: 'm1' });
await client.close();
await broker.close();
void client.getLamp();
`;
  const { status, stderr } = runNode('--input-type=module', '-e', program);
  expect(status).toBe(1);
  expect(stderr).toContain('ClosedError: ');
});
