import { visibleLine } from '../../diagnostics/visible.js';
import { createValidators } from '../../../templates/runtime/lazy/create-validators.js';
import {
  ValidationError,
  type ValidationIssue,
} from '../../../templates/runtime/validation/validation-error.js';

/** Finds what a JSON Schema does not allow. */
export type FindIssues = (data: unknown) => readonly ValidationIssue[];

/** Returns what finds the violations of a JSON Schema. */
export function issuesBy(schema: object): FindIssues {
  const validators = createValidators({ file: schema });
  return (data) => {
    try {
      validators.assert('file', data);
      return [];
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return error.issues;
    }
  };
}

/** Returns how to fix a value that the JSON Schema does not allow. */
export function fixOf({ keyword, expected, path }: ValidationIssue): string {
  if (keyword === 'additionalProperties') return 'Check the spelling, or remove it.';
  return keyword === 'required' ? `Add ${visibleLine(nameAt(path))}.` : `Expected: ${expected}.`;
}

/** Returns what is wrong, as the end of a sentence. */
export function problemOf({ path, message }: ValidationIssue): string {
  const name = nameAt(path);
  return `${name === '' ? 'the whole file' : visibleLine(name)} ${message}`;
}

/** Returns the last name of a JSON pointer. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
