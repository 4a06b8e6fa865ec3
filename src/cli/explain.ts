import type { Severity } from '../diagnostics/diagnostic.js';
import { helpFooter, type AddCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import type { Style } from './paint.js';
import { UsageError } from './usage-error.js';

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** Adds the command `explain`, which explains the code of a finding. */
export const addExplain: AddCommand = (program, { io, finish }) => {
  program
    .command('explain')
    .description('Explain what a finding means and how to fix it.')
    .argument('<code>', 'code of a finding, e.g. REF_OUTSIDE_ROOT')
    .addHelpText('after', helpFooter('explain REF_OUTSIDE_ROOT', [0, 1, 2]))
    .action(async (code: string) => {
      finish(await explain(code.toUpperCase(), io));
    });
};

async function explain(code: string, io: Io): Promise<ExitCode> {
  const { catalogue, consequenceOf } = await import('../diagnostics/catalogue.js');
  const entries = new Map(Object.entries(catalogue));
  const entry = entries.get(code);
  if (entry === undefined) {
    throw new UsageError(
      `The code ${code} does not exist.`,
      `Use one of these codes: ${[...entries.keys()].join(', ')}`,
    );
  }
  const { severity, title, explanation } = entry;
  const consequence = consequenceOf(entry);
  const head = `${io.out.paint(STYLES[severity], severity)} ${io.out.paint('bold', code)} ${title}`;
  const paragraphs = [head, explanation, ...(consequence === '' ? [] : [consequence])];
  io.out.write(`${paragraphs.join('\n\n')}\n`);
  return EXIT.ok;
}
