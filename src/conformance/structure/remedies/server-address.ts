import { type Json, member } from '../../../json/json.js';
import { yamlOf } from './yaml-text.js';

/** The fields "host" and "pathname" of AsyncAPI 3 for the URL of a server of AsyncAPI 2. */
export function addressOf(url: Json): string {
  const text = typeof url === 'string' ? url : '';
  const parts = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#\s@]+)(\/[^?#\s@]*)?$/i.exec(text);
  if (parts === null) return '"host" and "pathname"';
  const [, host = '', path = ''] = parts;
  const pathname = path === '' || path === '/' ? '' : ` and "pathname: ${yamlOf(path, '…')}"`;
  return `"host: ${yamlOf(host, '…')}"${pathname}`;
}

/** The URL of AsyncAPI 2 for a server of AsyncAPI 3. */
export function joinedAddress(server: Json): string {
  const [host, pathname] = ['host', 'pathname'].map((field) => member(server, field));
  const path = typeof pathname === 'string' ? pathname : '';
  return yamlOf(typeof host === 'string' ? host + path : `<host>${path}`, '<host>');
}
