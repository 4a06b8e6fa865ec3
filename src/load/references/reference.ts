/** A parsed `$ref`: its target, or the reason why it cannot be followed. */
export type Reference =
  | { readonly kind: 'local'; readonly pointer: string }
  | { readonly kind: 'file'; readonly path: string; readonly pointer: string }
  /** An http or https URL, without its fragment. */
  | { readonly kind: 'url'; readonly url: URL; readonly pointer: string }
  /** A URL with another scheme, or a path to another machine or drive. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly reason: string };

/**
 * Parses a `$ref` string. Path and pointer are percent-decoded (RFC 3986, RFC 6901 section 6) before
 * they are checked. `base` is the URL of a fetched file; its references never lead to a local file.
 */
export function parseReference(text: string, base?: URL): Reference {
  const [before = '', ...behind] = text.split('#');
  const isForeign = base === undefined && isElsewhere(before) && !/^https?:\/\//i.test(before);
  if (isForeign) return { kind: 'foreign' };
  const path = decode(before);
  const pointer = decode(behind.join('#'));
  if (path === undefined || pointer === undefined) {
    return malformed('It has a "%" that is not followed by two hexadecimal digits');
  }
  if (path.includes('\0')) return malformed('It contains a NUL character');
  const mistake = mistakeIn(pointer);
  if (mistake !== undefined) return malformed(mistake);
  if (path === '') return { kind: 'local', pointer };
  const isUrl = base !== undefined || isElsewhere(before);
  return isUrl ? parseUrl(before, pointer, base) : { kind: 'file', path, pointer };
}

/** Whether a path starts with a scheme, or names a network path, a Windows share or a drive. */
export function isElsewhere(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(path);
}

function mistakeIn(pointer: string): string | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) {
    return 'The part after "#" must start with "/"';
  }
  return /~(?![01])/.test(pointer) ? 'It has a "~" that is not followed by 0 or 1' : undefined;
}

function parseUrl(text: string, pointer: string, base: URL | undefined): Reference {
  if (!URL.canParse(text, base?.href)) return malformed('It is not a valid URL');
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
