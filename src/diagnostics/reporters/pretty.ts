import { codeFrame } from '../code-frame.js';
import type { Diagnostic, Place, Severity } from '../diagnostic.js';
import { sortDiagnostics } from '../sort.js';
import { summary } from '../summary.js';
import { visibleLine } from '../visible.js';
import type { ReportOptions } from './report-options.js';
import { shownPath } from './shown-path.js';

const colors: Readonly<Record<Severity | 'faint', number>> = {
  error: 31,
  warning: 33,
  info: 36,
  faint: 90,
};

/** For people: place, code and message in one line, then the code frame and the help. */
export function pretty(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  if (diagnostics.length === 0) return '';
  const blocks = sortDiagnostics(diagnostics).map((each) => block(each, options));
  return `${blocks.join('\n')}\n${summary(diagnostics)}\n`;
}

function block(diagnostic: Diagnostic, options: ReportOptions): string {
  const { severity, code, message, help, place } = diagnostic;
  const head = [
    ...(place === undefined ? [] : [position(place, options)]),
    paint(severity, severity, options),
    paint('faint', code, options),
    visibleLine(message),
  ].join(' ');
  const related = (diagnostic.related ?? []).flatMap((each) => [
    `  ${position(each.place, options)} ${visibleLine(each.message)}`,
    ...frame(each.place, options),
  ]);
  const body = [...frame(place, options), `  help: ${visibleLine(help)}`, ...related];
  return `${[head, ...body].join('\n')}\n`;
}

function position(place: Place, options: ReportOptions): string {
  return `${visibleLine(shownPath(place.file, options.cwd))}:${place.line}:${place.column}`;
}

function frame(place: Place | undefined, options: ReportOptions): readonly string[] {
  const text = place === undefined ? undefined : options.readText(place.file);
  if (place === undefined || text === undefined) return [];
  return [codeFrame(text, place, options.color)];
}

function paint(color: keyof typeof colors, text: string, options: ReportOptions): string {
  return options.color ? `\u001b[${colors[color]}m${text}\u001b[39m` : text;
}
