/** The programs under `examples` pass their own tests. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { root } from '../support/project.js';

const examples = readdirSync(join(root, 'examples'));

it('pass their tests', () => {
  const tests = examples.flatMap((name) => {
    const folder = `examples/${name}/src`;
    if (!existsSync(join(root, folder))) return [];
    const names = readdirSync(join(root, folder)).filter((each) => each.endsWith('.test.ts'));
    return names.map((each) => `${folder}/${each}`);
  });
  expect(tests).toHaveLength(3);
  const args = ['--import', './test/support/run-typescript.js', '--test', ...tests];
  // Node takes this variable for a sign that it runs within its own test runner.
  const env = { ...process.env };
  delete env['NODE_TEST_CONTEXT'];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(stdout);
  expect(stdout).toMatch(/^# fail 0$/m);
  expect(stdout).not.toMatch(/^# pass [0-5]$/m);
});
