import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import { wrap } from '../diagnostics/wrap.js';
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
    .description('Explain what a finding means and how to fix it, or what a change of diff does.')
    .argument('<code>', 'code of a finding or a change, e.g. REF_OUTSIDE_ROOT')
    .addHelpText('after', helpFooter('explain REF_OUTSIDE_ROOT', [0, 1, 2]))
    .action(async (code: string) => {
      finish(await explain(code.toUpperCase(), io));
    });
};

async function explain(code: string, io: Io): Promise<ExitCode> {
  const { catalogue, consequenceOf } = await import('../diagnostics/catalogue.js');
  const { explainRule, rules } = await import('../diff/rules/rules.js');
  const change = explainRule(code);
  if (change !== undefined) return print(change, io);
  const entries = new Map(Object.entries(catalogue));
  const entry = entries.get(code);
  if (entry === undefined) {
    const codes = [...entries.keys(), ...Object.keys(rules)];
    const similar = didYouMean(code, codes);
    throw new UsageError(
      `The code ${code} does not exist.`,
      similar === undefined
        ? `Use one of these codes: ${codes.join(', ')}`
        : `Did you mean ${similar}?`,
    );
  }
  const { severity, title, explanation } = entry;
  const consequence = consequenceOf(entry);
  const head = `${io.out.paint(STYLES[severity], severity)} ${io.out.paint('bold', code)} ${title}`;
  return print([head, explanation, ...(consequence === '' ? [] : [consequence])], io);
}

function print(paragraphs: readonly string[], io: Io): ExitCode {
  const { columns } = io.out;
  const lines = paragraphs.map((each) => wrap(each, { columns, indent: 0 }));
  io.out.write(`${lines.join('\n\n')}\n`);
  return EXIT.ok;
}
