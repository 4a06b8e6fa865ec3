import type { MockEvent } from '../mock/mock-event.js';
import type { Io } from './io.js';
import { printJsonLine } from './print-json.js';
import type { Format } from './report.js';

/** The options that decide what is logged. */
export interface LogOptions {
  /** Globs for operations. */
  readonly log?: readonly string[];
  readonly quiet?: true;
  readonly format: Format;
}

/** The log of a mock server. */
export interface MockLog {
  readonly add: (event: MockEvent) => void;
  /** Ends the log with the number of messages, whether they were logged or not. */
  readonly end: () => void;
}

/** Creates the log: lines of text, where heartbeats are folded, or a JSON object for each event. */
export async function openLog(
  { log: globs = [], quiet, format }: LogOptions,
  { out }: Pick<Io, 'out'>,
): Promise<MockLog> {
  const { logFilter } = await import('../mock/log-filter.js');
  const { LogFolding } = await import('../mock/log-folding.js');
  const { countLine, logLine, logRecord } = await import('../mock/log-line.js');
  const isLogged = logFilter(globs);
  const folding = new LogFolding();
  const totals = new Map<string, number>();
  const add = (event: MockEvent): void => {
    for (const total of totalsOf(event)) totals.set(total, (totals.get(total) ?? 0) + 1);
    if (quiet === true || !isLogged(event)) return;
    if (format === 'json') return printJsonLine(out, logRecord(event));
    const folded = folding.next(event);
    if (folded.kind === 'full') out.write(`${logLine(event, out)}\n`);
    if (folded.kind === 'count') out.write(`${countLine(event, folded.count, out)}\n`);
  };
  const end = (): void => {
    if (quiet === true || format === 'json') return;
    const counts = TOTALS.map((total) => `${String(totals.get(total) ?? 0)} ${total}`);
    // On a terminal, Ctrl-C is echoed.
    const start = out.terminal ? '\r' : '';
    out.write(`${start}${out.paint('green', '✓')} stopped; messages: ${counts.join(', ')}\n`);
  };
  return { add, end };
}

/** What is counted of messages, in the order of the summary. */
const TOTALS = ['received', 'sent', 'invalid', 'not used'] as const;

function totalsOf(event: MockEvent): readonly (typeof TOTALS)[number][] {
  if (event.event === 'unused') return ['not used'];
  if (event.event !== 'message') return [];
  const { direction, error } = event.message;
  return error === undefined ? [direction] : [direction, 'invalid'];
}
