import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Target } from './target.js';
import { holdsDefinitions } from './definitions.js';
import type { SourceFile } from '../source/source-file.js';
import { isList, isObject } from '../../json/json.js';
import { notDocument, unusable } from './reference-findings.js';
import { parseSource } from '../source/source-file.js';

/** Where a file is referred to. */
interface Referring {
  /** Of the reference. */
  readonly text: string;
  readonly at: Target;
}

/**
 * Parses the text of a file that a document refers to. It may be any file of the project, such as one
 * with a key or a password: so what is wrong with it is told at the reference, and without its text.
 * Unless it holds definitions, its places are marked, so that nothing of it is shown later either.
 */
export function parseReferenced(
  path: string,
  text: string,
  { text: reference, at }: Referring,
): { readonly file: SourceFile } | { readonly finding: Diagnostic | undefined } {
  const parsed = parseSource(path, text);
  if ('findings' in parsed) {
    // The first is mostly the cause of the others.
    const [first] = parsed.findings;
    return { finding: first && unusable(first, reference, at) };
  }
  const { file } = parsed;
  if (isSingleValue(file)) {
    return { finding: unusable(notDocument(file.place('')), reference, at) };
  }
  return { file: holdsDefinitions(file.data) ? file : withheld(file) };
}

/** What a key, a password or a file of another kind is to a parser of YAML; `true` is a schema. */
function isSingleValue({ data }: SourceFile): boolean {
  return !isObject(data) && !isList(data) && typeof data !== 'boolean';
}

function withheld(file: SourceFile): SourceFile {
  return { ...file, place: (pointer) => ({ ...file.place(pointer), isWithheld: true }) };
}
