/** An error of the operating system; see `man 3 errno`. */
export interface SystemError {
  readonly code: string;
  readonly syscall: string;
  readonly path?: unknown;
}

/**
 * Whether an error comes from the system, judged by its properties: `instanceof` fails across
 * realms.
 */
export function isSystemError(error: unknown): error is SystemError {
  if (typeof error !== 'object' || error === null) return false;
  if (!('code' in error) || !('syscall' in error)) return false;
  return typeof error.code === 'string' && typeof error.syscall === 'string';
}

export function isAbsent(error: unknown): boolean {
  return isSystemError(error) && error.code === 'ENOENT';
}

type Reason = readonly [reason: string, help: string];

const FULL: Reason = ['the disk is full', 'Free some space and run the command again.'];
const DENIED: Reason = [
  'permission denied',
  'Check who owns the folder and its files, or choose another folder with -o.',
];
const IN_THE_WAY: Reason = [
  'a file stands where a folder is needed',
  'Move it away, or choose another folder with -o.',
];

const REASONS: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['EACCES', DENIED],
  ['EPERM', DENIED],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['EROFS', ['the file system is read-only', 'Choose a folder that can be written with -o.']],
  ['ENOTDIR', IN_THE_WAY],
  ['EEXIST', IN_THE_WAY],
  ['ENAMETOOLONG', ['the path is too long', 'Choose a folder with a shorter path with -o.']],
]);

/** Explains what the operating system refused and how to fix it. */
export function explainSystemError(error: SystemError): Reason {
  const unknown = `the system answered ${error.code}`;
  return REASONS.get(error.code) ?? [unknown, 'Look up what this code means for your system.'];
}
