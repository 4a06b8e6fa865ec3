import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { listOperations } from './operation-list.js';
import { printJson } from './print-json.js';
import { withProgress } from './progress.js';
import { hasErrors } from '../diagnostics/errors.js';
import { errorsAndAssumptions, findingsJson, reportFindings } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { pickSide, sideOption, type SideOption } from './side-option.js';
import { expandSpecs } from './specs.js';

interface Options extends SpecOptions, SideOption {}

/** Adds the command `inspect`, which lists operations. */
export const addInspect: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('inspect')
    .description('List the operations of AsyncAPI documents: methods, topics and payload types.')
    .argument('<spec...>', SPEC_ARGUMENT);
  addSpecOptions(command.addOption(sideOption()))
    .addHelpText('after', helpFooter('inspect specs/examples/street-lights.yaml', [0, 1, 2, 3]))
    .action(async (specs: string[], options: Options) => {
      finish(await inspectSpecs(specs, options, io));
    });
};

async function inspectSpecs(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const { inspect } = await import('../generate.js');
  const { apis, diagnostics } = await withProgress(io, options, (onStep) =>
    inspect(specs, { ...readOptions(options, io), ...pickSide(options), onStep }),
  );
  const listed = apis.map(({ name, api, operations }) => ({
    name,
    title: `${api.info.title} ${api.info.version}`,
    operations,
  }));
  if (options.format === 'json') {
    const findings = await findingsJson(diagnostics, io);
    printJson(io.out, { ok: !hasErrors(diagnostics), apis: listed, diagnostics: findings });
  } else {
    const shown = errorsAndAssumptions(diagnostics, options);
    await reportFindings(shown, { io, to: io.err, format: options.format });
    io.out.write(listed.map((each) => listOperations(each, io.out)).join('\n'));
  }
  return hasErrors(diagnostics) ? EXIT.document : EXIT.ok;
}
