import { Option, type Command } from 'commander';
import type { GenerateOptions, Part, Runtime } from '../generate.js';
import type { Manifest } from '../write/manifest.js';
import { parseParts, PARTS } from './parse-parts.js';

/** The options that decide what is generated. The manifest records those that are given. */
export type OutputOptions = Pick<GenerateOptions, 'only' | 'runtime'>;

const RUNTIMES = ['copy', 'package'] as const satisfies readonly Runtime[];

/** Adds the output options to a command. */
export function addOutputOptions(command: Command): Command {
  const only = new Option(
    '--only <parts>',
    `parts to generate, with the parts that they need: ${PARTS.join(',')} (default: all)`,
  );
  const runtime = new Option(
    '--runtime <where>',
    'copy the runtime into the output, or import it from asyncapi-bindgen/runtime (default: copy)',
  );
  return command.addOption(only.argParser(parseParts)).addOption(runtime.choices(RUNTIMES));
}

/** Picks the output options from all options of a command. Options that are not given stay absent. */
export function pickOutputOptions({ only, runtime }: OutputOptions): OutputOptions {
  return { ...(only && { only }), ...(runtime && { runtime }) };
}

/** Returns the output options that a manifest records. */
export function recordedOptions({ options }: Manifest): OutputOptions {
  const { only } = options;
  const parts = only && PARTS.filter((part): part is Part => only.includes(part));
  const runtime = RUNTIMES.find((each) => each === options['runtime']);
  return pickOutputOptions({ ...(parts && { only: parts }), ...(runtime && { runtime }) });
}

/** Returns the options as arguments of a command line. */
export function outputArguments({ only, runtime }: OutputOptions): readonly string[] {
  return [
    ...(only === undefined ? [] : ['--only', only.join(',')]),
    ...(runtime === undefined ? [] : ['--runtime', runtime]),
  ];
}
