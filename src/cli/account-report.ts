import { levelOf } from '../diff/change.js';
import {
  accountOf,
  listedChanges,
  type DocumentReport,
} from '../diff/reporters/document-report.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { visibleLine } from '../diagnostics/visible.js';
import { portablePath } from '../system/portable-path.js';
import type { Account } from './account.js';
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
  const gaps = unknown.map(
    (name) => `${name}: changed, but the manifest does not know the former document.`,
  );
  const cut = documents.find((each) => listedChanges(each).length > mostNamed)?.new;
  const path = cut === undefined ? '' : portablePath(cwd, cut);
  const all = `To list all changes of a document: ${program} diff git:HEAD:${path} ${path}`;
  return [...documents.map(paragraphOf), ...gaps, ...(cut === undefined ? [] : [all])].map(
    visibleLine,
  );
}

/** Returns a warning for each document that changed, at the document. */
export function findingsOf({ documents }: Account): readonly Diagnostic[] {
  return documents.flatMap((document) => {
    const file = document.new ?? document.old;
    if (file === undefined) return [];
    const message = paragraphOf(document);
    const place = { file, line: 1, column: 1 };
    const help = 'Adapt the code that uses what changed.';
    return [{ code: 'DOCUMENT_CHANGED', severity: 'warning', message, help, place }];
  });
}

/** Returns the account as data, without places: the lines of the former documents are not known. */
export function accountJson({ documents, unknown }: Account): object {
  return {
    unknown,
    documents: documents.map(({ name, oldVersion, newVersion, step, changes }) => ({
      ...{ name, oldVersion, newVersion, step },
      changes: changes.map((change) => {
        const { code, wire, source, direction, message, symbols, methods } = change;
        const level = levelOf(change);
        return { code, level, wire, source, direction, message, symbols, methods };
      }),
    })),
  };
}
