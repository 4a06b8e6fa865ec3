import type { Diagnostic, Place } from '../diagnostic.js';
import { sortDiagnostics } from '../sort.js';
import type { ReportOptions } from './report-options.js';
import { shownPath } from './shown-path.js';

/** For programs: a JSON list in a fixed order of findings and keys; absent fields are left out. */
export function json(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const list = sortDiagnostics(diagnostics).map(({ place, related, ...each }) => ({
    code: each.code,
    severity: each.severity,
    message: each.message,
    help: each.help,
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
  return `${escapeHidden(JSON.stringify(list, null, 2))}\n`;
}

function position(place: Place, options: ReportOptions) {
  const { line, column, end, pointer } = place;
  return {
    file: shownPath(place.file, options.cwd),
    line,
    column,
    ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
    ...(pointer === undefined ? {} : { pointer }),
  };
}

/** JSON.stringify leaves bidirectional marks and the like as they are; the value stays the same. */
function escapeHidden(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g,
    (hidden) =>
      hidden
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
  );
}
