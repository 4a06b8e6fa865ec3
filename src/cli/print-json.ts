import { visibleJson } from '../diagnostics/visible.js';
import type { OutputStream } from './output-stream.js';

/** Prints a JSON object. Control characters are escaped, so that no terminal interprets them. */
export function printJson(to: OutputStream, value: object): void {
  to.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
}

/** Prints a JSON object on one line, for streams of objects. */
export function printJsonLine(to: OutputStream, value: object): void {
  to.write(`${visibleJson(JSON.stringify(value))}\n`);
}
