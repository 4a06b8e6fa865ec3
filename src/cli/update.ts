import { DIFF_FORMATS, failOnChangeOption } from './diff-options.js';
import { helpFooter, type AddCommand } from './command.js';
import { addSpecOptions } from './spec-options.js';
import type { UpdateOptions } from './update-options.js';

/** Adds the command `update`, which fetches new versions of documents. */
export const addUpdate: AddCommand = (program, { io, finish }) => {
  const command = program
    .command('update')
    .description(
      'Fetch new versions of documents, say what they change, copy them into the project, and generate again.',
    )
    .argument('[folder...]', 'folders of documents (default: all in asyncapi-bindgen.lock.json)')
    .option(
      '--from <source>',
      'where the documents of a folder come from: a URL, a path, or a folder; repeatable',
      collect,
    )
    .option(
      '-o, --out <dir>',
      'output folder to generate again, with the options in its manifest; repeatable',
      collect,
    )
    .option('--check', 'write nothing; exit code 4 if a source has something new')
    .addOption(failOnChangeOption());
  addSpecOptions(command, 'print only errors, and changes that give exit code 5', DIFF_FORMATS)
    .addHelpText('after', helpFooter('update -o src/generated', [0, 1, 2, 3, 4, 5]))
    .action(async (folders: string[], options: UpdateOptions) => {
      const { update } = await import('./run-update.js');
      finish(await update(folders, options, io));
    });
};

function collect(value: string, others?: readonly string[]): readonly string[] {
  return [...(others ?? []), value];
}
