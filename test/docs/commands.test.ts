/**
 * The commands of the documentation print what it shows. `UPDATE_DOCS=1` writes what they print into the
 * pages; a line `…` stays where it is.
 */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { root } from '../support/project.js';
import { commandsOf, isOurs, outputOf, playMock, prepare, shortened } from './commands.js';
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

describe.each(pages.filter((page) => blocksOf(page).some(isHere)))('%s', (page) => {
  const blocks = blocksOf(page).filter(isHere);
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-docs-')));
    cpSync(join(root, 'specs'), join(folder, 'specs'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(blocks)('$line: $text', async (block) => {
    const { before } = block.marks;
    if (before !== undefined) prepare(folder, before);
    const shown = commandsOf(block);
    expect(shown.filter((each) => !isOurs(each))).toEqual([]);
    const printed: string[] = [];
    for (const each of shown) {
      printed.push(`$ ${each.command}`);
      if (block.marks.meanwhile !== undefined) {
        await playMock(folder, each, block.marks.meanwhile.split('\n'));
        printed.push(...each.lines);
      } else {
        printed.push(...shortened(await outputOf(folder, each.command), each.lines));
      }
    }
    if (block.language === 'sh') return;
    const text = `${printed.join('\n')}\n`;
    if (isUpdate) return replaceIn(page, block.text, text);
    expect(text).toBe(block.text);
  });
});
