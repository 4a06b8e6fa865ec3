import { isAbsolute } from 'node:path';
import { hasScheme } from '../system/url-scheme.js';

/** Returns why documents cannot come from a source of a lock file. */
export function sourceFault(source: string): string | undefined {
  if (hasScheme(source)) return urlFault(source) ?? folderUrlFault(source);
  if (source === '' || source.includes('\0')) return 'it is no path';
  if (isAbsolute(source)) return 'it is absolute, and so the path of one machine';
  return source.split('/').some((name) => /^\.(?!\.?$)/.test(name)) ? 'it is hidden' : undefined;
}

/** Returns why documents cannot be fetched from a URL. */
export function urlFault(text: string): string | undefined {
  if (!URL.canParse(text)) return 'it is no URL';
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '') return 'it has credentials, which are never sent';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    return 'documents are fetched by https only (by http from the machine itself)';
  }
  return search !== '' || hash !== ''
    ? 'it has a query or a fragment, which relative references do not keep'
    : undefined;
}

function folderUrlFault(text: string): string | undefined {
  return text.endsWith('/') ? undefined : 'it does not end with a slash';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
