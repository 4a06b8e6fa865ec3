import { shownPath } from '../../diagnostics/reporters/shown-path.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import { levelOf, type Change } from '../change.js';
import type { DocumentReport } from './document-report.js';

/** Returns the changes of a document as data, with a fixed order of keys. */
export function json(document: DocumentReport, cwd: string): object {
  const { name, old, new: fresh, oldVersion, newVersion, step, changes } = document;
  return {
    ...{ name, old, new: fresh, oldVersion, newVersion, step },
    changes: changes.map((change) => changeJson(change, cwd)),
  };
}

function changeJson(change: Change, cwd: string): object {
  const { code, wire, source, direction, message, symbols, methods } = change;
  return {
    ...{ code, level: levelOf(change), wire, source, direction, message },
    old: placeJson(change.old, cwd),
    new: placeJson(change.new, cwd),
    ...{ symbols, methods },
  };
}

function placeJson({ file, line, column, pointer }: Place, cwd: string): object {
  return { file: shownPath(file, cwd), line, column, pointer };
}
