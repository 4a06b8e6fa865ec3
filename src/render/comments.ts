/** A JSDoc comment, and the place from which it was taken. */
interface Comment {
  /** The lines, without their indentation. */
  readonly lines: readonly string[];
  /** The number of word characters of the code before it. A formatter changes none of these. */
  readonly offset: number;
}

/** A text without its JSDoc comments. */
export interface Uncommented {
  readonly code: string;
  readonly comments: readonly Comment[];
}

/**
 * Takes the JSDoc comments from a text that our templates printed, each on lines of its own before
 * a line of code. Prettier formats the rest in two thirds of the time.
 */
export function takeComments(text: string): Uncommented {
  const comments: Comment[] = [];
  const code: string[] = [];
  let offset = 0;
  let end = 0;
  for (const { 0: comment, index } of text.matchAll(ownLines)) {
    const before = text.slice(end, index);
    code.push(before);
    offset += wordsIn(before);
    end = index + comment.length;
    comments.push({ lines: comment.trim().split(/\n */), offset });
  }
  return { code: [...code, text.slice(end)].join(''), comments };
}

/** A comment whose lines all start with an asterisk; the line after it is neither empty nor an end. */
const ownLines =
  /(?<=^|\n) *\/\*\*(?:(?!\*\/)[^\n])*(?:\n *\*(?!\/)(?:(?!\*\/)[^\n])*)*(?:\n *)?\*\/\n(?= *["'[]?[\w$])/g;

/**
 * Puts the comments back into the formatted code, each before the line whose code it preceded.
 * Returns nothing if that code is no longer at the start of a line.
 */
export function placeComments(
  formatted: string,
  { code, comments }: Uncommented,
): string | undefined {
  if (wordsIn(formatted) !== wordsIn(code)) return undefined;
  const waiting = comments.toReversed();
  const lines: string[] = [];
  let offset = 0;
  for (const line of formatted.split('\n')) {
    const words = wordsIn(line);
    const next = waiting.at(-1);
    if (next !== undefined && next.offset < offset + words) {
      if (next.offset !== offset) return undefined;
      lines.push(indented(next, /^ */.exec(line)?.[0] ?? ''));
      waiting.pop();
    }
    lines.push(line);
    offset += words;
  }
  return waiting.length === 0 ? lines.join('\n') : undefined;
}

function indented({ lines }: Comment, margin: string): string {
  return lines
    .map((line, index) => `${margin}${index === 0 ? '' : ' '}${line}`.trimEnd())
    .join('\n');
}

function wordsIn(text: string): number {
  return text.match(/[\w$]/g)?.length ?? 0;
}
