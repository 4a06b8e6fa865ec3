import { createPaint, wantsColor, type Paint } from './paint.js';

/** Standard output or standard error. */
export interface OutputStream {
  readonly write: (text: string) => void;
  /** Whether the stream is a terminal. */
  readonly terminal: boolean;
  /** Whether to print colours. */
  readonly color: boolean;
  readonly paint: Paint;
  /** The width of the terminal; `undefined` if the stream is no terminal, so that lines stay whole. */
  readonly columns?: number | undefined;
}

/** The width of a terminal that does not report it, and of help texts in a pipe. */
export const DEFAULT_COLUMNS = 80;

/** Returns a stream of this process. */
export function outputStream(stream: NodeJS.WriteStream): OutputStream {
  const color = wantsColor(stream.isTTY, process.env);
  const paint = createPaint(color);
  // A reader may close the pipe early, e.g. `… | head`.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const write = (text: string): void => void stream.write(text);
  return {
    terminal: stream.isTTY,
    color,
    paint,
    write,
    // A terminal may be resized, and some report a width of 0.
    get columns() {
      return stream.isTTY ? stream.columns || DEFAULT_COLUMNS : undefined;
    },
  };
}
