import { dirname, resolve } from 'node:path';
import type { Place } from '../../diagnostics/diagnostic.js';
import { shownPath } from '../../diagnostics/reporters/shown-path.js';
import { visibleLine } from '../../diagnostics/visible.js';
import type { Change } from '../change.js';
import type { DocumentReport } from './document-report.js';

/** Returns a place for a sentence: `file:line:column`, with the path from the working folder. */
export function placeText({ file, line, column }: Place, cwd: string): string {
  return `${visibleLine(shownPath(file, cwd))}:${line}:${column}`;
}

/**
 * Returns the old and the new place of a change. Their paths start at the folder of the document, as those of its
 * references do. There are none if the document is new or gone: its heading says where it is.
 */
export function placesOf(change: Change, document: DocumentReport, cwd: string): readonly string[] {
  const { old, new: fresh } = document;
  if (old === undefined || fresh === undefined) return [];
  return [placeFrom(old, change.old, cwd), placeFrom(fresh, change.new, cwd)];
}

/** The start of the path of a file in a revision, up to the root of the repository. */
const REVISION = /^git:[^:]*:/;

function placeFrom(document: string, place: Place, cwd: string): string {
  const [root] = REVISION.exec(document) ?? [];
  const inRoot = (path: string): string =>
    root !== undefined && path.startsWith(root) ? `/${path.slice(root.length)}` : path;
  const folder = dirname(resolve(cwd, inRoot(document)));
  return placeText({ ...place, file: inRoot(place.file) }, folder);
}
