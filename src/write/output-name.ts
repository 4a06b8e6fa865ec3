import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { problem } from './problem.js';

const MAX_LENGTH = 200;
/** The most segments of a path. Each folder of a path is checked, so their number is limited. */
const MAX_SEGMENTS = 5;
const SEGMENT = /^[A-Za-z0-9_-]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
/** Names that Windows reserves for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * Returns why a relative POSIX path is not a valid file name on all systems; `undefined` if it is
 * valid.
 */
export function findNameFault(path: string, mostSegments = MAX_SEGMENTS): string | undefined {
  if (path.length > MAX_LENGTH) return 'it is too long';
  const segments = path.split('/');
  if (segments.length > mostSegments) return 'it lies in too many folders';
  if (!segments.every((segment) => SEGMENT.test(segment))) {
    return 'its parts may hold letters, digits, ".", "_" and "-" only, and begin with no dot';
  }
  return segments.some((segment) => DEVICE.test(segment)) ? 'Windows keeps the name' : undefined;
}

/** Returns findings for invalid names, and for names that differ only in case. */
export function checkNames(paths: readonly string[]): readonly Diagnostic[] {
  const faults = [
    ...paths.map((path) => [path, findNameFault(path)] as const),
    ...clashesIn(paths),
  ];
  return faults.flatMap(([path, fault]) => describe(path, fault));
}

/** Returns the paths that cannot be there together with others, each with the reason. */
export function clashesIn(paths: readonly string[]): readonly (readonly [string, string])[] {
  const taken = new Map<string, string>();
  const clashes = paths.flatMap((path) => {
    const other = taken.get(path.toLowerCase());
    taken.set(path.toLowerCase(), path);
    return other === undefined ? [] : [[path, `${other} is the same to some systems`] as const];
  });
  const folders = paths.flatMap((path) => {
    const file = ancestors(path.toLowerCase()).find((ancestor) => taken.has(ancestor));
    return file === undefined ? [] : [[path, `${file} is a file`] as const];
  });
  return [...clashes, ...folders];
}

/** Returns the folders of a path, outermost first: `a` and `a/b` for `a/b/c`. */
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
