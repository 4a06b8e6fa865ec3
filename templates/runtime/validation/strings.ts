/** The keywords `pattern`, `minLength` and `maxLength`. */

/** Compiles a pattern with Unicode (draft-07, section 4.3), or without it if that fails. */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}

const LAST_OF_ONE_UNIT = 0xffff;

/** Returns the number of Unicode characters (draft-07, Validation 6.3.1). */
export function countCharacters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    count += 1;
    if ((text.codePointAt(index) ?? 0) > LAST_OF_ONE_UNIT) {
      index += 1;
    }
  }
  return count;
}
