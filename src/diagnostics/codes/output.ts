import type { CodeTable } from '../code-table.js';

/** Findings on the output folder: of `generate` (exit code 2) and of `check` (DRIFT_*, exit code 4). */
export const outputCodes = {
  OUTPUT_FOLDER_REFUSED: {
    severity: 'error',
    title: 'The output folder is refused',
    explanation:
      'The folder of generated files holds nothing else, so the root of a file system, the home folder, the working folder itself, the top of a git repository, a symbolic link, and a path below the working folder from which a link leads out are refused. Give a folder of its own with -o.',
  },
  OUTPUT_FILE_FOREIGN: {
    severity: 'error',
    title: 'A file that is not ours stands in the way',
    explanation:
      'Only files that the manifest .asyncapi-bindgen.json lists are replaced. The file is not listed there and holds something else than what would be written. Move or remove it, or choose another folder with -o.',
  },
  OUTPUT_FILE_EDITED: {
    severity: 'warning',
    title: 'A file that is no longer generated was edited',
    explanation:
      'Files that the documents no longer give are removed, but not if they were edited since: the edits would be lost. The file counts as your own from now on.',
  },
  OUTPUT_EDIT_REPLACED: {
    severity: 'warning',
    title: 'Changes made by hand to generated files were replaced',
    explanation:
      'The files were not as the last run had left them, and they are as the documents give them now: generated files say on their first line that they are not to be edited. What was changed is lost unless version control has it. Extend generated classes in files of your own; "asyncapi-bindgen check" finds such changes before they are replaced.',
  },
  OUTPUT_PATH_BLOCKED: {
    severity: 'error',
    title: 'A path in the output folder cannot be written',
    explanation:
      'A symbolic link, a folder or a special file stands where a generated file belongs, or a file where a folder belongs. Links are not followed: nothing is written outside the output folder.',
  },
  OUTPUT_NAME_INVALID: {
    severity: 'error',
    title: 'A file name that not every system takes',
    explanation:
      'Output is named after the document. Names hold letters, digits, dots, dashes and underscores, none is a device name of Windows, and no two differ in case only. Rename the document.',
  },
  OUTPUT_UNWRITABLE: {
    severity: 'error',
    title: 'The system refuses to write the output',
    explanation:
      'Permissions, a full disk, a read-only file system, another program at work in the folder and the like. The output was left as it was; where the system refused even that, the message says so, and the next run finishes the change.',
  },
  MANIFEST_INVALID: {
    severity: 'error',
    title: 'The manifest of the output folder cannot be used',
    explanation:
      'The file .asyncapi-bindgen.json says which files are ours. After a merge it may hold conflict markers: restore either side, or remove the output folder, and generate again. It has at most 10 MiB, 20,000 files and 20,000 documents.',
  },
  MANIFEST_LIMIT: {
    severity: 'error',
    title: 'The output is too large for one manifest',
    explanation:
      'The file .asyncapi-bindgen.json lists at most 20,000 files and 20,000 documents, and has at most 10 MiB: others may change it, so what it can cost has a limit. Generate into several folders, with some of the documents each.',
  },
  DRIFT_MISSING: {
    severity: 'error',
    title: 'A generated file is missing',
    explanation: 'The manifest lists the file, and it is not there. Run generate again.',
  },
  DRIFT_CHANGED: {
    severity: 'error',
    title: 'A generated file was changed by hand',
    explanation:
      'The file is not as it was generated. The next run of generate takes the change back: move it to a file of your own.',
  },
  DRIFT_OUTDATED: {
    severity: 'error',
    title: 'A generated file is outdated',
    explanation:
      'The documents, or another version of the tool, give something else now. Run generate again and commit the result.',
  },
  DRIFT_ORPHANED: {
    severity: 'error',
    title: 'A generated file is no longer given',
    explanation:
      'The manifest lists the file, but none of the documents given gives it. Run generate again, with all documents.',
  },
} as const satisfies CodeTable;
