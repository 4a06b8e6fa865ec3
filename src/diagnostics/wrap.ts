import { stripVTControlCharacters } from 'node:util';

/** How to wrap a text. */
export interface Wrapping {
  /** The width of the terminal; `undefined` keeps each line whole. */
  readonly columns: number | undefined;
  /** How many spaces each line but the first starts with. */
  readonly indent: number;
}

/** Characters of East Asian scripts and pictures, which take two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Returns how many columns a line takes on a terminal. Styles take none. */
export function textWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  if (/^[ -~]*$/.test(plain)) return plain.length;
  return [...plain].reduce((width, character) => width + characterWidth(character), 0);
}

function characterWidth(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Wraps a line between words. A word that is wider than a line stays whole, e.g. a path or a URL. */
export function wrap(text: string, { columns, indent }: Wrapping): string {
  if (columns === undefined || textWidth(text) <= columns) return text;
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of wordsOf(text)) {
    const wordWidth = textWidth(word);
    if (width > indent && width + wordWidth > columns && word.trim() !== '') {
      lines.push(line.trimEnd());
      line = ' '.repeat(indent) + word.trimStart();
      width = textWidth(line);
    } else {
      line += word;
      width += wordWidth;
    }
  }
  return [...lines, line].join('\n');
}

/** Splits a line before its words. Each word but the first starts with the spaces before it. */
function wordsOf(text: string): readonly string[] {
  return text.match(/^ *[^ ]*| +[^ ]*/g) ?? [];
}
