import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RecordedMessage } from '../recording/recorded-message.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

/** Reads a recording; throws a `UsageError` with the line that is none of a recording. */
export async function readRecording(
  path: string,
  { cwd }: Io,
): Promise<readonly RecordedMessage[]> {
  const text = await readFile(resolve(cwd, path), 'utf8');
  const { parseRecording, RecordingError } = await import('../recording/recorded-message.js');
  try {
    return parseRecording(text);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    throw new UsageError(
      `${path}:${error.line} is not a recorded message: ${error.message}.`,
      'Pass a file that the command record has written.',
    );
  }
}
