import { dirname, resolve } from 'node:path';
import type { Origin } from './origin.js';

/** Where a `$ref` written in `file` points (RFC 3986 §5, for relative paths and fragments). */
export function referenceTarget(file: string, reference: string): Origin {
  const hash = reference.indexOf('#');
  const path = hash < 0 ? reference : reference.slice(0, hash);
  const fragment = hash < 0 ? '' : reference.slice(hash + 1);
  return {
    file: path === '' ? file : resolve(dirname(file), decodeURIComponent(path)),
    pointer: decodeURIComponent(fragment),
  };
}
