import type { Command } from 'commander';
import { describeExitCodes, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';

/** What a command gets: the process it runs in, and a function that takes its exit code. */
export interface CommandContext {
  readonly io: Io;
  readonly finish: (code: ExitCode) => void;
}

/** Adds a command to the program. The command imports its dependencies only when it runs. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** Returns the end of a help text: an example and the exit codes. */
export function helpFooter(example: string, codes: readonly ExitCode[]): string {
  return `\nExample:\n  $ asyncapi-bindgen ${example}\n\n${describeExitCodes(codes)}`;
}
