import { readFile } from 'node:fs/promises';
import { issuesBy, type FindIssues } from '../../files/schema-issues.js';
import { SCENARIO_FOLDER } from './shipped.js';

/** The file of the JSON Schema of scenarios, in the folder of the scenarios. */
export const SCHEMA_FILE = 'scenario.schema.json';

/** Reads the JSON Schema of scenarios. */
export async function scenarioValidator(): Promise<FindIssues> {
  const schema: unknown = JSON.parse(await readFile(new URL(SCHEMA_FILE, SCENARIO_FOLDER), 'utf8'));
  if (typeof schema !== 'object' || schema === null) return () => [];
  return issuesBy(schema);
}
