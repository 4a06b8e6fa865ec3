/** A newcomer follows the five minutes of docs/mock-server.md, with a broker and EVerest in the process of the test. */
import { expect, it, jest } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { blocksOf } from '../docs/page.js';
import { emptyProject, packed } from './new-project.js';

jest.setTimeout(300_000);

it('the page leads from an empty folder to a passing test of the application', () => {
  const started = performance.now();
  const { run, put } = emptyProject('mock-server');
  let printed = '';
  for (const { file, text, marks } of blocksOf('docs/mock-server.md')) {
    if (file?.startsWith('src/') === true || file === 'tsconfig.json') put(file, text);
    if (marks['run by'] !== 'test/projects/mock-server.test.ts') continue;
    const commands = text.replace('--save-dev asyncapi-bindgen ', `--save-dev ${packed} `);
    printed = run('bash', '-ec', commands);
  }
  expect(printed).toMatch(/^# pass 1$|^ℹ pass 1$/m);
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s to a passing test`);
});
