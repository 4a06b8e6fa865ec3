import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { FORMATS, type Format } from './report.js';
import { UsageError } from './usage-error.js';

/** The options of every command that reads documents. */
export interface SpecOptions {
  readonly root?: string;
  readonly format: Format;
  readonly quiet?: true;
}

export const SPEC_ARGUMENT = 'AsyncAPI documents: paths, or globs in quotes';

export function addSpecOptions(command: Command): Command {
  return command
    .option('--root <dir>', "folder that references may not leave (default: the document's own)")
    .addOption(
      new Option('--format <format>', 'of what is printed').choices(FORMATS).default('pretty'),
    )
    .option('-q, --quiet', 'print errors only');
}

/** What the generator is told of the options. */
export function readOptions(
  { root }: Pick<SpecOptions, 'root'>,
  cwd: string,
): { readonly root?: string } {
  if (root === undefined) return {};
  const path = resolve(cwd, root);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return { root: path };
  throw new UsageError(
    `--root ${root} is not a folder.`,
    'Name the folder that holds all the files.',
  );
}
