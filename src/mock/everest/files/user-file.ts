/** Files that users write for the mock EVerest: scenarios and configurations. */
import { diagnostic, type DiagnosticCode } from '../../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../../diagnostics/diagnostic.js';
import { visibleLine } from '../../../diagnostics/visible.js';
import { readText } from '../../../load/source/read-text.js';
import { parseSource, type SourceFile } from '../../../load/source/source-file.js';
import { createValidators } from '../../../../templates/runtime/lazy/create-validators.js';
import {
  ValidationError,
  type ValidationIssue,
} from '../../../../templates/runtime/validation/validation-error.js';

/** How findings about a file of the user speak of it. */
export interface FileWords {
  readonly code: DiagnosticCode;
  /** What the file is, e.g. `The scenario`. */
  readonly subject: string;
  /** Where to read more. */
  readonly help: string;
}

/** A file that could be read, or the findings in it. */
export type UserFile = { readonly file: SourceFile } | { readonly findings: readonly Diagnostic[] };

/** Reads a YAML file. `path` is absolute, and `shown` is its name in messages. */
export async function readUserFile(path: string, shown: string): Promise<UserFile> {
  const text = await readText(path, shown);
  if (text.kind !== 'refused') return parseSource(path, text.text);
  const { code, message, help, at } = text;
  const place: Place | undefined = at && { file: path, ...at };
  return { findings: [diagnostic(code, { message, help, ...(place && { place }) })] };
}

/** Finds what a JSON Schema does not allow in a file of the user. */
export function findInvalid(
  file: SourceFile,
  schema: object,
  words: FileWords,
): readonly Diagnostic[] {
  try {
    createValidators({ file: schema }).assert('file', file.data);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.issues.map((issue) => finding(file, issue, words));
  }
}

function finding(
  file: SourceFile,
  issue: ValidationIssue,
  { code, subject, help }: FileWords,
): Diagnostic {
  const { path, message } = issue;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const what = name === '' ? 'the whole file' : visibleLine(name);
  return diagnostic(code, {
    message: `${subject} is not valid: ${what} ${message}.`,
    help: `${fixOf(issue, what)} ${help}`,
    place: file.place(path),
  });
}

function fixOf({ keyword, expected }: ValidationIssue, subject: string): string {
  if (keyword === 'additionalProperties') return 'Check the spelling, or remove it.';
  return keyword === 'required' ? `Add ${subject}.` : `Write ${expected}.`;
}
