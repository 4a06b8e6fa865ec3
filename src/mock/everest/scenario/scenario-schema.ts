import { readFile } from 'node:fs/promises';
import { visibleLine } from '../../../diagnostics/visible.js';
import { createValidators } from '../../../../templates/runtime/lazy/create-validators.js';
import {
  ValidationError,
  type ValidationIssue,
} from '../../../../templates/runtime/validation/validation-error.js';
import { SCENARIO_FOLDER } from './shipped.js';

/** Finds what a JSON Schema does not allow. */
export type FindIssues = (data: unknown) => readonly ValidationIssue[];

/** The file of the JSON Schema of scenarios, in the folder of the scenarios. */
export const SCHEMA_FILE = 'scenario.schema.json';

/** Reads the JSON Schema of scenarios. */
export async function scenarioValidator(): Promise<FindIssues> {
  const schema: unknown = JSON.parse(await readFile(new URL(SCHEMA_FILE, SCENARIO_FOLDER), 'utf8'));
  if (typeof schema !== 'object' || schema === null) return () => [];
  return issuesBy(schema);
}

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

/** Returns the last name of a JSON pointer. */
export function nameAt(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
