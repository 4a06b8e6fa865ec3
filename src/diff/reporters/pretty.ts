import { visibleLine } from '../../diagnostics/visible.js';
import { wrap } from '../../diagnostics/wrap.js';
import { levelOf, type Change, type Level } from '../change.js';
import { accountOf, type DocumentReport } from './document-report.js';
import { placeText } from './markdown.js';

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
  const { name, changes } = document;
  const ways = [document.old, document.new].filter((way) => way !== undefined).map(visibleLine);
  const rest = changes.length - mostShown;
  return [
    `${options.paint('bold', name)} ${ways.join(' → ')}`,
    ...changes.slice(0, mostShown).map((change) => lines(change, options)),
    ...(rest > 0 ? [`  ${rest} more with --format json`] : []),
    wrap(`  ${visibleLine(accountOf(document))}`, { columns: options.columns, indent: 2 }),
  ].join('\n');
}

function lines(change: Change, options: PrettyOptions): string {
  const { code, wire, source, message, methods } = change;
  const { columns, cwd, paint } = options;
  const level = levelOf(change);
  const head = `  ${paint(styles[level], level)} ${paint('dim', code)} ${visibleLine(message)}`;
  const rest = methods.length - mostMethods;
  const reached = [...methods.slice(0, mostMethods), ...(rest > 0 ? [`${rest} more`] : [])];
  const places = [change.old, change.new].map((place) => placeText(place, cwd)).join(' → ');
  const about = [
    `wire: ${wire}, source code: ${source}`,
    ...(reached.length === 0 ? [] : [`reaches ${reached.join(', ')}`]),
    places,
  ].join('; ');
  return [head, `    ${about}`].map((line) => wrap(line, { columns, indent: 4 })).join('\n');
}
