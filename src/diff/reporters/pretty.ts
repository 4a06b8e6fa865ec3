import { visibleLine } from '../../diagnostics/visible.js';
import { wrap } from '../../diagnostics/wrap.js';
import { levelOf, type Change, type Level } from '../change.js';
import { quoted } from '../report.js';
import { accountOf, listedChanges, scopeOf, type DocumentReport } from './document-report.js';
import { placesOf } from './places.js';

/** How changes are printed. */
export interface PrettyOptions {
  readonly cwd: string;
  readonly columns?: number | undefined;
  readonly paint: (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string;
}

const styles = { breaking: 'red', risky: 'yellow', safe: 'green' } as const satisfies Readonly<
  Record<Level, string>
>;

/** The most changes of a document that are shown. The other formats have all. */
const mostShown = 200;
/** The most methods that are shown of a change. */
const mostMethods = 5;

/** Formats changes for people, by document. Documents without changes are left out. */
export function pretty(documents: readonly DocumentReport[], options: PrettyOptions): string {
  return documents
    .filter(({ changes }) => changes.length > 0)
    .map((each) => `${block(each, options)}\n`)
    .join('\n');
}

function block(document: DocumentReport, options: PrettyOptions): string {
  const { columns, paint } = options;
  const changes = listedChanges(document);
  const known = [document.old, document.new].filter((way) => way !== undefined);
  const ways = [...new Set(known)].map(visibleLine);
  const rest = changes.length - mostShown;
  const { sentence, code } = accountOf(document);
  const mark = code === undefined ? '' : ` ${paint('dim', `(${code})`)}`;
  return [
    wrap(`${paint('bold', document.name)} ${ways.join(' → ')}`, { columns, indent: 2 }),
    ...changes.slice(0, mostShown).map((change) => lines(change, document, options)),
    ...(rest > 0 ? [`  ${rest} more with --format json`] : []),
    wrap(`  ${visibleLine(sentence)}${mark}`, { columns, indent: 2 }),
  ].join('\n');
}

/** Returns what changes, then, on a line of its own, where, and what else it reaches. */
function lines(change: Change, document: DocumentReport, options: PrettyOptions): string {
  const { columns, cwd, paint } = options;
  const places = placesOf(change, document, cwd).join(' → ');
  const about = [places, reached(change)].filter((part) => part !== '').join('; ');
  return [headOf(change, paint), ...(about === '' ? [] : [`    ${paint('dim', about)}`])]
    .map((line) => wrap(line, { columns, indent: 4 }))
    .join('\n');
}

function headOf(change: Change, paint: PrettyOptions['paint']): string {
  const { code, message } = change;
  const level = levelOf(change);
  const scope = scopeOf(change);
  const about = scope === undefined ? '' : ` (${scope})`;
  return `  ${paint(styles[level], level)}${about} ${paint('dim', code)} ${visibleLine(message)}`;
}

/** Returns the methods that a change reaches, but for those that its message names. */
function reached({ methods, message }: Change): string {
  const others = methods.filter((method) => !message.includes(quoted(method)));
  const rest = others.length - mostMethods;
  const shown = [...others.slice(0, mostMethods), ...(rest > 0 ? [`${rest} more`] : [])];
  return shown.length === 0 ? '' : `reaches ${shown.join(', ')}`;
}
