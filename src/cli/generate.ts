import { resolve } from 'node:path';
import { portablePath } from '../system/portable-path.js';
import { isSystemError } from '../system/system-error.js';
import { wrap } from '../diagnostics/wrap.js';
import type { Account } from '../generate/changes-since.js';
import type { Bindings } from '../generate/document-bindings.js';
import type { WriteReport } from '../write/write.js';
import { bindingsOf } from './bindings.js';
import {
  accountFacts,
  accountFindings,
  accountFor,
  countFrom,
  noAccount,
  printAccount,
} from './account.js';
import { helpFooter, type AddCommand } from './command.js';
import { failOnChangeOption, type FailOnChange } from './diff-options.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { generationJson, printSummary, type Generation } from './generate-report.js';
import type { Io } from './io.js';
import {
  addOutputOptions,
  assertOneName,
  isRuntimeFile,
  manifestOptions,
  pickOutputOptions,
  type OutputOptions,
} from './output-options.js';
import { fitProject } from './fit-project.js';
import { withProgress } from './progress.js';
import { printJson } from './print-json.js';
import { hasErrors } from '../diagnostics/errors.js';
import { errorsOf, findingsJson, reportFindings, withoutNotes } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs, globsIn } from './specs.js';

interface Options extends SpecOptions, OutputOptions, FailOnChange {
  readonly out: string;
  readonly prune?: true;
  /** Whether the caller has reported what changes in the documents. */
  readonly isTold?: true;
}

interface WriteSettings {
  readonly options: Options;
  /** The paths and globs of the command line. */
  readonly given: readonly string[];
  readonly io: Io;
}

interface WriteOptions extends Options {
  /** The globs of the command line, relative to the output folder. */
  readonly globs: readonly string[];
}

/** Adds the command `generate`, which writes an output folder. */
export const addGenerate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('generate')
    .description('Generate TypeScript bindings for AsyncAPI documents.')
    .argument('<spec...>', SPEC_ARGUMENT)
    .requiredOption('-o, --out <dir>', 'output folder, for generated files only')
    .option('--prune', 'remove files of documents and parts that are no longer given')
    .addOption(failOnChangeOption());
  addSpecOptions(addOutputOptions(command))
    .addHelpText(
      'after',
      helpFooter('generate "specs/**/*.yaml" -o src/generated', [0, 1, 2, 3, 5]),
    )
    .action(async (specs: string[], options: Options) => {
      finish(await generateOutput(specs, options, io));
    });
};

/** Generates an output folder, and prints what was done. */
export async function generateOutput(
  given: readonly string[],
  options: Options,
  io: Io,
): Promise<ExitCode> {
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  assertOneName(options, specs);
  const out = resolve(io.cwd, options.out);
  const { output, fit } = await fitProject(out, pickOutputOptions(options));
  const settings = { ...readOptions(options, io), ...output };
  const generated = await withProgress(io, options, (onStep) =>
    bindingsOf(specs, { ...settings, onStep }, io),
  );
  const failed = hasErrors(generated.diagnostics);
  const isTold = failed || options.isTold === true;
  const account = isTold ? noAccount : await accountOf(out, generated, output);
  const refused = countFrom(options.failOnChange, account);
  const writing = { options: { ...options, ...output }, given, io };
  const report = failed || refused > 0 ? undefined : await writeOrAsk(out, generated, writing);
  const generation = { out, generated, fit, account, ...(report && { report }) };
  await print({ ...generation, ...(refused > 0 && { refused }) }, options, io);
  if (failed) return EXIT.document;
  if (refused > 0) return EXIT.change;
  return hasErrors(report?.diagnostics ?? []) ? EXIT.usage : EXIT.ok;
}

/** Returns what changed in the documents since the folder was written. If it cannot be read, writing says why. */
async function accountOf(
  out: string,
  { apis }: Bindings,
  options: OutputOptions,
): Promise<Account> {
  const { readManifest } = await import('../write/manifest.js');
  try {
    const reading = readManifest(out);
    if (reading.kind !== 'found') return noAccount;
    return await accountFor({ out, manifest: reading.manifest, apis }, options);
  } catch (error) {
    if (isSystemError(error)) return noAccount;
    throw error;
  }
}

/** Writes the output. On a terminal, it asks before it removes files of an earlier run. */
async function writeOrAsk(
  out: string,
  generated: Bindings,
  { options, given, io }: WriteSettings,
): Promise<WriteReport> {
  const globs = await globsIn(given, io.cwd);
  const recorded = {
    ...options,
    globs: globs.map((glob) => portablePath(out, resolve(io.cwd, glob))),
  };
  const report = await writeOutput(out, generated, recorded);
  const kept = report.diagnostics.find(({ code }) => code === 'OUTPUT_PRUNE');
  if (kept === undefined || io.confirm === undefined || options.format !== 'pretty') return report;
  const question = wrap(`${kept.message} Remove them?`, { columns: io.err.columns, indent: 2 });
  const isConfirmed = await io.confirm(question);
  return isConfirmed ? writeOutput(out, generated, { ...recorded, prune: true }) : report;
}

async function writeOutput(
  out: string,
  { files, apis }: Bindings,
  options: WriteOptions,
): Promise<WriteReport> {
  const { write } = await import('../write/write.js');
  const documents = new Map(apis.map(({ spec, hash }) => [spec, hash]));
  const { mergedRecord } = await import('../generate/record.js');
  const record = mergedRecord(apis.map((api) => api.record));
  const mayRemove = (path: string): boolean => options.prune === true || isRuntimeFile(path);
  const { globs } = options;
  const recorded = {
    ...manifestOptions(pickOutputOptions(options)),
    ...(globs.length > 0 && { globs }),
  };
  return write(out, { files, documents, record, options: recorded, mayRemove });
}

/** Prints findings and a summary to standard error, or one JSON object to standard output. */
async function print(generation: Generation, options: Options, io: Io): Promise<void> {
  const { generated, report, fit } = generation;
  const { format } = options;
  const ofOutput = report === undefined ? [] : [...fit.diagnostics, ...report.diagnostics];
  const findings = [...generated.diagnostics, ...ofOutput];
  if (format === 'json') {
    const diagnostics = await findingsJson(findings, io);
    const facts = generationJson(generation, io.cwd);
    const changes = await accountFacts(generation.account);
    const ok = !hasErrors(findings) && generation.refused === undefined;
    return printJson(io.out, { ok, ...facts, ...changes, diagnostics });
  }
  const { account, refused } = generation;
  const shown = options.quiet === true ? errorsOf(findings) : withoutNotes(findings);
  const isSilent = options.quiet === true && refused === undefined;
  const told = format === 'github' && !isSilent ? await accountFindings(account) : [];
  await reportFindings([...shown, ...told], { io, to: io.err, format });
  const isRefused = report !== undefined && hasErrors(report.diagnostics);
  if (isSilent || isRefused) return;
  if (format === 'pretty') await printAccount(account, io, io.err);
  printSummary(generation, options, io);
}
