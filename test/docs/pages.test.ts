/** No block of the documentation escapes its test, and every link leads somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { root } from '../support/project.js';
import { blocksOf, pages, placeOf, textOf, type Block } from './page.js';

const blocks = pages.flatMap(blocksOf);

function placesWhere(isBad: (block: Block) => boolean): readonly string[] {
  return blocks.filter(isBad).map(placeOf);
}

/** What tests a block; `text` is a drawing or a listing, which nothing can run. */
const testOf: Readonly<Record<string, string>> = {
  ts: 'code.test.ts',
  console: 'commands.test.ts',
  sh: 'commands.test.ts',
  yaml: 'this test',
  json: 'this test',
  js: 'this test',
  text: 'nothing',
};

describe('the blocks', () => {
  it('all have a language that a test knows', () => {
    expect(placesWhere(({ language }) => testOf[language] === undefined)).toEqual([]);
  });

  it('are all found', () => {
    const fences = pages.flatMap((page) => [...textOf(page).matchAll(/^\s*(?:```|~~~)/gm)]);
    expect(fences).toHaveLength(2 * blocks.length);
    expect(blocks.length).toBeGreaterThan(60);
  });

  it('that another test runs name a test that is there', () => {
    const others = blocks.filter(({ marks }) => marks['run by'] !== undefined);
    const tests = [...new Set(others.map(({ marks }) => marks['run by'] ?? ''))];
    const isThere = (test: string) => test === 'the block above' || existsSync(join(root, test));
    expect(tests.filter((test) => !isThere(test))).toEqual([]);
    const below = others.filter(({ marks }) => marks['run by'] === 'the block above');
    const above = below.map((block) => blocks[blocks.indexOf(block) - 1]);
    expect(above.filter((block) => block?.marks.meanwhile === undefined)).toEqual([]);
  });

  it('that nothing runs are few, and have a reason', () => {
    const reasons = blocks.flatMap(({ marks }) => marks['not run'] ?? []);
    expect(reasons.length).toBeLessThanOrEqual(3);
    console.log(`${blocks.length} blocks; nothing runs ${reasons.length}: ${reasons.join('; ')}`);
    const drawings = blocks.filter(({ language }) => language === 'text');
    expect(drawings.length).toBeLessThanOrEqual(4);
  });

  it.each(blocks.filter(({ language }) => /^(?:yaml|json|js)$/.test(language)))(
    'has the syntax of its language: $page:$line',
    ({ language, text }) => {
      if (language === 'json') JSON.parse(text);
      if (language === 'yaml') parse(text);
      if (language === 'js') transformSync(text);
    },
  );

  it('show the document of the example', () => {
    const shown = blocks.find(({ file }) => file === 'thermostat.yaml');
    const example = readFileSync(join(root, 'examples/browser/thermostat.yaml'), 'utf8');
    expect(shown?.text).toBe(example);
  });
});

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)];
  return new Set(
    headings.map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

it('links lead to files and headings that are there', () => {
  const links = pages.flatMap((page) =>
    [...textOf(page).matchAll(/(?:\]\(|src(?:set)?=")(?!https?:)([^)#"]*)(?:#([^)"]+))?/g)].map(
      ([, to = '', anchor]) => ({ page, path: to === '' ? page : join(dirname(page), to), anchor }),
    ),
  );
  expect(links.length).toBeGreaterThan(40);
  const broken = links.filter(({ path, anchor }) => {
    const file = join(root, path);
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsOf(file).has(anchor);
  });
  expect(broken).toEqual([]);
});
