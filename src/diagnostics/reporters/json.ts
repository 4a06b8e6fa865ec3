import type { Diagnostic, Place } from '../diagnostic.js';
import { sortDiagnostics } from '../sort.js';
import { visibleJson } from '../visible.js';
import type { ReportOptions } from './report-options.js';
import { shownPath } from './shown-path.js';

/** Formats findings as a JSON array, with a fixed order of findings and keys. */
export function json(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const list = sortDiagnostics(diagnostics).map(({ place, related, assumption, ...each }) => ({
    code: each.code,
    severity: each.severity,
    message: each.message,
    help: each.help,
    ...(assumption === undefined ? {} : { assumption }),
    ...(place === undefined ? {} : position(place, options)),
    ...(related === undefined
      ? {}
      : {
          related: related.map((one) => ({
            message: one.message,
            ...position(one.place, options),
          })),
        }),
  }));
  return `${visibleJson(JSON.stringify(list, null, 2))}\n`;
}

function position(place: Place, options: ReportOptions) {
  const { line, column, end, pointer, isWithheld } = place;
  return {
    file: shownPath(place.file, options.cwd),
    line,
    column,
    ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
    ...(pointer === undefined || isWithheld === true ? {} : { pointer }),
  };
}
