/** The page about the mock EVerest, against the tables in the code. */
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { QUIRKS } from '../../../src/mock/everest/quirks.js';
import { ACTIONS } from '../../../src/mock/everest/scenario/actions.js';
import { readScenario } from '../../../src/mock/everest/scenario/read-scenario.js';
import { shippedScenarios } from '../../../src/mock/everest/scenario/shipped.js';
import { putFiles } from '../../cli/bin.js';
import { blocksOf, textOf } from '../../docs/page.js';
import { temporaryFolders } from '../../write/temporary-folder.js';
import { simulate } from './simulate.js';

const page = 'docs/mock-server.md';
const newFolder = temporaryFolders();

/** Returns the code words in the first column of the table with a heading. */
function firstColumn(heading: string): readonly string[] {
  const [, table = ''] = textOf(page).split(new RegExp(`^\\| ${heading} .*\\n`, 'm'));
  const [rows = ''] = table.split('\n\n');
  return rows.split('\n').flatMap((row) => {
    const [, first = ''] = row.split('|');
    return [...first.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  });
}

it('names every scenario, action and quirk', async () => {
  expect([...firstColumn('scenario')].sort()).toEqual(await shippedScenarios());
  expect([...firstColumn('`do`')].sort()).toEqual([...Object.keys(ACTIONS), 'assert'].sort());
  expect(firstColumn('quirk')).toEqual(Object.keys(QUIRKS));
});

it('shows a scenario that does what it expects', async () => {
  const block = blocksOf(page).find(({ text }) => text.includes('scenario.schema.json'));
  const folder = newFolder();
  putFiles(folder, { 'my-day.yaml': block?.text ?? '' });
  const read = await readScenario(join(folder, 'my-day.yaml'), 'my-day.yaml');
  expect(read).not.toHaveProperty('findings');
  if ('findings' in read) return;
  const { failures, outputs } = simulate(read.scenario);
  expect(failures).toEqual([]);
  const currents = outputs.map(({ payload }) => JSON.stringify(payload));
  expect(currents.join()).toContain('"current_A":{"L1":10}');
});
