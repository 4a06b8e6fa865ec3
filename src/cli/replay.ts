import { InvalidArgumentError } from 'commander';
import { withoutCredentials } from '../../templates/runtime/shown-url.js';
import type { EmbeddedBroker } from '../mock/broker.js';
import { parseBroker, portOption } from './broker-options.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { explainConnection, explainStart } from './mock-errors.js';
import { readRecording } from './recording-file.js';
import { count } from './report.js';
import { UsageError } from './usage-error.js';

interface Options {
  readonly broker?: string;
  readonly port: number;
  readonly speed: number;
  readonly quiet?: true;
}

/** Adds the command `replay`, which publishes the messages of a recording. */
export const addReplay: AddCommand = (program, { io, finish }) => {
  program
    .command('replay')
    .description('Publish the messages of a recording, on an embedded broker or on yours.')
    .argument('<file>', 'a recording')
    .option(
      '--broker <url>',
      'broker to publish to at once, e.g. mqtt://127.0.0.1:1883 (default: an embedded broker, from its first subscription on)',
      parseBroker,
    )
    .addOption(portOption())
    .option('--speed <factor>', 'how many times as fast as it was recorded', parseSpeed, 1)
    .option('-q, --quiet', 'print errors only')
    .addHelpText('after', helpFooter('replay run.jsonl --speed 10', [0, 1, 2]))
    .action(async (file: string, options: Options) => {
      finish(await replayFile(file, options, io));
    });
};

async function replayFile(path: string, options: Options, io: Io): Promise<ExitCode> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = io.untilStopped();
  void stopped.then(() => stopping.abort());
  const messages = await readRecording(path, io);
  if (messages.length === 0) {
    throw new UsageError(
      `${path} has no messages.`,
      'Pass a file that the command record has written.',
    );
  }
  const { broker: url, port } = options;
  const broker = url === undefined ? await startEmbedded(port) : { ...unowned, url };
  try {
    if (url === undefined) say(`waiting for a subscription at ${broker.url}`, options, io);
    await Promise.race([broker.subscribed, stopped]);
    const { connect } = await import('../recording/connect.js');
    const { replay } = await import('../recording/replay.js');
    const client = await connect(broker.url);
    try {
      const published = await replay(messages, client, { speed: options.speed, signal });
      const to = withoutCredentials(broker.url) ?? 'the given broker';
      say(`published ${count(published, 'message')} to ${to}`, options, io);
    } finally {
      await client.endAsync();
    }
    return EXIT.ok;
  } catch (error) {
    throw explainConnection(error);
  } finally {
    await broker.close();
  }
}

/** A broker of the user has its own clients, and goes on. */
const unowned: Pick<EmbeddedBroker, 'subscribed' | 'close'> = {
  subscribed: Promise.resolve(),
  close: () => Promise.resolve(),
};

async function startEmbedded(port: number): Promise<EmbeddedBroker> {
  const { startBroker } = await import('../mock/broker.js');
  try {
    // What goes wrong for one client is its own matter.
    return await startBroker(port, () => undefined);
  } catch (error) {
    throw explainStart(error, port);
  }
}

function say(text: string, { quiet }: Options, { out }: Io): void {
  if (quiet !== true) out.write(`${out.paint('green', '✓')} ${text}\n`);
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new InvalidArgumentError('A speed must be a number above 0, e.g. 10.');
}
