import { InvalidArgumentError } from 'commander';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { visibleLine } from '../diagnostics/visible.js';
import type { GeneratedApi } from '../generate.js';
import type { RunningMock } from '../mock/mock.js';
import type { MockEvent } from '../mock/mock-event.js';
import { helpEnd, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson, printJsonLine } from './print-json.js';
import { errorsOf, findingsJson, hasErrors, reportFindings } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

interface Options extends SpecOptions {
  readonly broker?: string;
  readonly port: number;
  readonly var: Readonly<Record<string, string>>;
}

export const addMock: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('mock')
    .description('Play the other side of AsyncAPI documents, on a broker of its own or on yours.')
    .argument('<spec...>', SPEC_ARGUMENT)
    .option('--broker <url>', 'use the broker at this URL, e.g. mqtt://127.0.0.1:1883')
    .option('--port <number>', 'port of its own broker on 127.0.0.1, 0 for any', parsePort, 1883)
    .option('--var <name=value>', 'value of a server variable; may be repeated', addVariable, {});
  addSpecOptions(command, 'log no messages')
    .addHelpText('after', helpEnd('mock specs/everest/*.yaml --var module_id=evse_1', [0, 1, 2, 3]))
    .action(async (specs: string[], options: Options) => {
      finish(await mock(specs, options, io));
    });
};

async function mock(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  // From here on: as process 1 of a container nothing else would end it.
  const stopped = io.untilStopped();
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const { inspect } = await import('../generate.js');
  const { apis, diagnostics } = await inspect(specs, readOptions(options, io));
  if (hasErrors(diagnostics)) return refuse(diagnostics, options, io);
  refuseUnknownVariables(apis, options);
  const starting = start(apis, options, io);
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

function announce(given: string, { format }: Options, { out }: Io): void {
  const url = withoutCredentials(given);
  if (format === 'json') return printJsonLine(out, { event: 'listening', url });
  const broker = url ?? 'the broker given';
  out.write(`${out.paint('green', '✓')} mock server on ${broker}, Ctrl-C ends it\n`);
}

async function start(
  apis: readonly GeneratedApi[],
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
    return await startMock(apis, { port, variables, log, ...(broker !== undefined && { broker }) });
  } catch (error) {
    throw explainStart(error, port);
  }
}

function refuseUnknownVariables(apis: readonly GeneratedApi[], options: Options): void {
  const servers = apis.flatMap(({ api }) => api.servers);
  const known = new Set(servers.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const unknown = Object.keys(options.var).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const help =
    known.size === 0 ? 'There are none.' : `There are: ${[...known].map(visibleLine).join(', ')}.`;
  throw new UsageError(`No server has a variable called ${unknown}.`, help);
}

/** What stands in the way of a start: a taken port, no broker, a value that no topic can hold. */
function explainStart(error: unknown, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const here = `mqtt://127.0.0.1:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} is taken by another program, perhaps by a broker.`,
        `Take another one (--port 0 for any), or use that broker: --broker ${here}`,
      );
    case 'EACCES':
      return new UsageError(`Port ${port} is not for this user.`, 'Take one from 1024 on.');
    case 'MQTT5_NEEDED':
      return new UsageError(
        error.message,
        'Start a broker that speaks MQTT 5, such as mosquitto, and name it with --broker.',
      );
    case 'CONNECTION':
      return new UsageError(error.message, 'Check that the broker runs, and the URL of --broker.');
    case 'TOPIC':
      return new UsageError(error.message, 'Give another value with --var name=value.');
    default:
      return error;
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function addVariable(
  text: string,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { ...known, [name]: value };
  throw new InvalidArgumentError('Write it as name=value, e.g. module_id=evse_1.');
}
