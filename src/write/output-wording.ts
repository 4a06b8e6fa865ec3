import type { Wording } from './change-set.js';
import { named, problem } from './problem.js';

/** The findings about files of an output folder. */
export const outputWording: Wording = {
  blocked: (path, { at, what }) =>
    problem({
      code: 'OUTPUT_PATH_BLOCKED',
      message: `${path} cannot be written: ${at} is ${what}.`,
      help: `Remove ${at} from the output folder, or choose another folder with -o.`,
    }),
  foreign: (path) =>
    problem({
      code: 'OUTPUT_FILE_FOREIGN',
      message: `${path} is there already, and is no file of an earlier run.`,
      help: 'Move or remove it, or choose another folder with -o.',
    }),
  edited: (path) =>
    problem({
      code: 'OUTPUT_FILE_EDITED',
      severity: 'warning',
      message: `${path} is no longer generated, and was left in place since it was edited.`,
      help: 'Remove it if it is of no use to you; from now on it counts as your own.',
    }),
  kept: (paths) =>
    problem({
      code: 'OUTPUT_PRUNE',
      message: `The given documents and parts do not generate these files of an earlier run: ${named(paths)}.`,
      help: 'Add --prune to remove them. To keep them, pass all documents and parts of the output folder, or choose another folder with -o.',
    }),
  replaced: (paths) =>
    problem({
      code: 'OUTPUT_EDIT_REPLACED',
      severity: 'warning',
      message: `Changed by hand since they were generated, and now replaced: ${named(paths)}.`,
      help: 'Take the change back from version control if you need it, and keep it in a file of your own.',
    }),
};
