/** The TypeScript of the documentation compiles as it stands, and runs; its links lead somewhere. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { root } from '../support/project.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { blocksOf, pages, placeOf, type Block } from './page.js';
import { canRun, createRunner, findTypeErrors, type Runner } from './typescript.js';

const blocks = pages.flatMap(blocksOf).filter(({ language }) => language === 'ts');
const own = blocks.filter(({ marks }) => marks['run by'] === undefined);

describe('the TypeScript of the documentation', () => {
  it('has no error of types but the one that is planted here', () => {
    const wrong: Block = {
      page: 'README.md',
      line: 1,
      language: 'ts',
      text: 'const one: string = 1;',
      marks: {},
    };
    expect(findTypeErrors([...own, wrong])).toEqual([expect.stringContaining("Type 'number'")]);
  });

  const newFolder = temporaryFolders();
  const home = process.cwd();
  let runner: Runner;
  beforeAll(() => {
    for (const name of ['log', 'warn'] as const) jest.spyOn(console, name).mockReturnValue();
    runner = createRunner();
  });
  afterAll(() => {
    process.chdir(home);
    runner.close();
    jest.restoreAllMocks();
  });

  const mayRun = own.filter(({ marks }) => marks['not run'] === undefined);
  it.each(mayRun.filter(canRun))('runs: $page:$line', async (block) => {
    const folder = newFolder();
    mkdirSync(join(folder, 'specs'));
    cpSync(join(root, 'specs/examples/street-lights.yaml'), join(folder, 'specs/lights.yaml'));
    process.chdir(folder);
    await runner.run(block);
  });

  for (const block of mayRun.filter((each) => !canRun(each))) {
    it.skip(`runs with mosquitto: ${placeOf(block)}`, () => undefined);
  }
});
