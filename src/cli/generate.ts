import { resolve } from 'node:path';
import type { Bindings } from '../generate/bindings.js';
import type { WriteReport } from '../write/write.js';
import { bindingsOf } from './bindings.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { generationJson, printProgress, type Generation } from './generate-report.js';
import type { Io } from './io.js';
import {
  addOutputOptions,
  assertOneName,
  manifestOptions,
  pickOutputOptions,
  type OutputOptions,
} from './output-options.js';
import { fitProject } from './fit-project.js';
import { printJson } from './print-json.js';
import { errorsOf, findingsJson, hasErrors, reportFindings, withoutNotes } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';

interface Options extends SpecOptions, OutputOptions {
  readonly out: string;
}

/** Adds the command `generate`, which writes an output folder. */
export const addGenerate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('generate')
    .description('Generate TypeScript bindings for AsyncAPI documents.')
    .argument('<spec...>', SPEC_ARGUMENT)
    .requiredOption('-o, --out <dir>', 'output folder, for generated files only');
  addSpecOptions(addOutputOptions(command))
    .addHelpText('after', helpFooter('generate "specs/**/*.yaml" -o src/generated', [0, 1, 2, 3]))
    .action(async (specs: string[], options: Options) => {
      finish(await generateOutput(specs, options, io));
    });
};

async function generateOutput(
  given: readonly string[],
  options: Options,
  io: Io,
): Promise<ExitCode> {
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  assertOneName(options, specs);
  const out = resolve(io.cwd, options.out);
  const { output, fit } = await fitProject(out, pickOutputOptions(options));
  const generated = await bindingsOf(specs, { ...readOptions(options, io), ...output }, io);
  const failed = hasErrors(generated.diagnostics);
  const report = failed ? undefined : await writeOutput(out, generated, output);
  await print({ out, generated, fit, ...(report && { report }) }, options, io);
  if (failed) return EXIT.document;
  return hasErrors(report?.diagnostics ?? []) ? EXIT.usage : EXIT.ok;
}

async function writeOutput(
  out: string,
  { files, apis }: Bindings,
  options: OutputOptions,
): Promise<WriteReport> {
  const { write } = await import('../write/write.js');
  const documents = new Map(apis.map(({ spec, hash }) => [spec, hash]));
  return write(out, { files, documents, options: manifestOptions(options) });
}

/** Prints findings and progress to standard error, or one JSON object to standard output. */
async function print(generation: Generation, options: Options, io: Io): Promise<void> {
  const { generated, report, fit } = generation;
  const { format } = options;
  const ofOutput = report === undefined ? [] : [...fit.diagnostics, ...report.diagnostics];
  const findings = [...generated.diagnostics, ...ofOutput];
  if (format === 'json') {
    const diagnostics = await findingsJson(findings, io);
    const facts = generationJson(generation, io.cwd);
    return printJson(io.out, { ok: !hasErrors(findings), ...facts, diagnostics });
  }
  const shown = options.quiet === true ? errorsOf(findings) : withoutNotes(findings);
  await reportFindings(shown, { io, to: io.err, format });
  if (options.quiet !== true && !hasErrors(findings)) printProgress(generation, io);
}
