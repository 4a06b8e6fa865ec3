import { Option, type Command } from 'commander';
import type { GenerateOptions, Part, Runtime, ValidatorKind } from '../generate.js';
import type { Manifest, ManifestOptions } from '../write/manifest.js';
import type { ImportExtension } from '../plan/import-extension.js';
import { parseParts, PARTS } from './parse-parts.js';
import { sideOption, SIDES } from './side-option.js';
import { UsageError } from './usage-error.js';

/** The options that decide what is generated. The manifest records those that are given. */
export type OutputOptions = Pick<
  GenerateOptions,
  | 'only'
  | 'validators'
  | 'runtime'
  | 'importExtension'
  | 'isolatedDeclarations'
  | 'unknownEnums'
  | 'side'
  | 'name'
>;

const IMPORT_EXTENSIONS = ['js', 'ts', 'none'] as const satisfies readonly ImportExtension[];
const VALIDATORS = ['lazy', 'compiled'] as const satisfies readonly ValidatorKind[];
const UNKNOWN_ENUMS = ['accept'] as const;
const RUNTIMES = ['copy', 'package'] as const satisfies readonly Runtime[];

/** Adds the output options to a command. */
export function addOutputOptions(command: Command): Command {
  const only = new Option(
    '--only <parts>',
    `parts to generate, with the parts that they need: ${PARTS.join(',')} (default: all)`,
  );
  const validators = new Option(
    '--validators <kind>',
    'compile validators when they are first used, or now, for pages that forbid eval (default: lazy)',
  );
  const runtime = new Option(
    '--runtime <where>',
    'copy the runtime into the output, or import it from asyncapi-bindgen/runtime (default: copy)',
  );
  const unknownEnums = new Option(
    '--unknown-enums <what>',
    'let clients accept values that an enum of a received message does not have; its type then allows any string',
  );
  const importExtension = new Option(
    '--import-extension <extension>',
    "extension of relative imports (default: the one that the project's tsconfig.json asks for, else js)",
  );
  return command
    .addOption(only.argParser(parseParts))
    .addOption(validators.choices(VALIDATORS))
    .addOption(runtime.choices(RUNTIMES))
    .addOption(unknownEnums.choices(UNKNOWN_ENUMS))
    .addOption(importExtension.choices(IMPORT_EXTENSIONS))
    .addOption(sideOption())
    .option('--name <api>', 'name of the API, for a single document (default: from its file name)');
}

/** Picks the output options from all options of a command. Options that are not given stay absent. */
export function pickOutputOptions({
  only,
  validators,
  runtime,
  importExtension,
  isolatedDeclarations,
  unknownEnums,
  side,
  name,
}: OutputOptions): OutputOptions {
  return {
    ...(only && { only }),
    ...(validators && { validators }),
    ...(runtime && { runtime }),
    ...(importExtension && { importExtension }),
    ...(isolatedDeclarations && { isolatedDeclarations }),
    ...(unknownEnums && { unknownEnums }),
    ...(side && { side }),
    ...(name !== undefined && { name }),
  };
}

/** Throws unless a name is given for a single document only. */
export function assertOneName({ name }: OutputOptions, specs: readonly string[]): void {
  if (name === undefined || specs.length === 1) return;
  throw new UsageError(
    `The option --name is for a single document, but there are ${specs.length}.`,
    'Rename the documents, or generate each into an output folder of its own.',
  );
}

/** Returns output options as a manifest records them. */
export function manifestOptions({
  importExtension,
  isolatedDeclarations,
  unknownEnums,
  ...options
}: OutputOptions): ManifestOptions {
  return {
    ...options,
    ...(importExtension && { 'import-extension': importExtension }),
    ...(isolatedDeclarations && { 'isolated-declarations': 'true' }),
    ...(unknownEnums && { 'unknown-enums': unknownEnums }),
  };
}

/** Returns the output options that a manifest records. */
export function recordedOptions({ options }: Manifest): OutputOptions {
  const { only } = options;
  const parts = only && PARTS.filter((part): part is Part => only.includes(part));
  const validators = VALIDATORS.find((each) => each === options['validators']);
  const runtime = RUNTIMES.find((each) => each === options['runtime']);
  const extension = options['import-extension'];
  const importExtension = IMPORT_EXTENSIONS.find((each) => each === extension);
  const side = SIDES.find((each) => each === options['side']);
  const { name } = options;
  return pickOutputOptions({
    ...(parts && { only: parts }),
    ...(validators && { validators }),
    ...(runtime && { runtime }),
    ...(importExtension && { importExtension }),
    ...(options['isolated-declarations'] === 'true' && { isolatedDeclarations: true }),
    ...(options['unknown-enums'] === 'accept' && { unknownEnums: 'accept' }),
    ...(side && { side }),
    ...(typeof name === 'string' && { name }),
  });
}

/** Whether a file of an output is of the runtime, whose files depend on what the others need. */
export function isRuntimeFile(path: string): boolean {
  return path.startsWith('runtime/');
}

/** Returns the options as arguments of a command line. */
export function outputArguments({
  only,
  validators,
  runtime,
  importExtension,
  unknownEnums,
  side,
  name,
}: OutputOptions): readonly string[] {
  return [
    ...(only === undefined ? [] : ['--only', only.join(',')]),
    ...(validators === undefined ? [] : ['--validators', validators]),
    ...(runtime === undefined ? [] : ['--runtime', runtime]),
    ...(importExtension === undefined ? [] : ['--import-extension', importExtension]),
    ...(unknownEnums === undefined ? [] : ['--unknown-enums', unknownEnums]),
    ...(side === undefined ? [] : ['--side', side]),
    ...(name === undefined ? [] : ['--name', name]),
  ];
}
