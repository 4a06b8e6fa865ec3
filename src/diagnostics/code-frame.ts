import { codeFrameColumns } from '@babel/code-frame';
import type { Place } from './diagnostic.js';
import { visibleLine } from './visible.js';

/** The widest line shown. Longer lines are cut, since a minified document is one line. */
const widest = 120;
const around = 2;

/** Splits a text into lines for `codeFrame`. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** Returns the lines around a place with a marker below it. Hidden characters are escaped. */
export function codeFrame(lines: readonly string[], place: Place, color: boolean): string {
  const cut = Math.max(0, place.column - widest / 2);
  const first = Math.max(1, place.line - around);
  const near = lines.slice(first - 1, place.line + around).map(withoutPasswords);
  const shown = near.map((line) => visibleLine(line.slice(cut, cut + widest)));
  const marked = near[place.line - first] ?? '';
  const range = { startLine: first, linesAbove: around, linesBelow: around };
  const frame = codeFrameColumns(shown.join('\n'), markerOf(place, marked, cut), range);
  return color ? colorMarker(frame) : frame;
}

/** Replaces user names and passwords of URLs by as many stars, so that columns do not change. */
function withoutPasswords(line: string): string {
  return line.replace(/:\/\/[^\s"'`]*/g, (rest) => {
    const end = rest.lastIndexOf('@');
    return end < 0 ? rest : `://${'*'.repeat(end - 3)}${rest.slice(end)}`;
  });
}

function markerOf(place: Place, line: string, cut: number) {
  const column = (end: number): number => visibleLine(line.slice(cut, end - 1)).length + 1;
  const last = place.end?.line === place.line ? place.end.column : line.length + 1;
  const end = place.end === undefined ? place.column + 1 : Math.min(last, cut + widest + 1);
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
