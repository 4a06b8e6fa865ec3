import { levelOf } from '../diff/change.js';
import {
  accountOf,
  listedChanges,
  type DocumentReport,
} from '../diff/reporters/document-report.js';
import { changeJson } from '../diff/reporters/json.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { quote } from '../diagnostics/shell.js';
import { visibleLine } from '../diagnostics/visible.js';
import type { Account } from '../generate/changes-since.js';
import { portablePath } from '../system/portable-path.js';
import type { Io } from './io.js';

/** The most changes that the account of a document names. */
const mostNamed = 5;

/** Returns what changed in a document, as one paragraph: the worst changes first. */
function paragraphOf(document: DocumentReport): string {
  const changes = listedChanges(document);
  const rest = changes.length - mostNamed;
  const named = changes.slice(0, mostNamed).map(({ message }) => message);
  const more = rest > 0 ? [`And ${String(rest)} more.`] : [];
  return [`${document.name}: ${accountOf(document).sentence}.`, ...named, ...more].join(' ');
}

/** Returns what changed for users of the bindings: a paragraph for each document, and the command that lists all. */
export function paragraphsOf(
  { documents, unknown }: Account,
  { cwd, program }: Pick<Io, 'cwd' | 'program'>,
): readonly string[] {
  if (documents.length + unknown.length === 0) {
    return ['The documents changed, but nothing changes for users of the bindings.'];
  }
  const cut = documents.find((each) => listedChanges(each).length > mostNamed && each.new);
  return [
    ...documents.map(paragraphOf),
    ...unknown.map(gapOf),
    ...(cut === undefined ? [] : [commandFor(cut, { cwd, program })]),
  ].map(visibleLine);
}

function gapOf(name: string): string {
  return `${name}: its changes are not known, because the manifest has no usable record of the former document.`;
}

/** Returns the command that lists all changes, if the former document is in git. */
function commandFor(
  { old = '', new: fresh = '' }: DocumentReport,
  { cwd, program }: Pick<Io, 'cwd' | 'program'>,
): string {
  const [before, after] = [old, fresh].map((path) => portablePath(cwd, path));
  const words = ['diff', `git:HEAD:${before ?? ''}`, after ?? ''].map(quote).join(' ');
  return `To list all changes, if the former document is committed, run: ${program} ${words}`;
}

/** Returns a finding for each document that changed, at the document, and for each of unknown changes. */
export function findingsOf({ documents, unknown }: Account): readonly Diagnostic[] {
  const code = 'DOCUMENT_CHANGED';
  const gaps = unknown.map((name): Diagnostic => {
    const help = 'Compare the two versions of the document with diff.';
    return { code, severity: 'warning', message: gapOf(name), help };
  });
  const changed = documents.map((document): Diagnostic => {
    const isSafe = document.changes.every((change) => levelOf(change) === 'safe');
    const file = document.new ?? document.old;
    return {
      code,
      severity: isSafe ? 'info' : 'warning',
      message: paragraphOf(document),
      help: isSafe ? 'Nothing has to be done.' : 'Adapt the code that uses what changed.',
      ...(file !== undefined && { place: { file, line: 1, column: 1 } }),
    };
  });
  return [...changed, ...gaps];
}

/** Returns the account as data, without places: the lines of the former documents are not known. */
export function accountJson({ documents, unknown }: Account): object {
  return {
    unknown,
    documents: documents.map(({ name, oldVersion, newVersion, step, changes }) => ({
      ...{ name, oldVersion, newVersion, step },
      changes: changes.map((change) => changeJson(change)),
    })),
  };
}
