import { Option } from 'commander';
import { visible } from '../diagnostics/visible.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { printJson } from './print-json.js';
import { readRecording } from './recording-file.js';

interface Options {
  readonly ignore?: readonly string[];
  readonly format: 'pretty' | 'json';
}

/** Adds the command `compare`, which compares two recordings. */
export const addCompare: AddCommand = (program, { io, finish }) => {
  program
    .command('compare')
    .description('Compare the messages of two recordings, whatever their times and ids.')
    .argument('<before>', 'a recording')
    .argument('<after>', 'another recording')
    .option(
      '--ignore <filter...>',
      'topic filters of messages to leave out, e.g. "everest_api/+/+/+/e2m/heartbeat"',
    )
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText('after', helpFooter('compare before.jsonl after.jsonl', [0, 1, 2, 4]))
    .action(async (before: string, after: string, options: Options) => {
      finish(await compare([before, after], options, io));
    });
};

async function compare(
  [before, after]: readonly [string, string],
  { ignore = [], format }: Options,
  io: Io,
): Promise<ExitCode> {
  const { compareRecordings, without } = await import('../recording/compare.js');
  const old = without(await readRecording(before, io), ignore);
  const fresh = without(await readRecording(after, io), ignore);
  const diff = compareRecordings(old, fresh, { before, after });
  if (format === 'json') printJson(io.out, { ok: diff === undefined, ...(diff && { diff }) });
  else if (diff === undefined) io.out.write(`${io.out.paint('green', '✓')} the recordings agree\n`);
  else io.out.write(visible(diff));
  return diff === undefined ? EXIT.ok : EXIT.drift;
}
