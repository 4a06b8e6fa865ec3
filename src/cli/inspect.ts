import { visibleLine } from '../diagnostics/visible.js';
import type { OperationSummary } from '../plan/operations/operation-summary.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson } from './print-json.js';
import { hasErrors } from '../diagnostics/errors.js';
import { errorsAndAssumptions, findingsJson, reportFindings } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { pickSide, sideOption, type SideOption } from './side-option.js';
import { expandSpecs } from './specs.js';

interface Options extends SpecOptions, SideOption {}

interface Table {
  readonly name: string;
  readonly title: string;
  readonly operations: readonly OperationSummary[];
}

/** Adds the command `inspect`, which lists operations. */
export const addInspect: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('inspect')
    .description('List the operations of AsyncAPI documents, with topics and payload types.')
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
  const { apis, diagnostics } = await inspect(specs, {
    ...readOptions(options, io),
    ...pickSide(options),
  });
  const tables = apis.map(({ name, api, operations }) => ({
    name,
    title: `${api.info.title} ${api.info.version}`,
    operations,
  }));
  if (options.format === 'json') {
    const findings = await findingsJson(diagnostics, io);
    printJson(io.out, { ok: !hasErrors(diagnostics), apis: tables, diagnostics: findings });
  } else {
    const shown = errorsAndAssumptions(diagnostics, options);
    await reportFindings(shown, { io, to: io.err, format: options.format });
    for (const table of tables) await printTable(table, io);
  }
  return hasErrors(diagnostics) ? EXIT.document : EXIT.ok;
}

async function printTable({ name, title, operations }: Table, { out }: Io): Promise<void> {
  const { default: CliTable } = await import('cli-table3');
  const table = new CliTable({
    head: ['operation', 'kind', 'topic', 'request', 'reply'].map((text) => out.paint('bold', text)),
    style: { head: [], border: [], compact: true },
  });
  for (const { id, kind, topic, request, reply } of operations) {
    table.push([id, kind, topic, request ?? '', reply ?? ''].map(visibleLine));
  }
  out.write(
    `${out.paint('bold', visibleLine(name))}  ${visibleLine(title)}\n${table.toString()}\n`,
  );
}
