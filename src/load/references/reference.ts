/** A `$ref` taken apart: where it leads, or why it is not followed. */
export type Reference =
  | { readonly kind: 'local'; readonly pointer: string }
  | { readonly kind: 'file'; readonly path: string; readonly pointer: string }
  /** By http or https; without its fragment. */
  | { readonly kind: 'url'; readonly url: URL; readonly pointer: string }
  /** By another scheme, or to another machine without one. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Path and pointer are percent-decoded (RFC 3986, RFC 6901 section 6) before any check of them. In a
 * file that was fetched, `base` is its URL, and nothing leads to a file of this machine.
 */
export function parseReference(text: string, base?: URL): Reference {
  const [before = '', ...behind] = text.split('#');
  const isForeign = base === undefined && isElsewhere(before) && !/^https?:\/\//i.test(before);
  if (isForeign) return { kind: 'foreign' };
  const path = decode(before);
  const pointer = decode(behind.join('#'));
  if (path === undefined || pointer === undefined) {
    return malformed('A "%" in it is not followed by two hexadecimal digits');
  }
  if (path.includes('\0')) return malformed('It contains a NUL character');
  const mistake = mistakeIn(pointer);
  if (mistake !== undefined) return malformed(mistake);
  if (path === '') return { kind: 'local', pointer };
  const isUrl = base !== undefined || isElsewhere(before);
  return isUrl ? parseUrl(before, pointer, base) : { kind: 'file', path, pointer };
}

/** A scheme, a network path, or a Windows share or drive. */
export function isElsewhere(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(path);
}

function mistakeIn(pointer: string): string | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) {
    return 'The part after "#" does not start with "/"';
  }
  return /~(?![01])/.test(pointer) ? 'A "~" in it is followed by neither 0 nor 1' : undefined;
}

function parseUrl(text: string, pointer: string, base: URL | undefined): Reference {
  if (!URL.canParse(text, base?.href)) return malformed('It is not a URL');
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) ? { kind: 'url', url, pointer } : { kind: 'foreign' };
}

function malformed(reason: string): Reference {
  return { kind: 'malformed', reason };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
