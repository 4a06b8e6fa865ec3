import { Composer, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, Document, ParsedNode } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import { limits } from '../limits.js';

/** The syntax tree of one YAML document, and its offsets as places. */
export interface Composed {
  readonly root: ParsedNode;
  readonly placeOf: (range: readonly number[]) => Place;
}

/** More would bury the first, which is mostly the cause of the others. */
const mostErrors = 10;

/** Parses YAML 1.2 (and so JSON) into a tree, in linear time and bounded depth. */
export function compose(path: string, text: string): Composed | readonly Diagnostic[] {
  const placeOf = placer(path, linesOf(text));
  const tokens = tokenize(text, placeOf);
  if ('finding' in tokens) return [tokens.finding];
  // Duplicate keys are looked for by `to-json`: the check of the package takes quadratic time.
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false });
  const documents = [...composer.compose(tokens.tokens, true, text.length)];
  const [first, second] = documents;
  const errors = documents.flatMap((each) => syntaxErrors(each, placeOf));
  if (errors.length > 0) return errors.slice(0, mostErrors);
  if (second !== undefined) return [severalDocuments(placeOf(second.range))];
  if (first?.contents == null) return [emptyFile(placeOf([0, 0]))];
  return { root: first.contents, placeOf };
}

/**
 * The concrete syntax, refused as soon as it is too deep or too long. This has to happen before
 * the tree is composed: composing is recursive, and a stack overflow in it aborts the process.
 */
function tokenize(
  text: string,
  placeOf: Composed['placeOf'],
): { readonly tokens: readonly CST.Token[] } | { readonly finding: Diagnostic } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > limits.depth) return { finding: tooDeep(placeOf([parser.offset])) };
    count += 1;
    if (count > limits.nodes * 4) return { finding: tooManyNodes(placeOf([parser.offset])) };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

/** From the text itself: the parser does not tell of line ends within what it cannot make out. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  return lines;
}

function placer(file: string, lines: LineCounter): Composed['placeOf'] {
  return ([from = 0, to]) => {
    const start = lines.linePos(from);
    const place = { file, line: Math.max(1, start.line), column: Math.max(1, start.col) };
    if (to === undefined || to <= from) return place;
    const end = lines.linePos(to);
    return { ...place, end: { line: end.line, column: end.col } };
  };
}

function syntaxErrors(
  document: Document.Parsed,
  placeOf: Composed['placeOf'],
): readonly Diagnostic[] {
  return document.errors.map(({ code, message, pos }) =>
    diagnostic('YAML_SYNTAX', {
      message: `The text is not well-formed YAML: ${message}.`.replace('..', '.'),
      help: remedies[code] ?? 'Check indentation, quotes and brackets around this place.',
      place: placeOf(pos),
    }),
  );
}

const remedies: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces; YAML does not allow tabs there.',
  BAD_INDENT: 'Give all keys of one mapping the same indentation.',
  MULTILINE_IMPLICIT_KEY: 'Put a value that contains ": " or " #" in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'Put a value that contains ": " in quotes, or start it on a line of its own.',
  BAD_SCALAR_START: 'Put a value that starts with @, ` or % in quotes.',
  BAD_ALIAS: 'Put a value that starts with * or & in quotes.',
  BAD_DQ_ESCAPE: 'Write a backslash twice within double quotes, or use single quotes.',
  MISSING_CHAR: 'Close the quote or bracket, or put the missing comma or colon.',
  UNEXPECTED_TOKEN: 'Put the value in quotes if it is meant as text.',
};

function severalDocuments(place: Place): Diagnostic {
  return diagnostic('YAML_SEVERAL_DOCUMENTS', {
    message: 'The file holds more than one YAML document; only one can be read.',
    help: 'Remove the line "---" or "..." between them, or split the file.',
    place,
  });
}

function emptyFile(place: Place): Diagnostic {
  return diagnostic('YAML_EMPTY', {
    message: 'The file is empty.',
    help: 'Start with a line "asyncapi: 3.0.0".',
    place,
  });
}

function tooDeep(place: Place): Diagnostic {
  return diagnostic('YAML_TOO_DEEP', {
    message: `The data is nested more than ${limits.depth} levels deep.`,
    help: 'Move inner parts to components and refer to them with "$ref".',
    place,
  });
}

function tooManyNodes(place: Place): Diagnostic {
  return diagnostic('YAML_TOO_MANY_NODES', {
    message: 'The file holds too many keys, values or empty lines.',
    help: 'Split the document into several files, or take generated data out of it.',
    place,
  });
}
