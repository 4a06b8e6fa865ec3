/** The pages of the documentation, as the blocks of code that they show. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/project.js';

/** What a comment above a block says about it, in words that `marks` lists. */
export type Marks = Readonly<Partial<Record<Mark, string>>>;

/**
 * `given` lists the values that the code takes for granted, and `before` is a command that prepares the
 * folder. `meanwhile` makes the commands of the next block run beside those of this one. `run by` names
 * another test that runs the block; `not run` says why none does.
 */
const marks = ['given', 'before', 'meanwhile', 'run by', 'not run'] as const;
type Mark = (typeof marks)[number];

/** A block of code in a page. */
export interface Block {
  /** The path of the page in the project. */
  readonly page: string;
  /** The line of the page with the first line of code. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The file that the block is the content of: the line above starts with its name and ends with a colon. */
  readonly file?: string;
  readonly marks: Marks;
}

const folders = ['docs', ...readdirSync(join(root, 'examples')).map((name) => `examples/${name}`)];

/** The paths of all pages: the README, and what is in `docs` and in each example. */
export const pages: readonly string[] = [
  'README.md',
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

export function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8');
}

/** Returns the blocks of a page in their order. */
export function blocksOf(page: string): readonly Block[] {
  const text = textOf(page);
  return [...text.matchAll(/^```(\S*)\n(.*?)^```$/gms)].map((match) => {
    const [, language = '', code = ''] = match;
    const above = text.slice(0, match.index);
    const line = above.split('\n').length + 1;
    return { page, line, language, text: code, ...contextOf(above) };
  });
}

/** Reads the comments that end directly above a block, and the name of its file above these. */
function contextOf(above: string): Pick<Block, 'file' | 'marks'> {
  const found: Partial<Record<Mark, string>> = {};
  let rest = above.trimEnd();
  for (;;) {
    const [comment, mark, value] = /<!-- ([a-z ]+): ((?:(?!-->).)*) -->$/s.exec(rest) ?? [];
    const known = marks.find((each) => each === mark);
    if (comment === undefined || known === undefined || value === undefined) break;
    found[known] = value;
    rest = rest.slice(0, -comment.length).trimEnd();
  }
  const [, file] = /^`([^`\s]+)`.*:$/.exec(rest.slice(rest.lastIndexOf('\n') + 1)) ?? [];
  return { marks: found, ...(file !== undefined && { file }) };
}

/** Where the imports of a page's code are relative to. */
export function baseOf(page: string): string {
  const source = page.replace(/[^/]+$/, 'src');
  return page.startsWith('examples/') && existsSync(join(root, source)) ? join(root, source) : root;
}

/** Where a block is, for messages. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`;
}
