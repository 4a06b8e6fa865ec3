import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Target } from './target.js';
import { holdsDefinitions } from './definitions.js';
import type { SourceFile } from '../source/source-file.js';
import { isArray, isObject } from '../../json/json.js';
import { notDocument, unusable } from './reference-findings.js';
import type { Parse } from '../source/parser.js';

/** The reference that leads to a file, and the parser of that. */
interface FileReference {
  /** The `$ref` string. */
  readonly text: string;
  readonly at: Target;
  readonly parse: Parse;
}

/**
 * Parses a file that a document refers to. The file may be any file of the project, such as one with a
 * password. Therefore a syntax error is reported at the reference, without text of the file. If the
 * file contains no definitions, its places are withheld, so that later findings do not show its text.
 */
export function parseReferenced(
  path: string,
  text: string,
  { text: reference, at, parse }: FileReference,
): { readonly file: SourceFile } | { readonly finding: Diagnostic | undefined } {
  const parsed = parse(path, text);
  if ('findings' in parsed) {
    // Later errors usually follow from the first.
    const [first] = parsed.findings;
    return { finding: first && unusable(first, reference, at) };
  }
  const { file } = parsed;
  if (isSingleValue(file)) {
    return { finding: unusable(notDocument(file.place('')), reference, at) };
  }
  return { file: holdsDefinitions(file.data) ? file : withheld(file) };
}

/** Whether YAML data is a scalar, as a key or password file is. `true` and `false` are schemas. */
function isSingleValue({ data }: SourceFile): boolean {
  return !isObject(data) && !isArray(data) && typeof data !== 'boolean';
}

function withheld(file: SourceFile): SourceFile {
  return { ...file, place: (pointer) => ({ ...file.place(pointer), isWithheld: true }) };
}
