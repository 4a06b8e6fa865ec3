import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson } from './print-json.js';
import { withProgress } from './progress.js';
import { hasErrors } from '../diagnostics/errors.js';
import { count, findingsJson, printTotals, reportFindings, verdictStream } from './report.js';
import { addSeverityOptions, findingsFrom, type SeverityOptions } from './severity.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';

type Options = SpecOptions & SeverityOptions;

/** Adds the command `validate`, which checks documents. */
export const addValidate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('validate')
    .description('Check AsyncAPI documents, and explain how to fix them.')
    .argument('<spec...>', SPEC_ARGUMENT);
  addSpecOptions(addSeverityOptions(command), 'print only findings that give exit code 3')
    .addHelpText('after', helpFooter('validate "specs/**/*.yaml"', [0, 1, 2, 3]))
    .action(async (specs: string[], options: Options) => {
      finish(await validate(specs, options, io));
    });
};

async function validate(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const diagnostics = await collect(specs, options, io);
  await print(specs, diagnostics, { io, options });
  return findingsFrom(options.failOn, diagnostics).length > 0 ? EXIT.document : EXIT.ok;
}

/** Runs all checks, except for equal API names, which only matter within one output. */
async function collect(
  specs: readonly string[],
  options: SpecOptions,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const generator = await import('../generate.js');
  const { diagnostics } = await withProgress(io, options, (onStep) =>
    generator.validate(specs, { ...readOptions(options, io), onStep }),
  );
  return diagnostics.filter(({ code }) => code !== 'API_NAME_CLASH');
}

async function print(
  specs: readonly string[],
  diagnostics: readonly Diagnostic[],
  { io, options }: { readonly io: Io; readonly options: Options },
): Promise<void> {
  const { format, quiet, severity, failOn } = options;
  const failing = findingsFrom(failOn, diagnostics);
  const shown = quiet === true ? failing : findingsFrom(severity, diagnostics);
  if (format === 'json') {
    const documents = specs.map((spec) => relative(io.cwd, spec));
    const findings = await findingsJson(shown, io);
    return printJson(io.out, { ok: failing.length === 0, documents, diagnostics: findings });
  }
  await reportFindings(shown, { io, to: io.out, format });
  if (quiet !== true) printVerdict(specs.length, diagnostics, { io, options });
}

/** Prints the result in one line, unless the findings end with the number of errors. */
function printVerdict(
  documents: number,
  diagnostics: readonly Diagnostic[],
  { io, options: { failOn, format } }: { readonly io: Io; readonly options: Options },
): void {
  const { paint, write } = verdictStream(format, io);
  if (hasErrors(diagnostics)) return format === 'pretty' ? undefined : printTotals(diagnostics, io);
  const failing = findingsFrom(failOn, diagnostics).length;
  const verdict = `${count(documents, 'document')} ${documents === 1 ? 'is' : 'are'} valid`;
  if (failing === 0) return write(`${paint('green', '✓')} ${verdict}\n`);
  const reason = `--fail-on ${failOn} does not allow ${count(failing, 'finding')}`;
  write(`${paint('red', '✗')} ${verdict}, but ${reason}\n`);
}
