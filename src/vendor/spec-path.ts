import { findNameFault } from '../write/output-name.js';

/** The most segments of a path: that of a document within its source, or of a folder. */
const MOST_SEGMENTS = 10;

/**
 * Returns why a POSIX path relative to a source cannot be that of a file to fetch. Only YAML and JSON files are written,
 * and none whose name means something to another tool.
 */
export function specFault(path: string): string | undefined {
  const fault = folderFault(path);
  if (fault !== undefined) return fault;
  if (!/\.(?:ya?ml|json)$/.test(path)) return 'it is no YAML or JSON file';
  return /(?:^|\/)(?:package|tsconfig[^/]*|jsconfig)\.json$/i.test(path)
    ? 'its name means something to other tools'
    : undefined;
}

/** Returns why a POSIX path relative to the lock file cannot be that of a folder for documents. */
export function folderFault(path: string): string | undefined {
  if (path.split('/').includes('node_modules')) return 'it is in node_modules';
  return findNameFault(path, MOST_SEGMENTS);
}
