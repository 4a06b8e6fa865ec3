import type { Command } from 'commander';
import { describeExitCodes, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';

/** What a command gets from the edge, and where it leaves its exit code. */
export interface CommandContext {
  readonly io: Io;
  readonly finish: (code: ExitCode) => void;
}

/** Adds one command to the program; what the command needs it imports only when it runs. */
export type AddCommand = (program: Command, context: CommandContext) => void;

/** The end of a `--help`: one example and the exit codes. */
export function helpEnd(example: string, codes: readonly ExitCode[]): string {
  return `\nExample:\n  $ asyncapi-bindgen ${example}\n\n${describeExitCodes(codes)}`;
}
