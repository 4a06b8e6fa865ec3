import { shownPath } from '../../diagnostics/reporters/shown-path.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import { levelOf, type Change } from '../change.js';
import type { DocumentReport } from './document-report.js';

/** Returns the changes of a document as data, with a fixed order of keys. */
export function json(document: DocumentReport, cwd: string): object {
  const { name, old, new: fresh, oldVersion, newVersion, step, changes } = document;
  return {
    ...{ name, old, new: fresh, oldVersion, newVersion, step },
    changes: changes.map((change) =>
      changeJson(change, { old: placeJson(change.old, cwd), new: placeJson(change.new, cwd) }),
    ),
  };
}

/** Returns a change as data, with its places if they are known. */
export function changeJson(change: Change, places: object = {}): object {
  const { code, wire, source, direction, message, symbols, methods } = change;
  const level = levelOf(change);
  return { code, level, wire, source, direction, message, ...places, symbols, methods };
}

function placeJson({ file, line, column, pointer }: Place, cwd: string): object {
  return { file: shownPath(file, cwd), line, column, pointer };
}
