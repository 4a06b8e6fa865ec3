/** A word as a POSIX shell takes it: in single quotes unless nothing in it is special. */
export function quote(word: string): string {
  if (/^[\w./@%+=:,-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
