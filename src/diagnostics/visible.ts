/**
 * Control characters but tab and line feed, line separators, soft hyphen, zero-width and
 * bidirectional marks, tag characters, lone surrogates: what moves or hides text on a terminal.
 */
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** The text with each hidden character written as `\u{…}`; tabs and line feeds stay. */
export function visible(text: string): string {
  return text.replace(hidden, escapeCharacter);
}

/** The same in one line: tabs and line feeds are escaped, too. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\t\n]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
