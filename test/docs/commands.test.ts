/**
 * The commands of the documentation print what it shows. `UPDATE_DOCS=1` writes what they print into the
 * pages; a line `…` stays where it is.
 */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspect } from '../support/generating.js';
import { root } from '../support/project.js';
import { putFiles } from '../cli/bin.js';
import { commandsOf, isMock, outputOf, playMock, prepare, shortened } from './commands.js';
import { blocksOf, pages, type Block } from './page.js';

const isUpdate = process.env['UPDATE_DOCS'] === '1';

/** Whether this test runs a block: it has commands, and no comment gives it to another test. */
function isHere({ language, marks }: Block): boolean {
  const isCommand = language === 'console' || language === 'sh';
  return isCommand && marks['run by'] === undefined && marks['not run'] === undefined;
}

function replaceIn(page: string, before: string, after: string): void {
  const path = join(root, page);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(before, () => after),
  );
}

/** A folder with the files of a page, and the blocks of this page. */
interface Place {
  readonly folder: string;
  readonly blocks: readonly Block[];
}

/** Writes the files that a page shows above a block. */
function putFilesAbove(block: Block, { folder, blocks }: Place): void {
  for (const { file, text } of blocks.slice(0, blocks.indexOf(block))) {
    if (file !== undefined) putFiles(folder, { [file]: text });
  }
}

/** The commands of the block below, which the page shows for a second terminal. */
function below(block: Block, { blocks }: Place): readonly string[] {
  const next = blocks[blocks.indexOf(block) + 1];
  return next === undefined ? [] : commandsOf(next).map(({ command }) => command);
}

/** Runs the commands of a block, and returns the block as it should be. */
async function play(block: Block, place: Place): Promise<string> {
  const { folder } = place;
  const { before, meanwhile } = block.marks;
  putFilesAbove(block, place);
  if (before !== undefined) prepare(folder, before);
  const lines: string[] = [];
  for (const shown of commandsOf(block)) {
    expect(shown.command).toMatch(/^npx asyncapi-bindgen /);
    lines.push(`$ ${shown.command}`);
    if (isMock(shown)) {
      await playMock(folder, shown, meanwhile === undefined ? [] : below(block, place));
      lines.push(...shown.lines);
    } else {
      lines.push(...shortened(await outputOf(folder, shown.command), shown.lines));
    }
  }
  return `${lines.join('\n')}\n`;
}

describe.each(pages.filter((page) => blocksOf(page).some(isHere)))('%s', (page) => {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-docs-')));
    for (const at of ['specs', 'node_modules/asyncapi-bindgen/specs']) {
      cpSync(join(root, 'specs'), join(folder, at), { recursive: true });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const blocks = blocksOf(page);
  it.each(blocks.filter(isHere))('line $line', async (block) => {
    const text = await play(block, { folder, blocks });
    if (block.language === 'sh') return;
    if (isUpdate) return replaceIn(page, block.text, text);
    expect(text).toBe(block.text);
  });
});

it('the documents of direction.md give the same methods', async () => {
  const [own = '', before = ''] = blocksOf('docs/direction.md')
    .filter(({ language }) => language === 'yaml')
    .map(({ text }) => text);
  const shown = blocksOf('docs/getting-started.md').find(({ file }) => file === 'thermostat.yaml');
  const [head = '', rest = ''] = (shown?.text ?? '').split(/^operations:\n(?: .*\n)*/m);
  const old = head
    .replace('3.0.0', '2.6.0')
    .replace('host: localhost:1883', 'url: mqtt://localhost:1883')
    .replace(/^channels:.*/ms, '');
  const files = { 'v3.yaml': head + own + rest, 'v2.yaml': old + before + rest };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-docs-')));
  putFiles(folder, files);
  const { apis, diagnostics } = await inspect(Object.keys(files).map((name) => join(folder, name)));
  rmSync(folder, { recursive: true });
  expect(diagnostics).toEqual([]);
  const [two, three] = apis.map(({ operations }) => operations);
  expect(three?.map(({ kind, method, topic }) => [kind, method, topic])).toEqual([
    ['publish', 'sendTarget', 'room/target'],
    ['subscribe', 'onReading', 'room/temperature'],
  ]);
  expect(two).toEqual(three);
});
