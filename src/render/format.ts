import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { format } from 'prettier/standalone';
import { placeComments, takeComments } from './comments.js';
import { isNode, nodeAt, type SyntaxNode } from './syntax.js';

/** The width of a line in Prettier's default style. */
export const lineWidth = 80;

/** Throws if a program must not be written. */
export type CheckProgram = (program: SyntaxNode) => void;

/**
 * Formats TypeScript with Prettier's defaults, so that a user's Prettier changes nothing. `check`
 * gets the syntax tree that Prettier prints, so the program is parsed only once.
 */
export async function formatTypeScript(text: string, check?: CheckProgram): Promise<string> {
  const uncommented = takeComments(text);
  const formatted = await formatAll(uncommented.code, check);
  return placeComments(formatted, uncommented) ?? formatAll(text, check);
}

function formatAll(text: string, check?: CheckProgram): Promise<string> {
  return format(text, { parser: 'babel-ts', plugins: [parserThat(check), estree] });
}

function parserThat(check: CheckProgram = () => {}) {
  const parser = babel.parsers['babel-ts'];
  const parse: typeof parser.parse = async (text, options) => {
    const file: unknown = await parser.parse(text, options);
    const program = isNode(file) ? nodeAt(file, 'program') : undefined;
    if (program === undefined) throw new Error('Prettier gave no program');
    check(program);
    return file;
  };
  return { parsers: { 'babel-ts': { ...parser, parse } } };
}
