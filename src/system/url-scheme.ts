/** Whether a text starts with the scheme of a URL, e.g. `https://`. */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}
