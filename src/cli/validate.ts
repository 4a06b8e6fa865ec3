import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson } from './print-json.js';
import { count, errorsOf, findingsJson, hasErrors, reportFindings } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';

/** Adds the command `validate`, which checks documents. */
export const addValidate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('validate')
    .description('Check AsyncAPI documents, and explain how to fix them.')
    .argument('<spec...>', SPEC_ARGUMENT);
  addSpecOptions(command)
    .addHelpText('after', helpFooter('validate "specs/**/*.yaml"', [0, 1, 2, 3]))
    .action(async (specs: string[], options: SpecOptions) => {
      finish(await validate(specs, options, io));
    });
};

async function validate(given: readonly string[], options: SpecOptions, io: Io): Promise<ExitCode> {
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const diagnostics = await collect(specs, options, io);
  await print(specs, diagnostics, { io, options });
  return hasErrors(diagnostics) ? EXIT.document : EXIT.ok;
}

/** Runs all checks, except for equal API names, which only matter within one output. */
async function collect(
  specs: readonly string[],
  options: SpecOptions,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const generator = await import('../generate.js');
  const { diagnostics } = await generator.validate(specs, readOptions(options, io));
  return diagnostics.filter(({ code }) => code !== 'API_NAME_CLASH');
}

async function print(
  specs: readonly string[],
  diagnostics: readonly Diagnostic[],
  { io, options }: { readonly io: Io; readonly options: SpecOptions },
): Promise<void> {
  const { format, quiet } = options;
  if (format === 'json') {
    const documents = specs.map((spec) => relative(io.cwd, spec));
    const findings = await findingsJson(diagnostics, io);
    return printJson(io.out, { ok: !hasErrors(diagnostics), documents, diagnostics: findings });
  }
  const shown = quiet === true ? errorsOf(diagnostics) : diagnostics;
  await reportFindings(shown, { io, to: io.out, format });
  if (quiet === true || format === 'github' || hasErrors(diagnostics)) return;
  const verdict = specs.length === 1 ? 'is valid' : 'are valid';
  io.out.write(`${io.out.paint('green', '✓')} ${count(specs.length, 'document')} ${verdict}\n`);
}
