import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { problem } from './problem.js';

const MAX_LENGTH = 200;
/** Each folder on the way to a file is looked at; our own files lie in one, or in none. */
const MAX_SEGMENTS = 5;
const SEGMENT = /^[A-Za-z0-9_-]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** Why no file may have this relative POSIX path, on whatever file system; else nothing. */
export function findNameFault(path: string): string | undefined {
  if (path.length > MAX_LENGTH) return 'it is too long';
  const segments = path.split('/');
  if (segments.length > MAX_SEGMENTS) return 'it lies in too many folders';
  if (!segments.every((segment) => SEGMENT.test(segment))) {
    return 'its parts may hold letters, digits, ".", "_" and "-" only, and begin with no dot';
  }
  return segments.some((segment) => DEVICE.test(segment)) ? 'Windows keeps the name' : undefined;
}

/** Complaints about names, and about names that one case-insensitive file cannot both have. */
export function checkNames(paths: readonly string[]): readonly Diagnostic[] {
  const faults = paths.flatMap((path) => describe(path, findNameFault(path)));
  const taken = new Map<string, string>();
  const clashes = paths.flatMap((path) => {
    const other = taken.get(path.toLowerCase());
    taken.set(path.toLowerCase(), path);
    return describe(path, other === undefined ? undefined : `${other} is the same to some systems`);
  });
  const folders = paths.flatMap((path) => {
    const file = ancestors(path.toLowerCase()).find((ancestor) => taken.has(ancestor));
    return describe(path, file === undefined ? undefined : `${file} is a file`);
  });
  return [...faults, ...clashes, ...folders];
}

/** The folders of a path, outermost first: `a/b/c` has `a` and `a/b`. */
export function ancestors(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

function describe(path: string, fault: string | undefined): readonly Diagnostic[] {
  if (fault === undefined) return [];
  const message = `The output cannot have a file ${JSON.stringify(path)}: ${fault}.`;
  const help = 'Output is named after the document: give its file another name.';
  return [problem({ code: 'OUTPUT_NAME_INVALID', message, help })];
}
