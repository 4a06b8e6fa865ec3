import { basename } from 'node:path';
import { diagnostic } from '../../../diagnostics/catalogue.js';
import type { Diagnostic, Place } from '../../../diagnostics/diagnostic.js';
import { isArray, member, type Json } from '../../../json/json.js';
import type { SourceFile } from '../../../load/source/source-file.js';
import { fixOf, problemOf } from '../../files/schema-issues.js';
import { readUserFile } from '../../files/user-file.js';
import { parseScenario } from './parse-scenario.js';
import type { Scenario } from './scenario.js';
import { scenarioValidator } from './scenario-schema.js';

/** A scenario, or the findings in its file. */
export type ReadScenario =
  | { readonly scenario: Scenario; readonly findings?: undefined }
  | { readonly scenario?: undefined; readonly findings: readonly Diagnostic[] };

/** Reads a scenario. `path` is absolute, and `shown` is its name in messages. */
export async function readScenario(path: string, shown: string): Promise<ReadScenario> {
  const source = await readUserFile(path, shown);
  if ('findings' in source) return source;
  const { file } = source;
  const findIssues = await scenarioValidator();
  const wrong = findIssues(file.data).map((issue) =>
    invalid(file.place(issue.path), {
      message: `The scenario is not valid: ${problemOf(issue)}.`,
      fix: fixOf(issue),
    }),
  );
  const findings = wrong.length > 0 ? wrong : findBackwards(file);
  if (findings.length > 0) return { findings };
  return { scenario: parseScenario(file, basename(path).replace(/\.ya?ml$/, '')) };
}

interface Fault {
  readonly message: string;
  readonly fix: string;
}

function invalid(place: Place, { message, fix }: Fault): Diagnostic {
  const help = `${fix} docs/mock-server.md explains steps and their arguments.`;
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
