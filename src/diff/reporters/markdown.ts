import { shownPath } from '../../diagnostics/reporters/shown-path.js';
import type { Place } from '../../diagnostics/diagnostic.js';
import { visibleLine } from '../../diagnostics/visible.js';
import { levelOf, type Change, type Level } from '../change.js';
import { accountOf, type DocumentReport } from './document-report.js';

/** The most changes that are listed of a document: the description of a pull request has 65,536 characters. */
const mostShown = 100;

const titles: Readonly<Record<Level, string>> = {
  breaking: 'Breaking',
  risky: 'Risky',
  safe: 'Safe',
};

/** Formats changes as Markdown for a pull request. Documents without changes are counted at the end. */
export function markdown(documents: readonly DocumentReport[], cwd: string): string {
  const changed = documents.filter(({ changes }) => changes.length > 0);
  const rest = documents.length - changed.length;
  const sections = changed.map((each) => section(each, cwd));
  const unchanged =
    rest === 0
      ? []
      : [
          `${rest === 1 ? '1 document changes' : `${rest} documents change`} nothing for users of the bindings.`,
        ];
  return `${['## What changes for users of the bindings', ...sections, ...unchanged].join('\n\n')}\n`;
}

function section(document: DocumentReport, cwd: string): string {
  const { name, changes } = document;
  const shown = changes.slice(0, mostShown);
  const groups = (['breaking', 'risky'] as const).flatMap((level) => {
    const own = shown.filter((change) => levelOf(change) === level);
    return own.length === 0 ? [] : [`**${titles[level]}**`, list(own, cwd)];
  });
  const safe = shown.filter((change) => levelOf(change) === 'safe');
  const summary = `<details><summary>${safe.length} that break nothing</summary>`;
  return [
    `### ${code(name)}`,
    accountOf(document),
    ...groups,
    ...(safe.length === 0 ? [] : [summary, list(safe, cwd), '</details>']),
    ...(changes.length > mostShown ? [`And ${changes.length - mostShown} more.`] : []),
  ].join('\n\n');
}

function list(changes: readonly Change[], cwd: string): string {
  return changes
    .map((change) => {
      const { code: rule, wire, source, message } = change;
      const places = [change.old, change.new]
        .map((place) => code(placeText(place, cwd)))
        .join(' → ');
      return `- ${text(message)} (${code(rule)}; wire: ${wire}, source code: ${source}; ${places})`;
    })
    .join('\n');
}

/** Returns a place for a sentence: `file:line:column`. */
export function placeText({ file, line, column }: Place, cwd: string): string {
  return `${visibleLine(shownPath(file, cwd))}:${line}:${column}`;
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
