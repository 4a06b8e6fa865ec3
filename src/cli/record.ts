import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import { hasErrors } from '../diagnostics/errors.js';
import type { KnownTopic } from '../mock/known-topics.js';
import type { Recorder } from '../recording/record.js';
import type { RecordedMessage } from '../recording/recorded-message.js';
import { isSystemError } from '../system/system-error.js';
import { parseBroker } from './broker-options.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { explainConnection } from './mock-errors.js';
import { printJsonLine } from './print-json.js';
import { withProgress } from './progress.js';
import { count, refuseDocuments } from './report.js';
import { addSpecOptions, readOptions, SPEC_ARGUMENT, type SpecOptions } from './spec-options.js';
import { expandSpecs } from './specs.js';
import { UsageError } from './usage-error.js';

interface Options extends SpecOptions {
  readonly broker: string;
  readonly out: string;
  readonly topic: readonly string[];
}

/** Adds the command `record`, which writes the messages of a broker to a file. */
export const addRecord: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('record')
    .description('Record the messages of a broker, until Ctrl-C or SIGTERM.')
    .argument('[spec...]', `${SPEC_ARGUMENT}; they name and validate the messages`)
    .requiredOption(
      '--broker <url>',
      'broker to listen to, e.g. mqtt://127.0.0.1:1883',
      parseBroker,
    )
    .requiredOption('-o, --out <file>', 'new file for the recording: one JSON object a line')
    .option('--topic <filter...>', 'topic filters to record', ['#']);
  addSpecOptions(command, 'print errors only')
    .addHelpText(
      'after',
      helpFooter('record specs/*.yaml --broker mqtt://127.0.0.1:1883 -o run.jsonl', [0, 1, 2, 3]),
    )
    .action(async (specs: string[], options: Options) => {
      finish(await record(specs, options, io));
    });
};

async function record(given: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const stopped = io.untilStopped();
  const known = await topicsOf(given, options, io);
  if (known === undefined) return EXIT.document;
  const { recordingLine } = await import('../recording/recorded-message.js');
  const path = resolve(io.cwd, options.out);
  const file = createFile(path, options.out);
  const totals = new Totals();
  try {
    const recorder = await start(known, options, (message) => {
      writeSync(file, recordingLine(message));
      totals.add(message);
    });
    announce(options, io);
    await stopped;
    await recorder.close();
  } catch (error) {
    rmSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
  if (options.quiet !== true) totals.print(given.length > 0, options, io);
  return EXIT.ok;
}

/** Returns the topics of documents; nothing if one has errors, which are printed. */
async function topicsOf(
  given: readonly string[],
  options: Options,
  io: Io,
): Promise<readonly KnownTopic[] | undefined> {
  if (given.length === 0) return [];
  const specs = await expandSpecs(given, { cwd: io.cwd, root: options.root });
  const { planAll } = await import('../generate.js');
  const { planned, diagnostics } = await withProgress(io, options, (onStep) =>
    planAll(specs, { ...readOptions(options, io), onStep }),
  );
  if (hasErrors(diagnostics)) {
    await refuseDocuments(diagnostics, options.format, io);
    return undefined;
  }
  const { topicsOfPlan } = await import('../mock/topics-of-plan.js');
  return planned.flatMap(({ plan }) => topicsOfPlan(plan));
}

/** Creates a file, since a recording never replaces another file. */
function createFile(path: string, shown: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    throw new UsageError(
      `${shown} exists already.`,
      'Remove it, or record to another file with -o.',
    );
  }
}

async function start(
  known: readonly KnownTopic[],
  { broker: url, topic: filters }: Options,
  onMessage: (message: RecordedMessage) => void,
): Promise<Recorder> {
  const { record } = await import('../recording/record.js');
  try {
    return await record({ url, filters, known, onMessage });
  } catch (error) {
    throw explainConnection(error);
  }
}

function announce({ format, broker, out, quiet }: Options, io: Io): void {
  if (quiet === true) return;
  const url = withoutCredentials(broker);
  if (format === 'json') return printJsonLine(io.out, { event: 'recording', url, file: out });
  const from = url ?? 'the given broker';
  io.out.write(`${io.out.paint('green', '✓')} recording ${from} to ${out}, Ctrl-C ends it\n`);
}

/** What was recorded. */
class Totals {
  #messages = 0;
  #invalid = 0;
  #unknown = 0;

  add({ operation, problems = [] }: RecordedMessage): void {
    this.#messages += 1;
    if (operation === undefined) this.#unknown += 1;
    if (problems.length > 0) this.#invalid += 1;
  }

  /** `isDescribed` is whether there were documents, without which no message is known. */
  print(isDescribed: boolean, { format }: Options, { out }: Io): void {
    const [messages, invalid, unknown] = [this.#messages, this.#invalid, this.#unknown];
    if (format === 'json') {
      const known = isDescribed ? { invalid, unknown } : {};
      return printJsonLine(out, { event: 'stopped', messages, ...known });
    }
    const known = isDescribed ? `, ${invalid} invalid, ${unknown} of no document` : '';
    // On a terminal, Ctrl-C is echoed.
    const line = out.terminal ? '\r' : '';
    out.write(`${line}${out.paint('green', '✓')} recorded ${count(messages, 'message')}${known}\n`);
  }
}
