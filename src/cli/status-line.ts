import { textWidth } from '../diagnostics/wrap.js';
import { DEFAULT_COLUMNS, type OutputStream } from './output-stream.js';

/** The last line of a terminal, which is rewritten in place and removed in the end. */
export interface StatusLine {
  readonly show: (text: string) => void;
  /** Removes the line, if there is one. */
  readonly clear: () => void;
}

/** Returns to the start of the line and erases it (ECMA-48 8.3.41, EL). */
const ERASE = '\r\u001b[2K';

/** Creates a status line. A text that is wider than the terminal is cut, since a second line would stay. */
export function createStatusLine(terminal: OutputStream): StatusLine {
  let shown = '';
  return {
    show: (text) => {
      if (text === shown) return;
      shown = text;
      terminal.write(
        `${ERASE}${terminal.paint('dim', cut(text, (terminal.columns ?? DEFAULT_COLUMNS) - 1))}`,
      );
    },
    clear: () => {
      if (shown !== '') terminal.write(ERASE);
      shown = '';
    },
  };
}

function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const characters = [...text];
  while (textWidth(characters.join('')) > width - 1) characters.pop();
  return `${characters.join('')}…`;
}
