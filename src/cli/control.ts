import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { wrap } from '../diagnostics/wrap.js';
import type { Control } from '../mock/control/control.js';
import type { EverestMock } from '../mock/everest/everest-mock.js';
import type { MockEvent } from '../mock/mock-event.js';
import type { RunningMock } from '../mock/mock.js';
import { parsePort } from './broker-options.js';
import type { Io } from './io.js';
import { explainControl } from './mock-errors.js';
import type { MockLog } from './mock-log.js';
import { printJsonLine } from './print-json.js';
import type { Format } from './report.js';

/** The options of the control API. */
export interface ControlOptions {
  readonly controlPort?: number;
  readonly format: Format;
}

/** Adds the option of the control API to the command `mock`. */
export function addControlOption(command: Command): Command {
  return command.option(
    '--control-port <number>',
    'serve the HTTP control API on this port of 127.0.0.1, or 0 for any free port',
    parsePort,
  );
}

/** What the control API needs of the command. */
export interface ControlContext {
  readonly io: Io;
  readonly log: MockLog;
}

/** The control API before and after its start; without its option, it does nothing. */
export interface OpenedControl {
  /** Adds an event to the log of the command and to that of the control API. */
  readonly log: (event: MockEvent) => void;
  /** Starts to listen, and prints the URL and the token. If the port is taken, closes the mock and throws a `UsageError`. */
  readonly start: (running: RunningMock, everest: EverestMock | undefined) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Creates the control API that the options describe. */
export async function openControl(
  options: ControlOptions,
  { io, log }: ControlContext,
): Promise<OpenedControl> {
  const { controlPort: port } = options;
  const nothing = (): Promise<void> => Promise.resolve();
  if (port === undefined) return { log: log.add, start: nothing, close: nothing };
  const { LogStreams, startControl } = await import('../mock/control/control.js');
  const streams = new LogStreams();
  let control: Control | undefined;
  const add = (event: MockEvent): void => {
    log.add(event);
    streams.add(event);
  };
  const onError = (error: unknown): void => add({ event: 'error', error });
  return {
    log: add,
    start: async (mock, everest) => {
      const token = randomBytes(24).toString('base64url');
      const parts = { port, token, mock, everest, streams, onError };
      control = await startControl(parts).catch(async (error: unknown) => {
        await mock.close();
        throw explainControl(error, port);
      });
      announce({ url: control.url, token }, options, io);
    },
    close: async () => control?.close(),
  };
}

interface Access {
  readonly url: string;
  readonly token: string;
}

function announce({ url, token }: Access, { format }: ControlOptions, { out }: Io): void {
  if (format === 'json') return printJsonLine(out, { event: 'control', url, token });
  out.write(`${out.paint('green', '✓')} control API on ${url}, described at /openapi.yaml\n`);
  const hint = `Requests need the header "Authorization: Bearer ${token}"`;
  out.write(`${out.paint('dim', wrap(hint, { columns: out.columns, indent: 2 }))}\n`);
}
