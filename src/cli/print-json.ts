import { visibleJson } from '../diagnostics/visible.js';
import type { Channel } from './io.js';

/** Prints one JSON object; what a terminal or a runner might obey is escaped, and reads back unchanged. */
export function printJson(to: Channel, value: object): void {
  to.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
}

/** The same on one line, for one object after the other. */
export function printJsonLine(to: Channel, value: object): void {
  to.write(`${visibleJson(JSON.stringify(value))}\n`);
}
