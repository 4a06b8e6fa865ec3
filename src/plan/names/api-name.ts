import { basename, dirname } from 'node:path';
import { kebabCase } from './case.js';

const nameless = new Set(['asyncapi', 'index', 'spec']);

/**
 * Returns the name of a document's API in kebab case: its file name without a trailing `_API` or
 * `.asyncapi`, or the name of its folder if the file is called `asyncapi`, `index` or `spec`.
 */
export function apiNameOf(file: string): string {
  const stem = basename(file).replace(/\.(ya?ml|json)$/i, '');
  const name = nameless.has(stem.toLowerCase()) ? basename(dirname(file)) : stem;
  return apiNameFrom(name.replace(/(_API|\.asyncapi)$/i, ''));
}

/** Returns a given name in kebab case. */
export function apiNameFrom(name: string): string {
  return kebabCase(name) || 'api';
}
