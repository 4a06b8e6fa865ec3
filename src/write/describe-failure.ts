import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { explainSystemError, isSystemError } from '../system/system-error.js';
import { problem, shown } from './problem.js';
import { HalfDone, WriteFault } from './write-fault.js';

/** Returns the finding for an error while reading or writing a folder; none for a bug. */
export function describeFailure(error: unknown, folder: string): Diagnostic | undefined {
  if (error instanceof HalfDone) {
    const diagnostic = describeCause(error.cause, folder, 'Some files are changed already.');
    const help = 'Fix the problem and run the command again: it finishes the change.';
    return diagnostic && { ...diagnostic, help };
  }
  return describeCause(error, folder, 'Nothing was changed.');
}

function describeCause(error: unknown, folder: string, state: string): Diagnostic | undefined {
  if (error instanceof WriteFault) {
    const { message, help } = error;
    return problem({ code: 'OUTPUT_UNWRITABLE', message: `${message}. ${state}`, help });
  }
  if (!isSystemError(error)) return undefined;
  const path = typeof error.path === 'string' ? error.path : folder;
  const [reason, help] = explainSystemError(error);
  const message = `Cannot use ${shown(path)}: ${reason}. ${state}`;
  return problem({ code: 'OUTPUT_UNWRITABLE', message, help });
}
