import { codeFrame, linesOf } from '../code-frame.js';
import type { Diagnostic, Place, Severity } from '../diagnostic.js';
import { fold, type Fold } from '../fold.js';
import { sortDiagnostics } from '../sort.js';
import { summary } from '../summary.js';
import { visibleLine } from '../visible.js';
import { wrap } from '../wrap.js';
import type { ReportOptions } from './report-options.js';
import { shownPath } from './shown-path.js';

const colors: Readonly<Record<Severity | 'faint', number>> = {
  error: 31,
  warning: 33,
  info: 36,
  faint: 90,
};

/** How many kinds of findings are shown. The other formats show all findings. */
const mostKinds = 200;

/** The options of a report, and the lines of a file, which are read once for all findings. */
interface Report extends ReportOptions {
  linesOf(file: string): readonly string[] | undefined;
}

/**
 * Formats findings for people: place, code and message on one line, then code frame and help. Findings
 * of one kind are folded.
 */
export function pretty(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  if (diagnostics.length === 0) return '';
  const report = { ...options, linesOf: lineReader((file) => options.readText(file)) };
  const folds = fold(sortDiagnostics(diagnostics));
  const shown = worst(folds);
  const rest = countOf(folds) - countOf(shown);
  const more = rest === 0 ? '' : `${rest} more with --format json\n`;
  const blocks = shown.map((each) => block(each, report));
  return `${blocks.join('\n')}\n${more}${summary(diagnostics)}\n`;
}

function countOf(folds: readonly Fold[]): number {
  return folds.reduce((total, { others, hidden }) => total + 1 + others.length + hidden, 0);
}

/** Selects the kinds to show, in their order. Errors take precedence over warnings, and these over notes. */
function worst(folds: readonly Fold[]): readonly Fold[] {
  if (folds.length <= mostKinds) return folds;
  const of = (severity: Severity): readonly Fold[] =>
    folds.filter(({ first }) => first.severity === severity);
  const kept = new Set([...of('error'), ...of('warning'), ...of('info')].slice(0, mostKinds));
  return folds.filter((each) => kept.has(each));
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

function block({ first, others, hidden }: Fold, report: Report): string {
  const { severity, code, message, help, place } = first;
  const head = [
    ...(place === undefined ? [] : [position(place, report)]),
    paint(severity, severity, report),
    paint('faint', code, report),
    visibleLine(message),
  ].join(' ');
  return `${[
    wrapped(head, report, 2),
    ...(severity === 'info' ? [] : frame(place, report)),
    wrapped(`  help: ${visibleLine(help)}`, report, 4),
    ...related(first, report),
    ...others.flatMap((other) => further(other, first, report)),
    ...(hidden === 0 ? [] : [`  and ${hidden} more`]),
  ].join('\n')}\n`;
}

/** Returns the lines about a further finding of a kind. */
function further(other: Diagnostic, first: Diagnostic, report: Report): readonly string[] {
  const { severity, message, place } = other;
  const differs = message !== first.message || place === undefined;
  const text = [
    '  also',
    ...(place === undefined ? [] : [position(place, report)]),
    ...(differs ? [visibleLine(message)] : []),
  ].join(' ');
  const line = wrapped(text, report, 4);
  return severity === 'error' ? [line, ...frame(place, report), ...related(other, report)] : [line];
}

function related(found: Diagnostic, report: Report): readonly string[] {
  return (found.related ?? []).flatMap((each) => [
    wrapped(`  ${position(each.place, report)} ${visibleLine(each.message)}`, report, 4),
    ...(found.severity === 'info' ? [] : frame(each.place, report)),
  ]);
}

function wrapped(text: string, { columns }: Report, indent: number): string {
  return wrap(text, { columns, indent });
}

function position(place: Place, options: ReportOptions): string {
  return `${visibleLine(shownPath(place.file, options.cwd))}:${place.line}:${place.column}`;
}

function frame(place: Place | undefined, report: Report): readonly string[] {
  if (place === undefined || place.isWithheld === true) return [];
  const lines = report.linesOf(place.file);
  if (lines === undefined) return [];
  return [codeFrame(lines, place, report)];
}

function paint(color: keyof typeof colors, text: string, options: ReportOptions): string {
  return options.color ? `\u001b[${colors[color]}m${text}\u001b[39m` : text;
}
