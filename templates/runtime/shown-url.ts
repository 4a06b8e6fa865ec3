/** Removes credentials from URLs before they are shown in messages and logs. */

/**
 * Removes user name, password, query and fragment from a URL. Returns `undefined` if the URL cannot
 * be parsed reliably: then any part of it may be a password, and none of it may be shown.
 */
export function withoutCredentials(text: string): string | undefined {
  const url = parse(text);
  if (url === undefined || url.host === "") {
    return undefined;
  }
  const { protocol, host, pathname, search, hash } = url;
  // An unencoded "/", "?" or "#" in the password: the parsed host is then a part of the password.
  if (`${pathname}${search}${hash}`.includes("@")) {
    return undefined;
  }
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}

/**
 * Removes credentials from all URLs in a sentence. URLs that cannot be parsed reliably become `…`.
 */
export function withoutUrlCredentials(sentence: string): string {
  return sentence.replace(
    /[a-z][a-z\d+.-]*:\/\/\S*/gi,
    (url) => withoutCredentials(url) ?? "…",
  );
}

/** Whether a string starts like a URL with a host but cannot be parsed. */
export function isBrokenUrl(text: string): boolean {
  return /^[^/?#]*:\/\//.test(text) && parse(text) === undefined;
}

/** Refuses backslashes: RFC 3986 does not allow them, and only some parsers read them as slashes. */
function parse(text: string): URL | undefined {
  try {
    return text.includes("\\") ? undefined : new URL(text);
  } catch {
    return undefined;
  }
}
