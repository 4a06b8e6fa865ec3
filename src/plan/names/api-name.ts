import { basename, dirname } from 'node:path';
import { kebabCase } from './case.js';

const nameless = new Set(['asyncapi', 'index', 'spec']);

/**
 * The `<api>` of a document's path: its file name, or its folder's where the file name says nothing,
 * without a trailing `_API` or `.asyncapi`, in kebab case.
 */
export function apiNameOf(file: string): string {
  const stem = basename(file).replace(/\.(ya?ml|json)$/i, '');
  const name = nameless.has(stem.toLowerCase()) ? basename(dirname(file)) : stem;
  return kebabCase(name.replace(/(_API|\.asyncapi)$/i, '')) || 'api';
}
