import { visibleLine } from '../../diagnostics/visible.js';
import { levelOf, type Change, type Level } from '../change.js';
import { accountOf, listedChanges, scopeOf, type DocumentReport } from './document-report.js';
import { placesOf } from './places.js';

/** The most changes that are listed of a document: the description of a pull request has 65,536 characters. */
const mostShown = 100;

const titles: Readonly<Record<Level, string>> = {
  breaking: 'Breaking',
  risky: 'Risky',
  safe: 'Safe',
};

/** Where paths start, and further sentences for the top. */
interface Options {
  readonly cwd: string;
  readonly notes?: readonly string[];
}

/** Formats changes as Markdown for a pull request. Documents without changes are counted at the end. */
export function markdown(
  documents: readonly DocumentReport[],
  { cwd, notes = [] }: Options,
): string {
  const changed = documents.filter(({ changes }) => changes.length > 0);
  const rest = documents.length - changed.length;
  const sections = changed.map((each) => section(each, cwd));
  const unchanged = `${rest === 1 ? '1 document changes' : `${rest} documents change`} nothing for users of the bindings.`;
  const parts = [
    '## What changes for users of the bindings',
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${code(visibleLine(note))}`).join('\n')]),
    ...sections,
    ...(documents.length === 0 ? ['Nothing changes.'] : []),
    ...(rest === 0 ? [] : [unchanged]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(document: DocumentReport, cwd: string): string {
  const { name, old, new: fresh } = document;
  const changes = listedChanges(document);
  const shown = changes.slice(0, mostShown);
  const groups = (['breaking', 'risky'] as const).flatMap((level) => {
    const own = shown.filter((change) => levelOf(change) === level);
    return own.length === 0 ? [] : [`**${titles[level]}**`, list(own, document, cwd)];
  });
  const safe = shown.filter((change) => levelOf(change) === 'safe');
  const count = safe.length === 1 ? '1 safe change' : `${safe.length} safe changes`;
  const summary = `<details><summary>${count}</summary>`;
  return [
    `### ${code(name)}`,
    ways([old, fresh]),
    accountText(document),
    ...groups,
    ...(safe.length === 0 ? [] : [summary, list(safe, document, cwd), '</details>']),
    ...(changes.length > mostShown ? [`And ${changes.length - mostShown} more.`] : []),
  ].join('\n\n');
}

/** Returns the old and the new path of a document. */
function ways(paths: readonly (string | undefined)[]): string {
  const known = paths.filter((path) => path !== undefined);
  return [...new Set(known)].map((path) => code(visibleLine(path))).join(' → ');
}

function accountText(document: DocumentReport): string {
  const { sentence, code: rule } = accountOf(document);
  return [text(visibleLine(sentence)), ...(rule === undefined ? [] : [`(${code(rule)})`])].join(
    ' ',
  );
}

function list(changes: readonly Change[], document: DocumentReport, cwd: string): string {
  return changes
    .map((change) => {
      const scope = scopeOf(change);
      const places = placesOf(change, document, cwd).map(code).join(' → ');
      const about = [code(change.code), scope ?? '', places].filter((part) => part !== '');
      return `- ${text(change.message)} (${about.join('; ')})`;
    })
    .join('\n');
}

function code(words: string): string {
  return `\`${words.replaceAll('`', "'")}\``;
}

/** Escapes what is not code, so that nothing in it is taken for Markdown, HTML or a mention. */
function text(message: string): string {
  return message
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[\\*_<&[\]@#|~]/g, String.raw`\$&`),
    )
    .join('');
}
