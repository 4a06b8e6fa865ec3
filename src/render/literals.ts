import { isArray, isObject, type Json } from '../json/json.js';
import { key, literal, type Code } from '../plan/code/code.js';
import { lineWidth } from './format.js';

/** The width of an indentation step in Prettier's default style. */
const step = 2;

/** A value with the text of its parts. */
interface Piece {
  readonly value: Json;
  /** The value on one line, unless it is longer than a line or Prettier always breaks it. */
  readonly flat?: string;
  readonly parts: readonly Part[];
}

/** An item of an array, or a member of an object with its key. */
interface Part {
  readonly key?: string;
  readonly piece: Piece;
}

/** The number of columns before the first line of a literal, and before its last line. */
interface Start {
  readonly column: number;
  readonly indent: number;
}

/**
 * Replaces the placeholders of a formatted file, such as `Name: [0],`, by the literals with these
 * indices. The result is what Prettier gives for them, in a fraction of its time.
 */
export function placeLiterals(text: string, literals: readonly Json[]): string {
  let placed = 0;
  const result = text.replaceAll(placeholder, (_, name: string, index: string) => {
    placed += 1;
    return `${margin(step)}${layOutMember(name, literals[Number(index)] ?? null, step)},`;
  });
  if (placed !== literals.length) throw new Error('A placeholder of a literal is missing.');
  return result;
}

const placeholder = /^ {2}([\w$]+):\s+\[\s*(\d+),?\s*\],$/gm;

/** Lays out a member of an object that is not on the line of its bracket. A comma follows it. */
export function layOutMember(name: string, value: Json, indent: number): string {
  const text = layOutPart({ key: keyText(name), piece: pieceOf(value) }, indent);
  if (text.replaceAll(token, '') !== '') throw new Error(`This is not a literal: ${text}`);
  return text;
}

/** A token of a literal; nothing else is ever placed in a file. */
const token =
  /[[\]{},:\s]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\d[\d.e-]*|true|false|null|[A-Za-z_$][\w$]*(?=:)/g;

function pieceOf(value: Json): Piece {
  if (!isArray(value) && !isObject(value)) return { value, flat: leafText(value), parts: [] };
  const parts = isArray(value)
    ? value.map((item) => ({ piece: pieceOf(item) }))
    : Object.entries(value).map(([name, item]) => ({ key: keyText(name), piece: pieceOf(item) }));
  const flat = isAlwaysBroken(parts) ? undefined : flatText(value, parts);
  return { value, parts, ...(flat !== undefined && { flat }) };
}

function flatText(value: Json, parts: readonly Part[]): string | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const { key: before, piece } of parts) {
    if (piece.flat === undefined) return undefined;
    const text = before === undefined ? piece.flat : `${before}: ${piece.flat}`;
    length += text.length;
    if (length > lineWidth) return undefined;
    texts.push(text);
  }
  if (isArray(value)) return `[${texts.join(', ')}]`;
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}

/** Whether Prettier breaks an array even if it fits: one of several arrays, or of several objects. */
function isAlwaysBroken(parts: readonly Part[]): boolean {
  const areAll = (is: (value: Json) => boolean) =>
    parts.every(
      ({ key: name, piece }) => name === undefined && is(piece.value) && piece.parts.length > 1,
    );
  return parts.length > 1 && (areAll(isArray) || areAll(isObject));
}

function layOut({ value, flat, parts }: Piece, { column, indent }: Start): string {
  if (flat !== undefined && (fits(flat, column) || parts.length === 0)) return flat;
  const inner = indent + step;
  const lines = isNumbers(parts)
    ? filledLines(parts, inner)
    : parts.map((part) => layOutPart(part, inner));
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  return [open, ...lines.map((line) => `${margin(inner)}${line},`), margin(indent) + close].join(
    '\n',
  );
}

function layOutPart({ key: before, piece }: Part, indent: number): string {
  if (before === undefined) return layOut(piece, { column: indent, indent });
  const column = indent + before.length + ': '.length;
  if (before.length <= step || !isMoved(piece, column)) {
    return `${before}: ${layOut(piece, { column, indent })}`;
  }
  const inner = indent + step;
  return `${before}:\n${margin(inner)}${layOut(piece, { column: inner, indent: inner })}`;
}

/** Whether the value of a member is on the line after its key, because not even its start fits. */
function isMoved({ value, flat, parts }: Piece, column: number): boolean {
  if (parts.length > 0) return column >= lineWidth;
  if (typeof value === 'boolean' || (typeof value === 'number' && !flat?.startsWith('-')))
    return false;
  return !fits(flat ?? '', column);
}

/** Whether the parts are the items of an array of numbers, which Prettier fills into lines. */
function isNumbers(parts: readonly Part[]): boolean {
  return (
    parts.length > 1 &&
    parts.every(({ key: name, piece }) => name === undefined && typeof piece.value === 'number')
  );
}

function filledLines(numbers: readonly Part[], indent: number): readonly string[] {
  const lines: string[] = [];
  for (const { piece } of numbers) {
    const number = piece.flat ?? '';
    const longer = `${lines.at(-1)}, ${number}`;
    if (lines.length > 0 && fits(longer, indent)) lines[lines.length - 1] = longer;
    else lines.push(number);
  }
  return lines;
}

function margin(indent: number): string {
  return ' '.repeat(indent);
}

function fits(text: string, column: number): boolean {
  return column + text.length + ','.length <= lineWidth;
}

function leafText(value: Json): string {
  if (typeof value === 'string') return quoted(literal(value));
  return typeof value === 'number' ? literal(value).replace('e+', 'e') : literal(value);
}

function keyText(name: string): string {
  const text = key(name);
  return text.startsWith('"') ? quoted(text) : text;
}

/** Takes single quotes if fewer characters need an escape then. */
function quoted(text: Code): string {
  const inner = text.slice(1, -1);
  const doubles = inner.split('\\"').length;
  const singles = inner.split("'").length;
  if (doubles <= singles) return text;
  const other = (found: string): string => ({ '\\"': '"', "'": "\\'" })[found] ?? found;
  return `'${inner.replaceAll(/\\.|'/g, other)}'`;
}
