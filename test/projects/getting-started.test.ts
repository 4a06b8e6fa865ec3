/** A newcomer follows docs/getting-started.md from its beginning to its end. */
import { expect, it, jest } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { commandsOf, isMock } from '../docs/commands.js';
import { blocksOf } from '../docs/page.js';
import { emptyProject, packed } from './new-project.js';

jest.setTimeout(300_000);

it('the page leads from an empty folder to a passing test', () => {
  const started = performance.now();
  const { run, put } = emptyProject('getting-started');
  for (const block of blocksOf('docs/getting-started.md')) {
    const { file, text, language } = block;
    if (file !== undefined) put(file, text);
    if (language !== 'sh' && language !== 'console') continue;
    // `mock` runs until it is ended; test/docs/commands.test.ts does that.
    for (const { command } of commandsOf(block).filter((each) => !isMock(each))) {
      if (command.endsWith('npx jest')) put(...testForJest());
      const printed = run(
        'bash',
        '-c',
        command.replace('--save-dev asyncapi-bindgen ', `--save-dev ${packed} `),
      );
      if (command.includes('vitest run')) {
        expect(printed).toMatch(/Tests .*1 passed/);
        console.log(`${((performance.now() - started) / 1000).toFixed(1)} s to a passing test`);
      }
      if (command.endsWith('npx jest')) expect(printed).toMatch(/Tests: .*1 passed/);
    }
  }
});

/** The test, with the one change that the page asks for. */
function testForJest(): [string, string] {
  const file = 'src/heating.test.ts';
  const block = blocksOf('docs/getting-started.md').find((each) => each.file === file);
  return [file, (block?.text ?? '').replace("'vitest'", "'@jest/globals'")];
}
