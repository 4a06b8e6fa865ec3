import { codeFrameColumns } from '@babel/code-frame';
import type { Place } from './diagnostic.js';
import { visibleLine } from './visible.js';

/** The widest line shown. Longer lines are cut, since a minified document is one line. */
const mostCharacters = 120;
/** The widest gutter of a frame: marker, line number and separator. */
const gutter = 10;
/** The least that is shown of a line, however narrow the terminal is. */
const leastCharacters = 30;
const around = 2;

/** How to print a code frame. */
export interface FrameOptions {
  readonly color: boolean;
  /** The width of the terminal, if it is known. */
  readonly columns?: number | undefined;
}

/** Splits a text into lines for `codeFrame`. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** Returns the lines around a place with a marker below it. Hidden characters are escaped. */
export function codeFrame(lines: readonly string[], place: Place, options: FrameOptions): string {
  const widest = widestOf(options);
  const cut = Math.max(0, place.column - Math.floor(widest / 2));
  const first = Math.max(1, place.line - around);
  const near = lines.slice(first - 1, place.line + around).map(withoutPasswords);
  const shown = near.map((line) => visibleLine(partOf(line, [cut, cut + widest])));
  const marked = near[place.line - first] ?? '';
  const range = { startLine: first, linesAbove: around, linesBelow: around };
  const frame = codeFrameColumns(
    shown.join('\n'),
    markerOf(place, marked, [cut, cut + widest]),
    range,
  );
  return options.color ? colorMarker(frame) : frame;
}

/** Returns the part of a line that is shown. An ellipsis takes the place of a character where it is cut. */
function partOf(line: string, [start, end]: readonly [number, number]): string {
  const shown = line.slice(start, end);
  const before = start > 0 && shown !== '' ? '…' : '';
  const after = line.length > end ? '…' : '';
  return `${before}${shown.slice(before.length, shown.length - after.length)}${after}`;
}

function widestOf({ columns = Infinity }: FrameOptions): number {
  return Math.min(mostCharacters, Math.max(leastCharacters, columns - gutter));
}

/** Replaces user names and passwords of URLs by as many stars, so that columns do not change. */
function withoutPasswords(line: string): string {
  return line.replace(/:\/\/[^\s"'`]*/g, (rest) => {
    const end = rest.lastIndexOf('@');
    return end < 0 ? rest : `://${'*'.repeat(end - 3)}${rest.slice(end)}`;
  });
}

function markerOf(place: Place, line: string, [cut, cutEnd]: readonly [number, number]) {
  const column = (end: number): number => visibleLine(line.slice(cut, end - 1)).length + 1;
  const last = place.end?.line === place.line ? place.end.column : line.length + 1;
  const end = place.end === undefined ? place.column + 1 : Math.min(last, cutEnd + 1);
  const start = column(place.column);
  return {
    start: { line: place.line, column: start },
    end: { line: place.line, column: Math.max(start + 1, column(end)) },
  };
}

function colorMarker(frame: string): string {
  return frame
    .replace(/^>/gm, '\u001b[31m>\u001b[39m')
    .replace(/^( +\| *)(\^+)$/gm, '$1\u001b[31m$2\u001b[39m');
}
