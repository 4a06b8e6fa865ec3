import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ReadOptions } from '../generate.js';
import { isNeverRoot } from '../system/never-root.js';
import type { Io } from './io.js';
import { FORMATS, type Format } from './report.js';
import { UsageError } from './usage-error.js';

/** The options that say what a document may reach. */
export interface ReachOptions {
  readonly root?: string;
  readonly allowRef?: readonly string[];
}

/** The options of every command that reads documents. */
export interface SpecOptions extends ReachOptions {
  readonly format: Format;
  readonly quiet?: true;
}

export const SPEC_ARGUMENT = 'AsyncAPI documents: paths, or globs in quotes';

function addReachOptions(command: Command): Command {
  return command
    .option(
      '--root <dir>',
      "folder that references may not leave; never the home folder (default: the document's own, or one above it in its project)",
    )
    .addOption(
      new Option(
        '--allow-ref <origin>',
        'fetch references from there, e.g. https://example.com; may be repeated (default: none)',
      ).argParser(addOrigin),
    );
}

export function addSpecOptions(command: Command, quiet = 'print errors only'): Command {
  return addReachOptions(command)
    .addOption(
      new Option('--format <format>', 'of what is printed').choices(FORMATS).default('pretty'),
    )
    .option('-q, --quiet', quiet);
}

/** What the generator is told of the options. */
export function readOptions({ root, allowRef }: ReachOptions, { cwd, loader }: Io): ReadOptions {
  return {
    ...(root !== undefined && { root: readRoot(root, cwd) }),
    ...(allowRef && { allowRef }),
    ...(loader && { loader }),
  };
}

function readRoot(root: string, cwd: string): string {
  const path = resolve(cwd, root);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `--root ${root} is not a folder.`,
      'Name the folder that holds all the files.',
    );
  }
  if (!isNeverRoot(realpathSync(path))) return path;
  throw new UsageError(
    `--root ${root} is the home folder or a whole disk: a document could refer to all that is yours.`,
    'Name the folder of the project, or put the files of the document into a folder of their own.',
  );
}

/** Exactly an origin: a path would look as if it limited what is fetched. */
function addOrigin(text: string, known: readonly string[] = []): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return [...known, url.origin];
  throw new InvalidArgumentError(
    'Write scheme, host and port only, e.g. https://example.com:8443.',
  );
}
