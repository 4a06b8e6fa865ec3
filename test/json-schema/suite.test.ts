/** The official JSON Schema test suite, each schema as the payload of a message. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sharedData } from '../support/shared-data.js';
import { readGroups, type Group } from './groups.js';
import { refused } from './refused.js';
import { judge, wrongCases, type Outcome } from './verdicts.js';

const { folder, isThere } = sharedData('json-schema-test-suite', 'JSON_SCHEMA_SUITE');
const draft7 = join(folder, 'tests', 'draft7');

function refusedNames(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.group.name] : []));
}

function countCases(groups: readonly Group[]): number {
  return groups.reduce((count, { cases }) => count + cases.length, 0);
}

/** One line for each file in which cases come out wrong. */
function report(title: string, outcomes: readonly Outcome[]): void {
  const cases = countCases(outcomes.map(({ group }) => group));
  const wrong = new Map<string, number>();
  for (const name of outcomes.flatMap(wrongCases)) {
    const file = name.slice(0, name.indexOf(':'));
    wrong.set(file, (wrong.get(file) ?? 0) + 1);
  }
  const files = [...wrong].map(([file, count]) => `${file} ${count}`).join(', ');
  process.stdout.write(
    `${title}: ${outcomes.length} groups, ${refusedNames(outcomes).length} refused; ` +
      `${cases} cases, wrong in ${files || 'none'}\n`,
  );
}

const describeWithSuite = isThere ? describe : describe.skip;

describeWithSuite(isThere ? 'the draft-07 suite' : `no draft-07 suite: ${folder} not found`, () => {
  it('passes in every required group that the parser lets through', async () => {
    const outcomes = await judge(readGroups(draft7));
    expect(outcomes.flatMap(wrongCases)).toEqual([]);
    expect(refusedNames(outcomes).toSorted()).toEqual(Object.values(refused).flat().toSorted());
  }, 120_000);

  it('is reported on where it is optional', async () => {
    const optional = join(draft7, 'optional');
    for (const part of [optional, join(optional, 'format')]) {
      const outcomes = await judge(readGroups(part));
      report(part === optional ? 'optional' : 'optional formats', outcomes);
      expect(outcomes.length).toBeGreaterThan(0);
    }
  }, 120_000);
});
