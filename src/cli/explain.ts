import type { Severity } from '../diagnostics/diagnostic.js';
import { helpEnd, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { Style } from './paint.js';
import { UsageError } from './usage-error.js';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

export const addExplain: AddCommand = (program, { io, finish }) => {
  program
    .command('explain')
    .description('Say at length what a finding means, and what to do about it.')
    .argument('<code>', 'code of a finding, e.g. REF_OUTSIDE_ROOT')
    .addHelpText('after', helpEnd('explain REF_OUTSIDE_ROOT', [0, 1, 2]))
    .action(async (code: string) => {
      finish(await explain(code.toUpperCase(), io));
    });
};

async function explain(code: string, io: Io): Promise<ExitCode> {
  const { catalogue } = await import('../diagnostics/catalogue.js');
  const entries = new Map(Object.entries(catalogue));
  const entry = entries.get(code);
  if (entry === undefined) {
    throw new UsageError(
      `There is no finding ${code}.`,
      `Known: ${[...entries.keys()].join(', ')}`,
    );
  }
  const { severity, title, explanation } = entry;
  const head = `${io.out.paint(STYLES[severity], severity)} ${io.out.paint('bold', code)} ${title}`;
  io.out.write(`${head}\n\n${explanation}\n`);
  return EXIT.ok;
}
