import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { diagnostic } from '../../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../../diagnostics/diagnostic.js';
import { isArray, member, type Json } from '../../../json/json.js';
import type { SourceFile } from '../../../load/source/source-file.js';
import { objectOf } from '../station/members.js';
import { findInvalid, readUserFile } from '../files/user-file.js';
import { parseScenario } from './parse-scenario.js';
import type { Scenario } from './scenario.js';
import { SCENARIO_FOLDER } from './shipped.js';

const HELP = 'docs/mock-server.md explains steps and their arguments.';

/** A scenario, or the findings in its file. */
export type ReadScenario =
  | { readonly scenario: Scenario; readonly findings?: undefined }
  | { readonly scenario?: undefined; readonly findings: readonly Diagnostic[] };

/** Reads a scenario. `path` is absolute, and `shown` is its name in messages. */
export async function readScenario(path: string, shown: string): Promise<ReadScenario> {
  const source = await readUserFile(path, shown);
  if ('findings' in source) return source;
  const { file } = source;
  const invalid = await findUnknown(file);
  const findings = invalid.length > 0 ? invalid : findBackwards(file);
  if (findings.length > 0) return { findings };
  return { scenario: parseScenario(file, basename(path).replace(/\.ya?ml$/, '')) };
}

/** Finds what the JSON Schema does not allow. */
async function findUnknown(file: SourceFile): Promise<readonly Diagnostic[]> {
  const schema: unknown = JSON.parse(
    await readFile(new URL('scenario.schema.json', SCENARIO_FOLDER), 'utf8'),
  );
  const words = { code: 'SCENARIO_INVALID', subject: 'The scenario', help: HELP } as const;
  return findInvalid(file, objectOf(schema), words);
}

interface Fault {
  readonly message: string;
  readonly fix: string;
}

function invalid(place: Place, { message, fix }: Fault): Diagnostic {
  const help = `${fix} ${HELP}`;
  return diagnostic('SCENARIO_INVALID', { message, help, place });
}

/** Finds steps with a time before that of a step above. */
function findBackwards(file: SourceFile): readonly Diagnostic[] {
  const steps = stepsOf(file.data);
  let latest = 0;
  return steps.flatMap((step, index) => {
    const given = member(step, 'at');
    const at = typeof given === 'number' ? given : latest;
    if (at >= latest) {
      latest = at;
      return [];
    }
    const message = `The step is at ${at} s, but a step above it is at ${latest} s.`;
    const fix = 'Write the steps in the order of their times.';
    return [invalid(file.place(`/steps/${index}/at`), { message, fix })];
  });
}

function stepsOf(data: Json): readonly Json[] {
  const steps = member(data, 'steps');
  return isArray(steps) ? steps : [];
}
