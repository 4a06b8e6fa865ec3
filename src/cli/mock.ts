import { InvalidArgumentError } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import type { RunningMock } from '../mock/mock.js';
import type { MockSettings } from '../mock/mock-settings.js';
import { variablesOf } from '../model/mqtt-servers.js';
import type { ApiPlan } from '../plan/plan.js';
import { parseBroker, portOption } from './broker-options.js';
import { addControlOption, openControl, type ControlOptions } from './control.js';
import { helpFooter, type AddCommand } from './command.js';
import {
  addEngineOptions,
  overridesOf,
  refuseFaults,
  type EngineOptions,
} from './engine-options.js';
import { openEverest } from './everest.js';
import { openDriver } from './everest-driver.js';
import {
  addEverestOptions,
  refuseCombinations,
  specsOf,
  type EverestOptions,
  type VariableOption,
} from './everest-options.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { explainStart } from './mock-errors.js';
import { openLog } from './mock-log.js';
import { refuseReportFolders, writeReports } from './mock-report.js';
import { withProgress } from './progress.js';
import { printJsonLine } from './print-json.js';
import { hasErrors } from '../diagnostics/errors.js';
import { errorsAndAssumptions, findingsJson, refuseDocuments, reportFindings } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { pickSide, sideOption, type SideOption } from './side-option.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

interface Options
  extends SpecOptions, SideOption, EverestOptions, EngineOptions, ControlOptions, VariableOption {
  readonly send?: readonly string[];
  readonly log?: readonly string[];
  readonly broker?: string;
  readonly port: number;
  readonly prefix?: string;
}

/** Adds the command `mock`, which runs a mock server. */
export const addMock: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('mock')
    .description('Run a mock server for AsyncAPI documents, on an embedded broker or on yours.')
    .argument('[spec...]', `${SPEC_ARGUMENT}; optional with --everest`)
    .option(
      '--broker <url>',
      'broker to connect to instead of the embedded one, e.g. mqtt://127.0.0.1:1883',
      parseBroker,
    )
    .addOption(portOption())
    .option('--var <name=value>', 'value of a server variable; may be repeated', addVariable)
    .option(
      '--prefix <topic prefix>',
      'put this before every topic on the wire, as mqtt_external_prefix of EVerest does, e.g. site-7/',
    )
    .option(
      '--send <operation[=json]>',
      'send a message at the start, by default a sample; may be repeated. On a terminal, type further ones',
      addMessage,
    )
    .option(
      '--log <globs>',
      'log only these operations, e.g. "*session*,!heartbeat" (default: all)',
      (text: string) => text.split(','),
    );
  addControlOption(addEverestOptions(addEngineOptions(command.addOption(sideOption()))));
  addSpecOptions(command, 'log no messages')
    .addHelpText(
      'after',
      helpFooter('mock --everest --scenario ac-basic --speed 20', [0, 1, 2, 3, 4]),
    )
    .action(async (specs: string[], options: Options) => {
      finish(await mock(specs, options, io));
    });
};

async function mock(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  // Listen for signals from the start: as process 1 of a container, nothing else ends this process.
  const stopped = io.untilStopped();
  refuseCombinations(options);
  refuseReportFolders(options.report ?? [], io.cwd);
  await refuseFaults(options);
  const specs = await expandSpecs(specsOf(given, options), { cwd: io.cwd, root: options.root });
  const { findNothingToMock, planAll } = await import('../generate.js');
  const { planned, diagnostics } = await withProgress(io, { ...options, stopped }, (onStep) =>
    planAll(specs, { ...readOptions(options, io), ...pickSide(options), onStep }),
  );
  if (hasErrors(diagnostics)) return refuseDocuments(diagnostics, options.format, io);
  const plans = planned.map(({ plan }) => plan);
  const idle = findNothingToMock(planned);
  if (idle.length > 0) return refuseDocuments([...diagnostics, ...idle], options.format, io);
  refuseUnknownVariables(plans, options);
  await printAssumptions(diagnostics, options, io);
  await warnOfGlobs(plans, options, io);
  const log = await openLog(options, io);
  const control = await openControl(options, { io, log });
  const everest = await (options.side === 'counterpart' && options.everest === true
    ? openDriver(options)
    : openEverest(options, { io, log: control.log }));
  if ('findings' in everest) return refuseDocuments(everest.findings, options.format, io);
  const read = await overridesOf(options, plans, io);
  if ('findings' in read) return refuseDocuments(read.findings, options.format, io);
  const { adapt } = everest;
  const starting = start(plans, { ...options, ...read, log: control.log, adapt });
  const running = await Promise.race([starting, stopped]);
  if (running === undefined) {
    await starting.then((late) => late.close()).catch(() => undefined);
    return EXIT.ok;
  }
  announce(running.url, options, io);
  await control.start(running, everest.mock);
  everest.start();
  await serve(running, options, { io, stopped });
  const isAsExpected = everest.stop();
  const report = running.report();
  await control.close();
  await running.close();
  await writeReports(options.report ?? [], report, io.cwd);
  log.end();
  return isAsExpected ? EXIT.ok : EXIT.drift;
}

interface Serving {
  readonly io: Io;
  readonly stopped: Promise<unknown>;
}

/** Sends what the options and the user ask for, until the command is stopped. */
async function serve(
  running: RunningMock,
  { send = [] }: Options,
  { io, stopped }: Serving,
): Promise<void> {
  const stopReading = io.onTypedLine?.((line) => {
    if (line.trim() !== '') void running.send(line);
  });
  for (const text of send) void running.send(text);
  await stopped;
  stopReading?.();
}

/** Prints what is assumed about the documents; with `--format json`, as an event. */
async function printAssumptions(
  diagnostics: readonly Diagnostic[],
  options: Options,
  io: Io,
): Promise<void> {
  const { format } = options;
  const assumed = errorsAndAssumptions(diagnostics, options);
  if (assumed.length === 0) return;
  if (format !== 'json') return reportFindings(assumed, { io, to: io.err, format });
  printJsonLine(io.out, { event: 'assumed', diagnostics: await findingsJson(assumed, io) });
}

function announce(given: string, { format }: Options, { out, onTypedLine }: Io): void {
  const url = withoutCredentials(given);
  if (format === 'json') return printJsonLine(out, { event: 'listening', url });
  const broker = url ?? 'the given broker';
  out.write(`${out.paint('green', '✓')} mock server on ${broker}, Ctrl-C ends it\n`);
  if (onTypedLine === undefined) return;
  const hint = 'To send a message, type an operation and, if you like, its payload as JSON';
  out.write(`${out.paint('dim', wrap(hint, { columns: out.columns, indent: 2 }))}\n`);
}

type StartOptions = Omit<Options, 'log' | 'overrides'> &
  Pick<MockSettings, 'log' | 'adapt' | 'overrides'>;

async function start(
  plans: readonly ApiPlan[],
  {
    broker,
    port,
    var: variables = {},
    prefix: topicPrefix = '',
    fault: faults,
    ...rest
  }: StartOptions,
): Promise<RunningMock> {
  const { startMock } = await import('../mock/mock.js');
  try {
    return await startMock(plans, {
      ...{ port, variables, topicPrefix, faults, ...rest },
      ...(broker !== undefined && { broker }),
    });
  } catch (error) {
    throw explainStart(error, port);
  }
}

function refuseUnknownVariables(plans: readonly ApiPlan[], { var: variables = {} }: Options): void {
  const servers = plans.flatMap(({ api }) => api.servers);
  const known = new Set(servers.flatMap(variablesOf).map(({ name }) => name));
  const unknown = Object.keys(variables).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const help =
    known.size === 0
      ? 'The servers have no variables. Remove --var.'
      : `Use one of these variables: ${[...known].map(visibleLine).join(', ')}.`;
  throw new UsageError(`No server has a variable named "${unknown}".`, help);
}

/** Warns of globs of `--log` that match no operation, since a typing error in one hides messages. */
async function warnOfGlobs(
  plans: readonly ApiPlan[],
  { log: globs = [], quiet }: Options,
  { err: { columns, paint, write } }: Io,
): Promise<void> {
  if (quiet === true) return;
  const { globsWithoutMatch } = await import('../mock/log-filter.js');
  const names = plans
    .flatMap(({ operations }) => operations)
    .flatMap((each) => [each.operation.id, each.names.subject]);
  for (const glob of globsWithoutMatch(globs, names)) {
    const text = `${paint('yellow', 'warning')} No operation matches ${visibleLine(glob)}, which --log has. The command inspect lists the operations.`;
    write(`${wrap(text, { columns, indent: 2 })}\n`);
  }
}

function addMessage(text: string, known: readonly string[] = []): readonly string[] {
  return [...known, text];
}

function addVariable(
  text: string,
  known: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...known, [name]: value };
  throw new InvalidArgumentError(
    'A variable must have the form name=value, e.g. module_id=evse_1.',
  );
}
