/** A `$ref` taken apart: where it leads, or why it is not followed. */
export type Reference =
  | { readonly kind: 'local'; readonly pointer: string }
  | { readonly kind: 'file'; readonly path: string; readonly pointer: string }
  | { readonly kind: 'remote' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Path and pointer are percent-decoded (RFC 3986, RFC 6901 section 6) before any check of them. */
export function parseReference(text: string): Reference {
  const hash = text.indexOf('#');
  const before = hash < 0 ? text : text.slice(0, hash);
  // A scheme, a network path, or a Windows share or drive.
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(before)) return { kind: 'remote' };
  const path = decode(before);
  const pointer = decode(hash < 0 ? '' : text.slice(hash + 1));
  if (path === undefined || pointer === undefined) {
    return { kind: 'malformed', reason: 'A "%" in it is not followed by two hexadecimal digits' };
  }
  if (path.includes('\0')) return { kind: 'malformed', reason: 'It contains a NUL character' };
  if (pointer !== '' && !pointer.startsWith('/')) {
    return { kind: 'malformed', reason: 'The part after "#" does not start with "/"' };
  }
  if (/~(?![01])/.test(pointer)) {
    return { kind: 'malformed', reason: 'A "~" in it is followed by neither 0 nor 1' };
  }
  return path === '' ? { kind: 'local', pointer } : { kind: 'file', path, pointer };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
