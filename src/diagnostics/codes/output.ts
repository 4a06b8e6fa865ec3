import { codeTable } from '../code-table.js';

/**
 * Findings about the output folder: of `generate` (exit code 2) and `check` (DRIFT_*, exit code 4).
 */
export const outputCodes = codeTable({
  OUTPUT_FOLDER_REFUSED: {
    severity: 'error',
    title: 'The output folder is refused',
    explanation:
      'The output folder contains generated files only. Therefore the root of a file system, the home folder, the working folder, the top of a git repository, a symbolic link, and a path that a link leads out of the working folder are refused. Name a folder of its own with -o.',
  },
  OUTPUT_FILE_FOREIGN: {
    severity: 'error',
    title: 'A file that was not generated is in the way',
    explanation:
      'Only files that the manifest .asyncapi-bindgen.json lists are replaced. This file is not listed there, and its content differs from what would be written. Move or remove it, or choose another folder with -o.',
  },
  OUTPUT_FILE_EDITED: {
    severity: 'warning',
    title: 'A file that is no longer generated was edited',
    explanation:
      'Files that the documents no longer generate are removed, except those that were edited since, so that no edit is lost. From now on the file counts as your own.',
  },
  OUTPUT_EDIT_REPLACED: {
    severity: 'warning',
    title: 'Manual changes to generated files were replaced',
    explanation:
      'The files differed from what the last run had written, and have been generated again. The first line of a generated file says that it must not be edited. The changes are lost unless version control has them. Extend generated classes in files of your own. "asyncapi-bindgen check" finds such changes before they are replaced.',
  },
  OUTPUT_PRUNE: {
    severity: 'error',
    title: 'Files of an earlier run would be removed',
    explanation:
      'The output folder has files of documents or parts that this run does not generate. A run replaces the whole folder, so they would be removed. If that is what you want, add --prune. If not, pass all documents and parts of the folder in one run, or give each run a folder of its own.',
  },
  OUTPUT_PATH_BLOCKED: {
    severity: 'error',
    title: 'A path in the output folder cannot be written',
    explanation:
      'A symbolic link, a folder or a special file is where a generated file belongs, or a file is where a folder belongs. Links are not followed: nothing is written outside the output folder.',
  },
  OUTPUT_NAME_INVALID: {
    severity: 'error',
    title: 'A file name that some systems do not allow',
    explanation:
      'Output is named after the document. A name contains only letters, digits, dots, dashes and underscores, is not a device name of Windows, and differs from other names in more than case. Rename the document.',
  },
  OUTPUT_UNWRITABLE: {
    severity: 'error',
    title: 'The system refuses to write the output',
    explanation:
      'Possible causes are missing permissions, a full disk, a read-only file system, or another program that uses the folder. The output is unchanged. If the system refused to restore it, the message says so, and the next run completes the change.',
  },
  MANIFEST_INVALID: {
    severity: 'error',
    title: 'The manifest of the output folder cannot be used',
    explanation:
      'The file .asyncapi-bindgen.json lists the generated files. After a merge it may contain conflict markers: restore one side, or remove the output folder, and generate again. It has at most 10 MiB, 20,000 files and 20,000 documents.',
  },
  MANIFEST_LIMIT: {
    severity: 'error',
    title: 'The output is too large for one manifest',
    explanation:
      'The file .asyncapi-bindgen.json lists at most 20,000 files and 20,000 documents, and has at most 10 MiB. Others may change the file, so the work that it can cause is limited. Generate into several folders, with some of the documents each.',
  },
  DRIFT_MISSING: {
    severity: 'error',
    title: 'A generated file is missing',
    explanation: 'The manifest lists the file, but it does not exist. Run generate again.',
  },
  DRIFT_CHANGED: {
    severity: 'error',
    title: 'A generated file was changed by hand',
    explanation:
      'The file differs from what was generated. The next run of generate replaces it, so move your changes to a file of your own.',
  },
  DRIFT_OUTDATED: {
    severity: 'error',
    title: 'A generated file is outdated',
    explanation:
      'The documents, or another version of the tool, now generate something else. Run generate again and commit the result.',
  },
  DRIFT_NEW: {
    severity: 'error',
    title: 'A document is not generated',
    explanation:
      'The manifest records the globs of the last run. One of them matches this document now, and did not match it then. Run the command that check prints.',
  },
  DRIFT_ORPHANED: {
    severity: 'error',
    title: 'A file is no longer generated',
    explanation:
      'The manifest lists the file, but none of the given documents generates it. Run generate again with all documents.',
  },
});
