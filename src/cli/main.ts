import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { visible } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import { explainSystemError, isSystemError } from '../system/system-error.js';
import { addCheck } from './check.js';
import { addCompare } from './compare.js';
import type { AddCommand, CommandContext } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { addDiff } from './diff.js';
import { addExplain } from './explain.js';
import { addGenerate } from './generate.js';
import { addInspect } from './inspect.js';
import type { Io } from './io.js';
import { addMock } from './mock.js';
import { addRecord } from './record.js';
import { addReplay } from './replay.js';
import { DEFAULT_COLUMNS, type OutputStream } from './output-stream.js';
import { packageVersion } from './package-version.js';
import { addUpdate } from './update.js';
import { UsageError } from './usage-error.js';
import { addValidate } from './validate.js';

export { processIo } from './io.js';

const COMMANDS: readonly AddCommand[] = [
  addGenerate,
  addCheck,
  addValidate,
  addInspect,
  addDiff,
  addUpdate,
  addMock,
  addRecord,
  addReplay,
  addCompare,
  addExplain,
];

/** Runs one command line (without `node` and the script) and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  try {
    await buildProgram({ io, finish }).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, io);
  }
}

function buildProgram(context: CommandContext): Command {
  const { out, err } = context.io;
  const program = new Command('asyncapi-bindgen')
    .description(
      'Generate TypeScript for AsyncAPI documents: types, validators, MQTT client and mock server.',
    )
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: out.write,
      writeErr: err.write,
      outputError: (text, write) => write(wrapLines(withoutSecrets(text), err, 2)),
      getOutHelpWidth: () => out.columns ?? DEFAULT_COLUMNS,
      getErrHelpWidth: () => err.columns ?? DEFAULT_COLUMNS,
      getOutHasColors: () => out.color,
      getErrHasColors: () => err.color,
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nRun asyncapi-bindgen <command> --help for an example and the exit codes.',
    );
  for (const add of COMMANDS) add(program, context);
  return program;
}

/** Removes arguments from messages of commander that may be URLs with a password. */
function withoutSecrets(text: string): string {
  const repeated = /(?<=(?:unknown (?:option|command)|argument) ')[^\n]*(?=')/g;
  return text.replace(repeated, (argument) =>
    /@|:\/\//.test(argument) ? argument.replace(/^(--[^=]*=)?.*$/, '$1…') : argument,
  );
}

/**
 * Prints an error and returns the exit code. No other function decides what the user sees of an error.
 */
function explainFailure(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.missingMandatoryOptionValue') {
      io.err.write('  help: Add the output folder, e.g. -o src/generated\n');
    }
    const asked = ['commander.helpDisplayed', 'commander.version'].includes(error.code);
    return asked ? EXIT.ok : EXIT.usage;
  }
  if (error instanceof UsageError) return printError(io, error.message, error.help);
  if (isSystemError(error)) {
    const [reason, help] = explainSystemError(error);
    const place = typeof error.path === 'string' ? error.path : error.syscall;
    return printError(io, `Cannot use ${place}: ${reason}.`, help);
  }
  const message = error instanceof Error ? error.message : inspect(error);
  const hint = 'Please report it. Set DEBUG=asyncapi-bindgen to print the stack.';
  printError(io, `This is a bug of asyncapi-bindgen: ${message}`, hint);
  if (io.debug) io.err.write(`${visible(inspect(error))}\n`);
  return EXIT.bug;
}

function printError({ err }: Io, message: string, help: string): ExitCode {
  const text = `${err.paint('red', 'error')} ${visible(message)}\n  help: ${visible(help)}`;
  err.write(`${wrapLines(text, err, 4)}\n`);
  return EXIT.usage;
}

function wrapLines(text: string, { columns }: OutputStream, indent: number): string {
  return text
    .split('\n')
    .map((line) => wrap(line, { columns, indent }))
    .join('\n');
}
