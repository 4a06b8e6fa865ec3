import { codeTable } from '../code-table.js';

/** Findings about reading files. */
export const fileCodes = codeTable({
  FILE_NOT_FOUND: {
    severity: 'error',
    title: 'The file does not exist',
    explanation:
      'The path of a document, or of a file that a document refers to, does not exist. A path in a "$ref" is relative to the folder of the file that contains the "$ref", not to the working folder.',
  },
  FILE_NOT_READABLE: {
    severity: 'error',
    title: 'The file cannot be read',
    explanation:
      'The operating system refuses to read the file. Usually the user lacks a permission, or symbolic links form a cycle.',
  },
  FILE_NOT_REGULAR: {
    severity: 'error',
    title: 'The path does not name a regular file',
    explanation:
      'Folders, pipes, sockets and devices are not read. To read all documents of a folder, give a glob such as "specs/**/*.yaml".',
  },
  FILE_TOO_LARGE: {
    severity: 'error',
    title: 'The file is larger than 10 MB',
    explanation:
      'Documents are untrusted input, so a file of more than 10 MB is not read. Documents written by hand are far smaller. Move generated data, such as long arrays of examples, to another place.',
  },
  FILE_NOT_TEXT: {
    severity: 'error',
    title: 'The file is not UTF-8 text',
    explanation: 'YAML and JSON documents are read as UTF-8. Save the file in that encoding.',
  },
  FILE_OUTSIDE_ROOT: {
    severity: 'error',
    title: 'The document lies outside the folder given by --root',
    explanation:
      'Nothing outside the root folder is read. Symbolic links are resolved first: a link inside the root that leads out of it is outside.',
  },
  ROOT_TOO_WIDE: {
    severity: 'error',
    title: 'The root folder is the home folder or a whole disk',
    explanation:
      'A document can refer to every file within the root folder, and what it refers to may get into the output. The home folder and a whole disk hold far more than any document needs, so they are never the root. Name the folder of the project with --root.',
  },
  FILE_LIMIT: {
    severity: 'error',
    title: 'The document refers to too many files',
    explanation:
      'A document may consist of at most 500 files. Documents are untrusted input, and the limit bounds the work that one of them can cause.',
  },
});
