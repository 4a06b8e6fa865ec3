/** Each rule of the table has an example, which is reported in its words and with its levels, in both directions. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/diff/change.js';
import { effectOf, rules, type RuleCode } from '../../src/diff/rules/rules.js';
import type { JsonObject } from '../../src/json/json.js';
import { compare, exchanging } from './compare.js';
import { lamp, patched, readExamples, type Example } from './examples.js';

const examples = readExamples();
const ofSchemas = examples.filter(({ schema }) => schema !== undefined);
const ofDocuments = examples.filter(({ schema }) => schema === undefined);
const directions = ['received', 'sent'] as const;

/** The direction of an example; none if it has the same effect in both. */
type Direction = 'received' | 'sent' | undefined;

/** Rules whose change is no difference of two documents, with the test that shows them. */
const elsewhere = ['API_ADDED', 'API_REMOVED', 'COMPARISON_LIMIT'];

it('has an example for each rule, and no other', () => {
  const shown = new Set([...examples.map(({ rule }) => rule), ...elsewhere]);
  expect([...shown].toSorted()).toEqual(Object.keys(rules).toSorted());
});

describe('a change of a schema', () => {
  let changes: readonly Change[] = [];

  beforeAll(async () => {
    const version = (key: 'old' | 'new'): JsonObject =>
      exchanging(Object.fromEntries(ofSchemas.map((each) => [each.schema, each[key]])));
    changes = (await compare(version('old'), version('new'))).changes;
  });

  it.each(ofSchemas.flatMap((each) => directions.map((direction) => ({ ...each, direction }))))(
    '$rule, $direction',
    (example) => {
      const { direction, schema = '' } = example;
      const found = changes.filter(
        (each) => each.symbols.includes(schema) && each.direction === direction,
      );
      expect(found).toEqual([expect.objectContaining(expected(example, direction))]);
      const [method] = found.flatMap(({ methods }) => methods);
      expect(method).toBe(`${direction === 'sent' ? 'send' : 'on'}${schema}`);
    },
  );
});

describe('a change of a document', () => {
  const cases = ofDocuments.flatMap((each): readonly (Example & { direction: Direction })[] => {
    if (each.says !== undefined) return [{ ...each, direction: undefined }];
    return directions.map((direction) => ({ ...each, direction }));
  });

  it.each(cases)('$rule, $direction', async (example) => {
    const { rule, direction, also = [] } = example;
    const { changes } = await compare(
      turned(patched(lamp, example.old), direction),
      turned(patched(lamp, example.new), direction),
    );
    expect(changes.filter(({ code }) => code === rule)).toEqual([
      expect.objectContaining(expected(example, direction)),
    ]);
    const others = changes.map(({ code }) => code).filter((code) => code !== rule);
    const version = rule === 'VERSION_UNDERSTATED' ? [] : ['VERSION_UNDERSTATED'];
    expect(others.toSorted()).toEqual([...also, ...version].toSorted());
  });
});

function expected(example: Example, direction: Direction): object {
  const { rule } = example;
  expect(Object.keys(rules)).toContain(rule);
  const [wire, source] = effectOf(codeOf(rule), direction ?? 'received');
  return {
    ...{ code: rule, wire, source },
    message: direction === undefined ? example.says : example[direction],
  };
}

function codeOf(rule: string): RuleCode {
  const known = (code: string): code is RuleCode => Object.hasOwn(rules, code);
  if (known(rule)) return rule;
  throw new Error(`There is no rule ${rule}.`);
}

/** Returns the document with the operation `sendDim` in the given direction. */
function turned(document: JsonObject, direction: Direction): JsonObject {
  if (direction !== 'received') return document;
  return patched(document, { operations: { sendDim: { action: 'receive' } } });
}
