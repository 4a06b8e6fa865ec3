import { codeTable } from '../code-table.js';

/** Findings about the documents that `update` fetches (exit code 2). */
export const vendorCodes = codeTable({
  LOCK_INVALID: {
    severity: 'error',
    title: 'The lock file cannot be used',
    explanation:
      'The file asyncapi-bindgen.lock.json says where documents come from, and has the hash of each fetched file. After a merge it may contain conflict markers. A source is an https URL that ends with a slash, or a relative path. A folder lies below the lock file and is not hidden. Only YAML and JSON files are fetched.',
  },
  SPEC_FILE_REFUSED: {
    severity: 'error',
    title: 'A file is not copied into the project',
    explanation:
      'Documents are untrusted, so "update" copies only regular YAML and JSON files. Their names have letters, digits, dots, dashes and underscores, are not hidden, and mean nothing to other tools, as package.json does. Symbolic links are not followed.',
  },
  SPEC_FILE_FOREIGN: {
    severity: 'error',
    title: 'A file that was not fetched is in the way',
    explanation:
      'Only files that asyncapi-bindgen.lock.json lists are replaced. This file is not listed there, and differs from what was fetched. If it is an earlier copy of the document, remove it.',
  },
  SPEC_FILE_EDITED: {
    severity: 'error',
    title: 'A fetched file was changed by hand',
    explanation:
      'The file differs from its hash in asyncapi-bindgen.lock.json, and the new version would undo the change. Restore the file from version control, or remove it, and run "update" again.',
  },
  SPEC_PATH_BLOCKED: {
    severity: 'error',
    title: 'A path for a fetched file cannot be written',
    explanation:
      'A symbolic link, a folder or a special file is where a fetched file belongs, or two fetched files have the same path. Links are not followed: nothing is written outside the folder of the lock file.',
  },
});
