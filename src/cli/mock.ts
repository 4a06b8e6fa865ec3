import { InvalidArgumentError } from 'commander';
import { visibleLine } from '../diagnostics/visible.js';
import type { GeneratedApi } from '../generate.js';
import type { RunningMock } from '../mock/mock.js';
import { helpEnd, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { errorsOf, hasErrors, reportFindings } from './report.js';
import { addReachOptions, readOptions, SPEC_ARGUMENT, type ReachOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

interface Options extends ReachOptions {
  readonly broker?: string;
  readonly port: number;
  readonly var: Readonly<Record<string, string>>;
  readonly quiet?: true;
}

export const addMock: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('mock')
    .description('Play the other side of AsyncAPI documents, on a broker of its own or on yours.')
    .argument('<spec...>', SPEC_ARGUMENT)
    .option('--broker <url>', 'use the broker at this URL, e.g. mqtt://127.0.0.1:1883')
    .option('--port <number>', 'port of its own broker on 127.0.0.1, 0 for any', parsePort, 1883)
    .option('--var <name=value>', 'value of a server variable; may be repeated', addVariable, {});
  addReachOptions(command)
    .option('-q, --quiet', 'log no messages')
    .addHelpText('after', helpEnd('mock specs/everest/*.yaml --var module_id=evse_1', [0, 1, 2, 3]))
    .action(async (specs: string[], options: Options) => {
      finish(await mock(specs, options, io));
    });
};

async function mock(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const specs = await expandSpecs(given, io.cwd);
  const { inspect } = await import('../generate.js');
  const { apis, diagnostics } = await inspect(specs, readOptions(options, io.cwd));
  await reportFindings(errorsOf(diagnostics), { io, to: io.err, format: 'pretty' });
  if (hasErrors(diagnostics)) return EXIT.document;
  refuseUnknownVariables(apis, options);
  const stopped = untilStopped();
  const running = await start(apis, options, io);
  const url = visibleLine(running.url);
  io.out.write(`${io.out.paint('green', '✓')} mock server on ${url}, Ctrl-C ends it\n`);
  await stopped;
  await running.close();
  return EXIT.ok;
}

async function start(
  apis: readonly GeneratedApi[],
  { broker, port, var: variables, quiet }: Options,
  { out }: Io,
): Promise<RunningMock> {
  const { startMock } = await import('../mock/mock.js');
  const log = quiet === true ? () => undefined : (line: string) => out.write(`${line}\n`);
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
  const help = known.size === 0 ? 'There are none.' : `There are: ${[...known].map(visibleLine).join(', ')}.`;
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

/** Resolves at the first Ctrl-C; a second one ends the process at once. */
async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
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
