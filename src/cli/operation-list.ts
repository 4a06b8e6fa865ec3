import { textWidth, wrap } from '../diagnostics/wrap.js';
import { visibleLine } from '../diagnostics/visible.js';
import type { OperationSummary } from '../plan/operations/operation-summary.js';
import type { OutputStream } from './output-stream.js';
import { count } from './report.js';

/** An API and its operations, as `inspect` lists them. */
export interface ListedApi {
  readonly name: string;
  readonly title: string;
  readonly operations: readonly OperationSummary[];
}

/** The kinds of operations, in the order of the list, and what they mean. */
const KINDS: readonly (readonly [OperationSummary['kind'], string])[] = [
  ['request', 'the client asks, the mock server answers'],
  ['publish', 'the client sends'],
  ['subscribe', 'the client receives'],
  ['respond', 'the client answers, the mock server asks'],
];

const HEAD = ['kind', 'client', 'mock server', 'topic', 'operation'];

/**
 * Returns the list of operations by kind. What all topics start with is in its head. A terminal that
 * is too narrow for one line per operation gets two; without a terminal, no line is folded.
 */
export function listOperations(
  { name, title, operations }: ListedApi,
  { columns, paint }: OutputStream,
): string {
  const topics = operations.map(({ topic }) => topic);
  const prefix = commonLevels(topics);
  const under = prefix === '' ? '' : `, topics under ${visibleLine(prefix)}`;
  const fold = (text: string): string => wrap(text, { columns, indent: 2 });
  const head = [
    fold(`${paint('bold', visibleLine(name))}  ${visibleLine(title)}`),
    fold(`${count(operations.length, 'operation')}${under}`),
  ];
  if (operations.length === 0) return `${head.join('\n')}\n`;
  const sorted = KINDS.flatMap(([kind]) => operations.filter((each) => each.kind === kind));
  const shown = sorted.map((each) => ({ ...each, topic: each.topic.slice(prefix.length) }));
  const lines = tableOf(shown);
  const isNarrow = lines.some((line) => textWidth(line) > (columns ?? Infinity));
  const [first = '', ...rest] = lines;
  const table = [paint('dim', first), ...rest].join('\n');
  const body = isNarrow ? foldedList(shown, { columns, paint }) : table;
  return `${[...head, '', body].join('\n')}\n`;
}

/** Returns the levels that all topics start with, ending with `/`. The last level is never one. */
function commonLevels(topics: readonly string[]): string {
  const [first = '', ...others] = topics;
  if (others.length === 0) return '';
  let end = 0;
  for (let next = first.indexOf('/'); next >= 0; next = first.indexOf('/', end)) {
    const prefix = first.slice(0, next + 1);
    if (!others.every((topic) => topic.startsWith(prefix))) break;
    end = next + 1;
  }
  return first.slice(0, end);
}

function tableOf(operations: readonly OperationSummary[]): readonly string[] {
  const rows = operations.map((each) => [
    ...[each.kind, callOf(each), each.mockMethod, each.topic, each.id].map(visibleLine),
  ]);
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) => widest(all.map((row) => row[column] ?? '')));
  return all.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Returns two lines for each operation: its method, then its topic and the mock server's method. */
function foldedList(
  operations: readonly OperationSummary[],
  { columns = Infinity, paint }: Pick<OutputStream, 'columns' | 'paint'>,
): string {
  const topics = widest(operations.map(({ topic }) => visibleLine(topic)));
  const column = Math.min(topics + 2, columns - 4 - widest(operations.map(mockCall)));
  const linesOf = (each: OperationSummary): string => {
    const topic = pad(visibleLine(each.topic), column - 1);
    const place = wrap(`    ${topic} ${mockCall(each)}`, { columns, indent: 6 });
    const call = wrap(`  ${visibleLine(callOf(each))}`, { columns, indent: 6 });
    return `${call}\n${paint('dim', place)}`;
  };
  const groups = KINDS.map(([kind, meaning]) => {
    const own = operations.filter((each) => each.kind === kind);
    return { head: `${paint('bold', kind)}: ${meaning}`, lines: own.map(linesOf) };
  });
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ head, lines }) => [head, ...lines].join('\n'))
    .join('\n\n');
}

function mockCall({ mockMethod }: OperationSummary): string {
  return `mock.${visibleLine(mockMethod)}`;
}

/** Returns the client's method with the types of its payload and its reply. */
function callOf({ method, request, reply }: OperationSummary): string {
  const result = reply === null ? '' : ` → ${reply}`;
  return `${method}(${request ?? ''})${result}`;
}

function widest(cells: readonly string[]): number {
  return cells.reduce((most, cell) => Math.max(most, textWidth(cell)), 0);
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
