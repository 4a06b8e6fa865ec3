import type { Diagnostic, Place, Severity } from '../diagnostic.js';
import { sortDiagnostics } from '../sort.js';
import { visible, visibleLine } from '../visible.js';
import type { ReportOptions } from './report-options.js';
import { shownPath } from './shown-path.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/**
 * Formats findings for GitHub Actions: one workflow command each, shown as an annotation of the
 * line.
 */
export function github(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  return sortDiagnostics(diagnostics)
    .map((each) => `${command(each, options)}\n`)
    .join('');
}

function command(diagnostic: Diagnostic, options: ReportOptions): string {
  const { code, message, help, place, severity } = diagnostic;
  const properties = [
    ...(place === undefined ? [] : position(place, options)),
    `title=${escapeProperty(code)}`,
  ].join(',');
  return `::${commands[severity]} ${properties}::${escapeData(visible(`${message}\n${help}`))}`;
}

function position(place: Place, options: ReportOptions): readonly string[] {
  return [
    `file=${escapeProperty(visibleLine(shownPath(place.file, options.cwd)))}`,
    `line=${place.line}`,
    `col=${place.column}`,
    ...(place.end === undefined
      ? []
      : [`endLine=${place.end.line}`, `endColumn=${place.end.column}`]),
  ];
}

/** Escapes data as @actions/core does. A line break could start another command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
