import { InvalidArgumentError } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { visibleLine } from '../diagnostics/visible.js';
import type { RunningMock } from '../mock/mock.js';
import { variablesOf } from '../model/mqtt-servers.js';
import type { MockEvent } from '../mock/mock-event.js';
import type { ApiPlan } from '../plan/plan.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson, printJsonLine } from './print-json.js';
import {
  errorsAndAssumptions,
  errorsOf,
  findingsJson,
  hasErrors,
  reportFindings,
} from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

interface Options extends SpecOptions {
  readonly broker?: string;
  readonly port: number;
  readonly var: Readonly<Record<string, string>>;
}

/** Adds the command `mock`, which runs a mock server. */
export const addMock: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('mock')
    .description('Run a mock server for AsyncAPI documents, on an embedded broker or on yours.')
    .argument('<spec...>', SPEC_ARGUMENT)
    .option(
      '--broker <url>',
      'broker to connect to instead of the embedded one, e.g. mqtt://127.0.0.1:1883',
    )
    .option(
      '--port <number>',
      'port of the embedded broker on 127.0.0.1, or 0 for any free port',
      parsePort,
      1883,
    )
    .option('--var <name=value>', 'value of a server variable; may be repeated', addVariable, {});
  addSpecOptions(command, 'log no messages')
    .addHelpText(
      'after',
      helpFooter('mock specs/everest/*.yaml --var module_id=evse_1', [0, 1, 2, 3]),
    )
    .action(async (specs: string[], options: Options) => {
      finish(await mock(specs, options, io));
    });
};

async function mock(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  // Listen for signals from the start: as process 1 of a container, nothing else ends this process.
  const stopped = io.untilStopped();
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const { findNothingToMock, planAll } = await import('../generate.js');
  const { planned, diagnostics } = await planAll(specs, readOptions(options, io));
  if (hasErrors(diagnostics)) return refuse(diagnostics, options, io);
  const plans = planned.map(({ plan }) => plan);
  const idle = findNothingToMock(planned);
  if (idle.length > 0) return refuse([...diagnostics, ...idle], options, io);
  refuseUnknownVariables(plans, options);
  await printAssumptions(diagnostics, options, io);
  const starting = start(plans, options, io);
  const running = await Promise.race([starting, stopped]);
  if (running === undefined) {
    await starting.then((late) => late.close()).catch(() => undefined);
    return EXIT.ok;
  }
  announce(running.url, options, io);
  await stopped;
  await running.close();
  return EXIT.ok;
}

async function refuse(
  diagnostics: readonly Diagnostic[],
  { format }: Options,
  io: Io,
): Promise<ExitCode> {
  if (format === 'json') {
    printJson(io.out, { ok: false, diagnostics: await findingsJson(diagnostics, io) });
  } else {
    await reportFindings(errorsOf(diagnostics), { io, to: io.err, format });
  }
  return EXIT.document;
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

function announce(given: string, { format }: Options, { out }: Io): void {
  const url = withoutCredentials(given);
  if (format === 'json') return printJsonLine(out, { event: 'listening', url });
  const broker = url ?? 'the given broker';
  out.write(`${out.paint('green', '✓')} mock server on ${broker}, Ctrl-C ends it\n`);
}

async function start(
  plans: readonly ApiPlan[],
  { broker, port, var: variables, quiet, format }: Options,
  { out }: Io,
): Promise<RunningMock> {
  const { startMock } = await import('../mock/mock.js');
  const { logLine, logRecord } = await import('../mock/log-line.js');
  const log = (event: MockEvent): void => {
    if (quiet === true) return;
    if (format === 'json') printJsonLine(out, logRecord(event));
    else out.write(`${logLine(event)}\n`);
  };
  try {
    return await startMock(plans, {
      port,
      variables,
      log,
      ...(broker !== undefined && { broker }),
    });
  } catch (error) {
    throw explainStart(error, port);
  }
}

function refuseUnknownVariables(plans: readonly ApiPlan[], options: Options): void {
  const servers = plans.flatMap(({ api }) => api.servers);
  const known = new Set(servers.flatMap(variablesOf).map(({ name }) => name));
  const unknown = Object.keys(options.var).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const help =
    known.size === 0
      ? 'The servers have no variables. Remove --var.'
      : `Use one of these variables: ${[...known].map(visibleLine).join(', ')}.`;
  throw new UsageError(`No server has a variable named "${unknown}".`, help);
}

/**
 * Explains why the mock server cannot start: a port in use, no broker, or a wrong value of a variable.
 */
function explainStart(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const here = `mqtt://127.0.0.1:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} is in use by another program, perhaps by a broker.`,
        `Use another port (--port 0 for any), or use that broker: --broker ${here}`,
      );
    case 'EACCES':
      return new UsageError(
        `You have no permission to use port ${port}.`,
        'Use a port from 1024 on.',
      );
    case 'MQTT5_NEEDED':
      return new UsageError(
        error.message,
        'Start a broker that supports MQTT 5, such as mosquitto, and pass its URL with --broker.',
      );
    case 'CONNECTION':
      return new UsageError(
        error.message,
        'Check that the broker is running and that the URL of --broker is correct.',
      );
    case 'TOPIC':
      return new UsageError(error.message, 'Pass another value with --var name=value.');
    default:
      return error;
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port must be an integer from 0 to 65535.');
}

function addVariable(
  text: string,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...known, [name]: value };
  throw new InvalidArgumentError(
    'A variable must have the form name=value, e.g. module_id=evse_1.',
  );
}
