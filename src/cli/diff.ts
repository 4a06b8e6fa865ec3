import { hasErrors } from '../diagnostics/errors.js';
import { helpFooter, type AddCommand } from './command.js';
import { reportOf } from './compared-report.js';
import { DIFF_FORMATS, failOnChangeOption, type DiffOptions } from './diff-options.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Io } from './io.js';
import { withProgress } from './progress.js';
import { refuseDocuments } from './report.js';
import { pickSide, sideOption } from './side-option.js';
import { addSpecOptions, readOptions } from './spec-options.js';
import type { GivenVersion } from './versions.js';

/** Adds the command `diff`, which compares two versions of documents. */
export const addDiff: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('diff')
    .description('Say what a new version of documents changes for those who use their bindings.')
    .argument('<old>', 'a document, a folder of documents, or git:<revision>:<path>')
    .argument('<new>', 'the same in its new version')
    .addOption(failOnChangeOption())
    .addOption(sideOption());
  const quiet = 'print only changes that give exit code 5';
  addSpecOptions(command, quiet, DIFF_FORMATS)
    .addHelpText('after', helpFooter('diff git:main:specs specs', [0, 1, 2, 3, 5]))
    .action(async (old: string, fresh: string, options: DiffOptions) => {
      finish(await diff([old, fresh], options, io));
    });
};

async function diff(
  [given, newGiven]: readonly [string, string],
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  const { assertAlike, openVersion } = await import('./versions.js');
  const old = await openVersion(given, io, options.root);
  try {
    const fresh = await openVersion(newGiven, io, options.root);
    try {
      assertAlike(old, fresh);
      return await compare([old, fresh], options, io);
    } finally {
      fresh.close();
    }
  } finally {
    old.close();
  }
}

async function compare(
  [old, fresh]: readonly [GivenVersion, GivenVersion],
  options: DiffOptions,
  io: Io,
): Promise<ExitCode> {
  const { compareDocuments, pairDocuments } = await import('../generate/compare.js');
  const { pairs, diagnostics: clashes } = pairDocuments(old, fresh);
  const { strict, allowRef } = options;
  const reading = readOptions({ ...(strict && { strict }), ...(allowRef && { allowRef }) }, io);
  const shared = { ...reading, ...pickSide(options) };
  const roots = {
    ...(old.root && { oldRoot: old.root }),
    ...(fresh.root && { newRoot: fresh.root }),
  };
  const { documents, diagnostics } = await withProgress(io, options, (onStep) =>
    compareDocuments(pairs, { ...shared, ...roots, onStep }),
  );
  const all = [...clashes, ...diagnostics].map((each) => ({
    ...each,
    ...(each.place && { place: fresh.shown(old.shown(each.place)) }),
  }));
  if (hasErrors(all)) {
    const { format } = options;
    return refuseDocuments(all, format === 'json' || format === 'github' ? format : 'pretty', io);
  }
  const reports = documents.map((each) => reportOf(each, [old, fresh], io.cwd));
  const { changesFrom } = await import('../diff/change.js');
  const failing = reports.flatMap(({ changes }) => changesFrom(options.failOnChange, changes));
  const { printDifferences } = await import('./diff-report.js');
  await printDifferences(reports, { options, io, failing });
  return failing.length > 0 ? EXIT.change : EXIT.ok;
}
