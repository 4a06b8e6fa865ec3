import { Option, type Command } from 'commander';
import type { GenerateOptions, Part, Runtime } from '../generate.js';
import type { Manifest } from '../write/manifest.js';
import { parseParts, PARTS } from './parts.js';

/** The options that decide what an output consists of; the manifest records those that are given. */
export type OutputOptions = Pick<GenerateOptions, 'only' | 'runtime'>;

const RUNTIMES = ['copy', 'package'] as const satisfies readonly Runtime[];

export function addOutputOptions(command: Command): Command {
  const only = new Option('--only <parts>', `some of ${PARTS.join(',')}, and what they need`);
  const runtime = new Option(
    '--runtime <where>',
    'copy the runtime into the output, or import it from asyncapi-bindgen/runtime (default: copy)',
  );
  return command.addOption(only.argParser(parseParts)).addOption(runtime.choices(RUNTIMES));
}

/** Those of all options of a command; one that is not given stays absent. */
export function pickOutputOptions({ only, runtime }: OutputOptions): OutputOptions {
  return { ...(only && { only }), ...(runtime && { runtime }) };
}

/** What `generate` recorded in a manifest. */
export function recordedOptions({ options }: Manifest): OutputOptions {
  const { only } = options;
  const parts = only && PARTS.filter((part): part is Part => only.includes(part));
  const runtime = RUNTIMES.find((each) => each === options['runtime']);
  return pickOutputOptions({ ...(parts && { only: parts }), ...(runtime && { runtime }) });
}

/** The options as words of a command line. */
export function outputWords({ only, runtime }: OutputOptions): readonly string[] {
  return [
    ...(only === undefined ? [] : ['--only', only.join(',')]),
    ...(runtime === undefined ? [] : ['--runtime', runtime]),
  ];
}
