/** URLs as messages and logs may show them. */

/**
 * A URL without user name, password, query and fragment. `undefined` where it cannot be told which
 * part of the text they are: nothing of that text may be shown.
 */
export function withoutCredentials(text: string): string | undefined {
  const url = parse(text);
  if (url === undefined || url.host === "") {
    return undefined;
  }
  const { protocol, host, pathname, search, hash } = url;
  // A password with "/", "?" or "#" in it: what was taken for the host is a part of it.
  if (`${pathname}${search}${hash}`.includes("@")) {
    return undefined;
  }
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/** A sentence whose URLs are shown like that, `…` for those that may not be shown. */
export function withoutUrlCredentials(sentence: string): string {
  return sentence.replace(
    /[a-z][a-z\d+.-]*:\/\/\S*/gi,
    (url) => withoutCredentials(url) ?? "…",
  );
}

/** Whether a text starts like a URL with a host, and is none. */
export function isBrokenUrl(text: string): boolean {
  return /^[^/?#]*:\/\//.test(text) && parse(text) === undefined;
}

/** A backslash, which RFC 3986 allows nowhere, means a slash to some parsers, but not to all. */
function parse(text: string): URL | undefined {
  try {
    return text.includes("\\") ? undefined : new URL(text);
  } catch {
    return undefined;
  }
}
