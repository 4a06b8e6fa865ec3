import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import type { RemedyEntry } from '../../diagnostics/remedy-entry.js';
import { findWrongIndent } from './indentation.js';

/** An error of the YAML parser. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  /** The offsets of its start and end. */
  readonly pos: readonly number[];
}

/** A file, and a function that converts its offsets to places. */
export interface FileContext {
  readonly path: string;
  readonly text: string;
  readonly placeOf: (range: readonly number[]) => Place;
}

/**
 * Reports the errors of the YAML parser: the cause of the first, since later errors usually follow
 * from it.
 */
export function syntaxFinding(
  faults: readonly SyntaxFault[],
  file: FileContext,
): Diagnostic | undefined {
  const [first] = [...faults].sort((left, right) => startOf(left) - startOf(right));
  if (first === undefined) return undefined;
  if (isOtherFormat(file)) return otherFormat(file);
  const tab = faults.find(({ code }) => code === 'TAB_AS_INDENT');
  if (tab !== undefined && lineOf(tab, file) <= lineOf(first, file) + 1)
    return tabFinding(tab, file);
  return indentFinding(first, file) ?? faultFinding(first, file);
}

/** Reports a file that is no YAML, even if YAML can read it as a string or a mapping. */
export function markupFinding(file: FileContext): Diagnostic | undefined {
  return /^\s*<(?:!doctype|!--|\?xml|html)/i.test(file.text.slice(0, 1000))
    ? otherFormat(file)
    : undefined;
}

const otherFormats = /\.(?:md|markdown|mdx|html?|xml|txt|rst|adoc|csv|toml|ini|proto|[cm]?[jt]s)$/i;

/** Whether a text with syntax errors is of another format, such as Markdown or HTML. */
function isOtherFormat({ path, text }: FileContext): boolean {
  return otherFormats.test(path) || /^\s*<[!?/a-z]/i.test(text) || /^(?:```|~~~)/m.test(text);
}

function otherFormat({ placeOf }: FileContext): Diagnostic {
  return diagnostic('FILE_NOT_YAML', {
    message:
      'The file is neither YAML nor JSON; it is of another format, such as Markdown or HTML.',
    help: helps.format,
    place: placeOf([0]),
  });
}

function tabFinding({ pos }: SyntaxFault, { placeOf }: FileContext): Diagnostic {
  return diagnostic('YAML_SYNTAX', {
    message: 'The file is not valid YAML: tabs are not allowed as indentation.',
    help: helps.tab,
    place: placeOf(pos),
  });
}

const indentCodes = [
  'BLOCK_AS_IMPLICIT_KEY',
  'MULTILINE_IMPLICIT_KEY',
  'BAD_INDENT',
  'MISSING_CHAR',
];

/** Reports a line that is indented differently from the lines around it, if that is the cause. */
function indentFinding(fault: SyntaxFault, { text, placeOf }: FileContext): Diagnostic | undefined {
  const lines = text.split('\n');
  const at = lineOf(fault, { placeOf }) - 1;
  const wrong = indentCodes.includes(fault.code) ? findWrongIndent(lines, at) : undefined;
  if (wrong === undefined || wrong.line < at) return undefined;
  const { line, indent, expected } = wrong;
  const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  const end = start + (lines[line] ?? '').trimEnd().length;
  return diagnostic('YAML_SYNTAX', {
    message: `The file is not valid YAML: this line is indented by ${spaces(indent)}, which fits no line above.`,
    help:
      expected === 0
        ? 'Remove the spaces at the start of the line.'
        : `Indent the line by ${spaces(expected)}, like the lines that belong together with it.`,
    place: placeOf([start + indent, end]),
  });
}

function spaces(count: number): string {
  return `${count} ${count === 1 ? 'space' : 'spaces'}`;
}

function faultFinding(fault: SyntaxFault, file: FileContext): Diagnostic {
  const { code, message, pos } = fault;
  const known = explanations.flatMap((explain) => explain(fault, file) ?? [])[0];
  const help = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return diagnostic('YAML_SYNTAX', {
    message: `The file is not valid YAML: ${known?.message ?? message}.`.replace('..', '.'),
    help: known?.help ?? help ?? 'Check the indentation, quotes and brackets here.',
    place: file.placeOf(known?.pos ?? pos),
  });
}

/** What a fault means, and its place, if the parser reports another one. */
interface Explanation {
  readonly message: string;
  readonly help: string;
  readonly pos?: readonly number[];
}

/** The first that knows a fault explains it. */
const explanations: readonly ((
  fault: SyntaxFault,
  file: FileContext,
) => Explanation | undefined)[] = [noComma, noColon, noBracket, noQuote, colonInValue];

function noComma({ code, message }: SyntaxFault, { text }: FileContext): Explanation | undefined {
  const isBetweenItems = code === 'MULTILINE_IMPLICIT_KEY' || code === 'BLOCK_IN_FLOW';
  if (isBetweenItems && /^\s*[[{]/.test(text)) {
    return { message: 'there is no comma after this value', help: helps.comma };
  }
  if (!message.startsWith('Missing , ')) return undefined;
  return { message: 'there is no comma before this value', help: helps.commaBefore };
}

function noColon({ code, pos }: SyntaxFault, { text }: FileContext): Explanation | undefined {
  const [line = ''] = text.slice(pos[0]).split('\n', 1);
  if (code !== 'MULTILINE_IMPLICIT_KEY' || /:\s|:$/.test(line)) return undefined;
  return { message: 'this line has no colon with a space after a key', help: helps.colon };
}

function noBracket({ message }: SyntaxFault): Explanation | undefined {
  if (!/^Flow (?:map|sequence) /.test(message)) return undefined;
  return { message: 'the bracket that opens above is not closed', help: helps.bracket };
}

function noQuote({ message }: SyntaxFault, { text }: FileContext): Explanation | undefined {
  const [, quote] = /^Missing closing (["'])quote/.exec(message) ?? [];
  if (quote === undefined) return undefined;
  // No quote follows the one that opens, except in double quotes behind a backslash.
  let start = text.lastIndexOf(quote);
  while (start > 0 && text[start - 1] === '\\') start = text.lastIndexOf(quote, start - 1);
  const place = start < 0 ? {} : { pos: [start, start + 1] };
  return { message: 'the quote that opens here is not closed', help: helps.quote, ...place };
}

function colonInValue({ code }: SyntaxFault): Explanation | undefined {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  return { message: 'the value contains a colon and a space', help: helps.colonInValue };
}

function startOf({ pos: [start = 0] }: SyntaxFault): number {
  return start;
}

function lineOf({ pos }: SyntaxFault, { placeOf }: Pick<FileContext, 'placeOf'>): number {
  return placeOf(pos).line;
}

const helps = {
  format: 'Use a YAML or JSON file in its place, e.g. one whose name ends in ".yaml".',
  bracket: 'Close the bracket, or indent its lines further than the key before it.',
  comma: 'Write a comma after the value.',
  commaBefore: 'Write a comma between this value and the one before it.',
  quote: 'Close the quote.',
  colonInValue: 'Put values that contain ": " in quotes, or start them on a line of their own.',
  colon: 'Write "key: value", with a space after the colon.',
  tab: 'Indent with spaces, e.g. 2 for each level.',
};

/** Help by the code of an error of the YAML parser. */
const remedies: Readonly<Record<string, string>> = {
  BAD_INDENT: 'Indent all keys of a mapping by the same number of spaces.',
  MULTILINE_IMPLICIT_KEY: 'Put values that contain ": " or " #" in quotes.',
  BAD_SCALAR_START: 'Put values that start with @, ` or % in quotes.',
  BAD_ALIAS: 'Put values that start with * or & in quotes.',
  BAD_DQ_ESCAPE: 'Write a backslash as "\\\\" in double quotes, or use single quotes.',
  MISSING_CHAR: 'Close the bracket, or add the missing comma or colon.',
  UNEXPECTED_TOKEN:
    'Check the quotes and brackets before this; put the value in quotes if it is a string.',
};

const yaml = { where: 'YAML' };

/** The remedies for text that is no YAML, for the documentation. */
export const syntaxRemedies: readonly RemedyEntry[] = [
  {
    ...yaml,
    mistake: 'a line that is indented differently',
    remedy: 'Indent the line by 2 spaces, like the lines that belong together with it.',
  },
  { ...yaml, mistake: 'tabs', remedy: helps.tab },
  { ...yaml, mistake: 'Markdown, HTML or another format', remedy: helps.format },
  { ...yaml, mistake: 'a value with a colon', remedy: helps.colonInValue },
  {
    ...yaml,
    mistake: 'a key without a colon and a space',
    remedy: helps.colon,
  },
  { ...yaml, mistake: 'a bracket that goes on too far left', remedy: helps.bracket },
  { ...yaml, mistake: 'a missing comma in JSON', remedy: helps.comma },
  {
    ...yaml,
    mistake: 'a value that starts with a special character',
    remedy: remedies['BAD_SCALAR_START'] ?? '',
  },
  {
    ...yaml,
    mistake: 'a quote that is not closed',
    remedy: helps.quote,
  },
];
