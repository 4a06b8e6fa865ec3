import { resolve } from 'node:path';
import { portablePath } from '../system/portable-path.js';
import type { GenerateOptions } from '../generate.js';
import type { ApiBindings } from '../generate/document-bindings.js';
import { unchangedIn } from '../generate/runs.js';
import type { Drift } from '../write/check.js';
import type { Manifest } from '../write/manifest.js';
import type { ManifestDocuments } from './manifest-documents.js';
import { accountFor, noAccount } from './account.js';
import { bindingsOf } from './bindings.js';
import type { CheckResult } from './check-report.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import {
  assertOneName,
  isRuntimeFile,
  outputArguments,
  recordedOptions,
  type OutputOptions,
} from './output-options.js';
import { hasErrors } from '../diagnostics/errors.js';
import { withProgress } from './progress.js';
import { quote } from '../diagnostics/shell.js';
import { addSpecOptions, readOptions, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';

interface Options extends SpecOptions {
  readonly out: string;
}

/** Adds the command `check`, which compares an output folder with its documents. */
export const addCheck: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('check')
    .description('Compare an output folder with what its documents generate now, without writing.')
    .argument('[spec...]', 'the documents passed to generate (default: those in the manifest)')
    .requiredOption(
      '-o, --out <dir>',
      'output folder of generate; its manifest records the options',
    );
  addSpecOptions(command)
    .addHelpText('after', helpFooter('check "specs/**/*.yaml" -o src/generated', [0, 1, 2, 3, 4]))
    .action(async (specs: string[], options: Options) => {
      finish(await checkOutput(specs, options, io));
    });
};

async function checkOutput(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const out = resolve(io.cwd, options.out);
  const { openManifest } = await import('./manifest-documents.js');
  const manifest = openManifest(out, options.out);
  const { paths, added, specs } = await findDocuments(given, { manifest, options, io });
  const output = recordedOptions(manifest);
  assertOneName(output, paths);
  // In CI, a cache that came with the checkout must not decide the verdict.
  const cache = io.isCi ? {} : io;
  const settings = { ...readOptions(options, io), ...output };
  const { apis, files, diagnostics } = await withProgress(io, options, (onStep) =>
    bindingsOf(paths, { ...settings, onStep }, cache),
  );
  const failed = hasErrors(diagnostics);
  const { check } = await import('../write/check.js');
  const drift = failed
    ? []
    : [
        ...added.map((path): Drift => ({ kind: 'new', path: portablePath(out, path) })),
        ...check(out, files, manifest),
      ];
  const prune = drift.some(({ kind, path }) => kind === 'orphaned' && !isRuntimeFile(path));
  const fix = fixCommand(specs, { ...options, ...output, prune }, io.program);
  const runs = { out, manifest, apis };
  const unchangedApis = unchangedIn(runs).map(({ name }) => name);
  const account = failed ? noAccount : await accountFor(runs, output);
  const result = { out, files, drift, diagnostics, fix, unchangedApis, account };
  const places = await placesOf(result, { apis, options, settings });
  const { printCheck } = await import('./check-report.js');
  await printCheck({ ...result, places }, options, io);
  if (failed) return EXIT.document;
  return drift.length > 0 ? EXIT.drift : EXIT.ok;
}

/** Returns what each drift comes from, for annotations. */
async function placesOf(
  { out, drift, files, unchangedApis }: Omit<CheckResult, 'places' | 'account'>,
  { apis, options, settings }: PlaceOptions,
): Promise<CheckResult['places']> {
  if (options.format !== 'github' || drift.length === 0) return new Map();
  const { driftPlaces } = await import('./drift-places.js');
  return driftPlaces({ out, drift, files, unchangedApis, apis }, settings);
}

interface PlaceOptions {
  readonly apis: readonly ApiBindings[];
  readonly options: Options;
  readonly settings: GenerateOptions;
}

/** Returns the given documents, or else those in the manifest, and those that its globs add. */
async function findDocuments(
  given: readonly string[],
  { manifest, options, io }: { manifest: Manifest; options: Options; io: Io },
): Promise<ManifestDocuments> {
  const commandFolders = { cwd: io.cwd, root: options.root };
  if (given.length > 0) {
    return { paths: await expandSpecs(given, commandFolders), added: [], specs: given };
  }
  const { manifestDocuments } = await import('./manifest-documents.js');
  return manifestDocuments(manifest, options.out, commandFolders);
}

interface FixOptions extends Options, OutputOptions {
  readonly prune: boolean;
}

/** Returns the command that updates the folder, with the documents as given. */
function fixCommand(
  specs: readonly string[],
  { out, root, allowRef = [], strict, prune, ...output }: FixOptions,
  program: string,
): string {
  // With "./", the name of a document cannot be mistaken for an option such as --allow-ref.
  const documents = specs.map((spec) => (spec.startsWith('-') ? `./${spec}` : spec));
  const words = [...documents, '-o', out, ...outputArguments(output)];
  if (root !== undefined) words.push('--root', root);
  for (const origin of allowRef) words.push('--allow-ref', origin);
  if (strict === true) words.push('--strict');
  if (prune) words.push('--prune');
  return [program, 'generate', ...words.map(quote)].join(' ');
}
