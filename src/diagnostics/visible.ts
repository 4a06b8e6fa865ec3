/**
 * Control characters but tab and line feed, line separators, lone surrogates, and what Unicode says
 * to show as nothing: zero-width and bidirectional marks, fillers, tags, variation selectors. The
 * two selectors that make a character an emoji, or none, may stand behind it.
 */
const hidden =
  /(?!(?<=[^\s\ufe0e\ufe0f])[\ufe0e\ufe0f])[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/gu;

/**
 * What runners of CI take for a command: a line that starts with `::` (GitHub), or `##[`, `##vso[`
 * and `##teamcity[` anywhere in one (GitHub of old, Azure, TeamCity).
 */
const atStart = /^([^\S\n]*):(?=:)/gm;
const anywhere = /##(?=(?:vso|teamcity)?\[)/g;

/** The text with each hidden character written as `\u{…}`; tabs and line feeds stay. */
export function withoutHidden(text: string): string {
  return text.replace(hidden, escapeCharacter);
}

/** The same for people and logs: no line of it is a command, either. */
export function visible(text: string): string {
  return withoutHidden(text).replace(atStart, '$1\\u{3a}').replace(anywhere, '#\\u{23}');
}

/** The same in one line: tabs and line feeds are escaped, too. */
export function visibleLine(text: string): string {
  return visible(text.replace(/[\t\n]/g, escapeCharacter));
}

/** JSON text for a terminal or a log: it reads back unchanged. */
export function visibleJson(json: string): string {
  return json.replace(hidden, escapeUnits).replace(anywhere, '#\\u0023');
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
