/** Text of peers and documents for terminals and logs: it neither hides nor steers anything there. */

/**
 * Control characters but tab and line feed, line separators, lone surrogates, and what Unicode says
 * to show as nothing: zero-width and bidirectional marks, fillers, tags, variation selectors. The
 * two selectors that make a character an emoji, or none, may stand behind it.
 */
const HIDDEN =
  /(?!(?<=[^\s\ufe0e\ufe0f])[\ufe0e\ufe0f])[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu;

/**
 * What runners of CI take for a command: a line that starts with `::` (GitHub), or `##[`, `##vso[`
 * and `##teamcity[` anywhere in one (GitHub of old, Azure, TeamCity).
 */
const COMMAND_AT_START = /^([^\S\n]*):(?=:)/gm;
const COMMAND_ANYWHERE = /##(?=(?:vso|teamcity)?\[)/g;

/** The text with each hidden character escaped, by default as `\u{…}`; tabs and line feeds stay. */
export function withoutHidden(text: string, escape = escapeCharacter): string {
  return text.replace(HIDDEN, escape);
}

/** The text with `#` put between the two characters that start a command anywhere in a line. */
export function withoutCommandMarks(text: string, escapedHash: string): string {
  return text.replace(COMMAND_ANYWHERE, `#${escapedHash}`);
}

/** The text with each hidden character as `\u{…}`, and no line of it a command to a runner of CI. */
export function visible(text: string): string {
  const shown = withoutHidden(text).replace(COMMAND_AT_START, "$1\\u{3a}");
  return withoutCommandMarks(shown, "\\u{23}");
}

/** The same in one line: tabs and line feeds are escaped, too. */
export function visibleLine(text: string): string {
  return visible(text.replace(/[\t\n]/g, escapeCharacter));
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
