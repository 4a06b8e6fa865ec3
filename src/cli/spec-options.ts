import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ReadOptions } from '../generate.js';
import { isNeverRoot } from '../system/never-root.js';
import type { Io } from './io.js';
import { FORMATS, type Format } from './report.js';
import { UsageError } from './usage-error.js';

/** The options that limit what a document may refer to. */
export interface ReachOptions {
  readonly root?: string;
  readonly allowRef?: readonly string[];
}

/** The options that decide how documents are read. */
export interface ReadingOptions extends ReachOptions {
  readonly strict?: true;
}

/** The options of every command that reads documents. */
export interface SpecOptions extends ReadingOptions {
  readonly format: Format;
  readonly quiet?: true;
}

/** The help for the argument of every command that reads documents. */
export const SPEC_ARGUMENT = 'AsyncAPI documents: paths, or globs in quotes';

function addReachOptions(command: Command): Command {
  return command
    .option(
      '--root <dir>',
      "folder that references must not leave; must not be the home folder (default: the document's folder, or one above it in its project)",
    )
    .addOption(
      new Option(
        '--allow-ref <origin>',
        'origin to fetch references from, e.g. https://example.com; repeatable (default: none)',
      ).argParser(addOrigin),
    );
}

/** Adds the options of every command that reads documents. */
export function addSpecOptions(
  command: Command,
  quiet = 'print errors only',
  formats: readonly string[] = FORMATS,
): Command {
  return addReachOptions(command)
    .option(
      '--strict',
      'stop at every error, as validate does (default: go on where the meaning of a mistake is clear)',
    )
    .addOption(new Option('--format <format>', 'output format').choices(formats).default('pretty'))
    .option('-q, --quiet', quiet);
}

/** Returns the options for the generator. */
export function readOptions(
  { root, allowRef, strict }: ReadingOptions,
  { cwd, loader }: Io,
): ReadOptions {
  return {
    ...(root !== undefined && { root: readRoot(root, cwd) }),
    ...(allowRef && { allowRef }),
    ...(strict && { strict }),
    ...(loader && { loader }),
  };
}

function readRoot(root: string, cwd: string): string {
  const path = resolve(cwd, root);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(
      `The value of --root is not a folder: ${root}`,
      'Pass the folder that contains all files of the document.',
    );
  }
  if (!isNeverRoot(realpathSync(path))) return path;
  throw new UsageError(
    `The value of --root must be neither the home folder nor the root of a disk: ${root}`,
    'Pass the folder of the project, or move the files of the document into a folder of their own.',
  );
}

/** Parses an origin. A path is refused, since it would wrongly suggest a narrower limit. */
function addOrigin(text: string, known: readonly string[] = []): readonly string[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return [...known, url.origin];
  throw new InvalidArgumentError(
    'An origin must consist of scheme, host and port only, e.g. https://example.com:8443.',
  );
}
