import type { MockEvent } from '../mock/mock-event.js';
import type { Io } from './io.js';
import { printJsonLine } from './print-json.js';
import type { Format } from './report.js';

/** The options that decide what is logged. */
export interface LogOptions {
  /** Globs for operations. */
  readonly log: readonly string[];
  readonly quiet?: true;
  readonly format: Format;
}

/** Creates the log: lines of text, where heartbeats are folded, or a JSON object for each event. */
export async function openLog(
  { log: globs, quiet, format }: LogOptions,
  { out }: Pick<Io, 'out'>,
): Promise<(event: MockEvent) => void> {
  const { logFilter } = await import('../mock/log-filter.js');
  const { LogFolding } = await import('../mock/log-folding.js');
  const { countLine, logLine, logRecord } = await import('../mock/log-line.js');
  const isLogged = logFilter(globs);
  const folding = new LogFolding();
  return (event) => {
    if (quiet === true || !isLogged(event)) return;
    if (format === 'json') return printJsonLine(out, logRecord(event));
    const folded = folding.next(event);
    if (folded.kind === 'full') out.write(`${logLine(event, out)}\n`);
    if (folded.kind === 'count') out.write(`${countLine(event, folded.count, out)}\n`);
  };
}
