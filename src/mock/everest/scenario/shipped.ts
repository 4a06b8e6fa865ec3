import { readdir } from 'node:fs/promises';
import { packageFolder } from '../../../system/package-folder.js';

/** The folder of the scenarios that this package has, and of their JSON Schema. */
export const SCENARIO_FOLDER = new URL('templates/scenarios/', packageFolder());

/** Returns the names of the scenarios that this package has. */
export async function shippedScenarios(): Promise<readonly string[]> {
  const names = await readdir(SCENARIO_FOLDER);
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}
