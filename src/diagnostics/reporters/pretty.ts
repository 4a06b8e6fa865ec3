import { codeFrame, linesOf } from '../code-frame.js';
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

/** How many findings are shown. The other formats show all. */
const mostShown = 200;

/** The options of a report, and the lines of a file, which are read once for all findings. */
interface Report extends ReportOptions {
  linesOf(file: string): readonly string[] | undefined;
}

/** Formats findings for people: place, code and message on one line, then code frame and help. */
export function pretty(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  if (diagnostics.length === 0) return '';
  const report = { ...options, linesOf: lineReader((file) => options.readText(file)) };
  const shown = worst(sortDiagnostics(diagnostics));
  const blocks = shown.map((each) => block(each, report));
  const rest = diagnostics.length - shown.length;
  const more = rest === 0 ? '' : `${rest} more with --format json\n`;
  return `${blocks.join('\n')}\n${more}${summary(diagnostics)}\n`;
}

/**
 * Selects the findings to show, in their order. Errors take precedence over warnings, and these
 * over notes.
 */
function worst(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  if (sorted.length <= mostShown) return sorted;
  const of = (severity: Severity): readonly Diagnostic[] =>
    sorted.filter((each) => each.severity === severity);
  const kept = new Set([...of('error'), ...of('warning'), ...of('info')].slice(0, mostShown));
  return sorted.filter((each) => kept.has(each));
}

function lineReader(readText: ReportOptions['readText']): Report['linesOf'] {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file)) {
      const text = readText(file);
      known.set(file, text === undefined ? undefined : linesOf(text));
    }
    return known.get(file);
  };
}

function block(diagnostic: Diagnostic, options: Report): string {
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

function frame(place: Place | undefined, report: Report): readonly string[] {
  if (place === undefined || place.isWithheld === true) return [];
  const lines = report.linesOf(place.file);
  if (lines === undefined) return [];
  return [codeFrame(lines, place, report.color)];
}

function paint(color: keyof typeof colors, text: string, options: ReportOptions): string {
  return options.color ? `\u001b[${colors[color]}m${text}\u001b[39m` : text;
}
