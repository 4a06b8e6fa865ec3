/** What a terminal, a log and a runner of CI may be shown. */

/** Characters that move, hide or reorder text; tab and line feed are none of them. */
const moving =
  /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Surrogate}\u200b\u2060\ufeff\u{e0020}-\u{e01ef}]/u;

/** Lines that GitHub, Azure or TeamCity take for commands. */
const command = /^\s*::|##\[|##vso\[|##teamcity\[/;

/** The lines of a text that hold such a character. */
export function hiddenIn(text: string): readonly string[] {
  return text.split('\n').filter((line) => moving.test(line));
}

/** What is wrong with a text that is printed, each with the line. */
export function complaintsAbout(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const hidden = moving.test(line) ? [`hides something: ${JSON.stringify(line)}`] : [];
    return command.test(line) ? [...hidden, `is a command: ${JSON.stringify(line)}`] : hidden;
  });
}

/** Texts that steer what shows them. */
export const steering: readonly string[] = [
  '\u001b[2J\u001b[31mred',
  '\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007',
  '\u009b31m\u0085',
  '\u0007bell',
  'over\rwritten',
  'back\bspace',
  '::add-mask::secret',
  'x\n::error file=a.ts::b',
  'x\n  ::stop-commands::y',
  'x\r::set-output name=a::b',
  '##[add-mask]secret',
  '##vso[task.setvariable variable=a]b',
  'x\n##teamcity[buildStatus text="y"]',
  '%0A::error::b',
  '%0D%0A##[error]',
  'a\u202eb\u2066c\u2069',
  'zero\u200bwidth\u2060\ufeff',
  'tags\u{e0041}\u{e007f}',
  'selectors\ufe01\u{e0101}\u{e0150}',
  'fillers\u3164\u115f\uffa0\u034f',
  'lines\u2028\u2029',
  'lone\ud800',
  'tab\tand\nline',
];
