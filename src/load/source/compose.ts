import { Composer, Lexer, LineCounter, Parser } from 'yaml';
import type { CST, ParsedNode } from 'yaml';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.js';
import { diagnostic } from '../../diagnostics/catalogue.js';
import { limits } from '../limits.js';
import { markupFinding, syntaxFinding } from './syntax-finding.js';

/** The syntax tree of a YAML document, and a function that converts its offsets to places. */
export interface Composed {
  readonly root: ParsedNode;
  readonly placeOf: (range: readonly number[]) => Place;
}

/** Parses YAML 1.2, which includes JSON, in linear time and with bounded depth. */
export function compose(path: string, text: string): Composed | readonly Diagnostic[] {
  const placeOf = placer(path, linesOf(text));
  const tokens = tokenize(text, placeOf);
  if ('finding' in tokens) return [tokens.finding];
  // `to-json` finds duplicate keys, since the check of the package takes quadratic time.
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false });
  const documents = [...composer.compose(tokens.tokens, true, text.length)];
  const [first, second] = documents;
  const file = { path, text, placeOf };
  const faults = documents.flatMap(({ errors }) => errors);
  const finding = syntaxFinding(faults, file) ?? markupFinding(file);
  if (finding !== undefined) return [finding];
  if (second !== undefined) return [severalDocuments(placeOf(second.range))];
  if (first?.contents == null) return [emptyFile(placeOf([0, 0]))];
  return { root: first.contents, placeOf };
}

/**
 * Returns the tokens of a text, or a finding as soon as the text is too deep or too long. This check
 * must precede composing, which is recursive: a stack overflow in it aborts the process.
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

/** Counts lines in the text itself, since the parser does not report line ends in malformed input. */
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

function severalDocuments(place: Place): Diagnostic {
  return diagnostic('YAML_SEVERAL_DOCUMENTS', {
    message: 'The file must contain only one YAML document.',
    help: 'Remove the line "---" or "..." between the documents, or split the file.',
    place,
  });
}

function emptyFile(place: Place): Diagnostic {
  return diagnostic('YAML_EMPTY', {
    message: 'The file is empty.',
    help: 'Write an AsyncAPI document, which starts with the line "asyncapi: 3.0.0".',
    place,
  });
}

function tooDeep(place: Place): Diagnostic {
  return diagnostic('YAML_TOO_DEEP', {
    message: `The file is nested more than ${limits.depth} levels deep.`,
    help: 'Move inner values to "components" and refer to them with "$ref".',
    place,
  });
}

function tooManyNodes(place: Place): Diagnostic {
  return diagnostic('YAML_TOO_MANY_NODES', {
    message: 'The file contains too many keys, values or empty lines.',
    help: 'Split the document into several files, or remove generated data from it.',
    place,
  });
}
