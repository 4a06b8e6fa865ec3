/**
 * Makes strings of peers and documents safe to print: nothing in them is hidden or controls a
 * terminal or log.
 */

/**
 * Characters that are not shown: control characters other than tab and line feed, line separators,
 * lone surrogates, and the default-ignorable characters of Unicode (zero-width and bidirectional
 * marks, fillers, tags, variation selectors). The two variation selectors that choose between the
 * emoji and the text form of a character are allowed after that character.
 */
const HIDDEN =
  /(?!(?<=[^\s\ufe0e\ufe0f])[\ufe0e\ufe0f])[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu;

/**
 * What CI runners read as a command: a line that starts with `::` (GitHub), or `##[`, `##vso[` or
 * `##teamcity[` anywhere in a line (older GitHub runners, Azure, TeamCity).
 */
const COMMAND_AT_START = /^([^\S\n]*):(?=:)/gm;
const COMMAND_ANYWHERE = /##(?=(?:vso|teamcity)?\[)/g;

/** Escapes each hidden character, by default as `\u{…}`. Tabs and line feeds stay. */
export function withoutHidden(
  text: string,
  escape: (character: string) => string = escapeCharacter,
): string {
  return text.replace(HIDDEN, escape);
}

/** Escapes the second `#` of each CI command that may stand anywhere in a line. */
export function withoutCommandMarks(text: string, escapedHash: string): string {
  return text.replace(COMMAND_ANYWHERE, `#${escapedHash}`);
}

/** Escapes hidden characters as `\u{…}`, and everything that a CI runner would read as a command. */
export function visible(text: string): string {
  const shown = withoutHidden(text).replace(COMMAND_AT_START, "$1\\u{3a}");
  return withoutCommandMarks(shown, "\\u{23}");
}

/** Like `visible`, but on one line: tabs and line feeds are escaped, too. */
export function visibleLine(text: string): string {
  return visible(text.replace(/[\t\n]/g, escapeCharacter));
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
