/** Compiled validators say what lazy ones say, to the letter. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.js';
import { code } from '../../src/plan/code/code.js';
import { namedSchemasJson, type SchemaJson } from '../../src/plan/samples/schema-json.js';
import { checkCompiled } from '../../src/render/compiled/check-compiled.js';
import { compiledText } from '../../src/render/compiled/compiled-text.js';
import { formatTypeScript } from '../../src/render/format.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import { readGroups } from '../json-schema/groups.js';
import { candidates } from '../properties/candidates.js';
import { Chance, seed, times } from '../properties/chance.js';
import { schemasArbitrary, valueArbitrary } from '../properties/draft-07.arbitrary.js';
import { compiledValidators, findingsOf } from '../support/compiled-validators.js';
import { root, shippedSpecs } from '../support/project.js';
import { sharedData } from '../support/shared-data.js';
import { Stages } from '../support/stages.js';

type Schemas = Readonly<Record<string, SchemaJson>>;

const casesFolder = join(root, 'test/cases');
const cases = readdirSync(casesFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('refused/'))
  .toSorted()
  .map((name) => join(casesFolder, name));

/** Compares both kinds of validators; returns how many values are valid and invalid. */
async function compare(
  schemas: Schemas,
  valuesOf: (name: string) => readonly unknown[],
): Promise<{ readonly valid: number; readonly invalid: number }> {
  const lazy = createValidators<string>(schemas);
  const compiled = await compiledValidators(schemas);
  const found = { valid: 0, invalid: 0 };
  for (const name of Object.keys(schemas)) {
    for (const value of valuesOf(name)) {
      const findings = findingsOf(lazy, name, value);
      expect({ name, value, findings: findingsOf(compiled, name, value) }).toEqual({
        name,
        value,
        findings,
      });
      expect(compiled.is(name, value)).toBe(findings === undefined);
      found[findings === undefined ? 'valid' : 'invalid'] += 1;
    }
  }
  return found;
}

describe('compiled validators have the findings of lazy ones', () => {
  const stages = new Stages();

  it.each([...shippedSpecs(), ...cases])('%s', async (spec) => {
    const plan = await stages.plan(await stages.load(spec), 'api');
    const schemas = namedSchemasJson(plan.types, plan.context);
    const chance = new Chance(seed);
    await compare(schemas, (name) => candidates(name, schemas, chance));
  });

  it('of random schemas', async () => {
    const values = fc.array(valueArbitrary, { minLength: 1, maxLength: 8 });
    const total = { valid: 0, invalid: 0 };
    const property = fc.asyncProperty(schemasArbitrary, values, async (schemas, parts) => {
      const wrapped = Object.fromEntries(parts.map((each) => ['a', each]));
      const { valid, invalid } = await compare(schemas, () => [...parts, parts, wrapped]);
      total.valid += valid;
      total.invalid += invalid;
    });
    await fc.assert(property, { seed, numRuns: 50 * times });
    expect(Math.min(total.valid, total.invalid)).toBeGreaterThan(100);
  }, 60_000);
});

const { folder, isThere } = sharedData('json-schema-test-suite', 'JSON_SCHEMA_SUITE');
const itWithSuite = isThere ? it : it.skip;

itWithSuite(
  'the draft-07 suite has the same findings, its optional formats too',
  async () => {
    const draft7 = join(folder, 'tests', 'draft7');
    const folders = [draft7, join(draft7, 'optional'), join(draft7, 'optional', 'format')];
    // A document has its references resolved before validators get them.
    const groups = folders
      .flatMap(readGroups)
      .filter(({ schema }) => !/"\$(?:ref|id)"/.test(JSON.stringify(schema)));
    expect(groups.length).toBeGreaterThan(200);
    for (const { schema, cases: judged } of groups) {
      if (!isSchema(schema)) continue;
      await compare({ Suite: schema }, () => judged.map(({ data }) => data));
    }
  },
  60_000,
);

function isSchema(value: Json): value is SchemaJson {
  return typeof value === 'boolean' || isSchemaObject(value);
}

function isSchemaObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('strings of a document stay data', () => {
  const attack = '"]+alert(1)+["\n\u2028*/ </script> ${alert(1)} \u202e `constructor`';

  it('in every keyword', async () => {
    const schemas = {
      A: {
        properties: { [attack]: { const: attack }, constructor: { pattern: '^\\w$' } },
        required: [attack],
        patternProperties: { ['^' + '[*`"\'\\u2028]']: { enum: [attack, { [attack]: attack }] } },
        dependencies: { [attack]: [attack] },
        format: attack,
      },
    };
    const text = compiledText({ kind: 'compiled', path: '', schemas, runtime: code`'../runtime'` });
    expect(text).not.toMatch(/<\/script|[\u2028\u202e]/);
    await formatTypeScript(text, (program) => checkCompiled(program, 'a.ts'));
    const values: readonly unknown[] = [
      {},
      { [attack]: attack },
      { [attack]: 1 },
      { constructor: 'ab' },
      { '`': 1 },
    ];
    await compare(schemas, () => values);
  });

  it.each([
    ['alert(1);', 'the foreign name alert'],
    ['schemas.constructor.constructor("alert(1)")();', 'a call of something foreign'],
    ['refer["constructor"]("alert(1)");', 'a call of something foreign'],
    ['const a = new Object();', 'a NewExpression'],
    ['const a = import("a");', 'a '],
    ['Object.prototype.a = 1;', 'an assignment to something foreign'],
    ['const a = `a`;', 'a TemplateLiteral'],
    ['const a = this;', 'a ThisExpression'],
  ])('and code that ajv never writes is refused: %s', async (foreign, fault) => {
    const schemas = { A: { type: 'string' } };
    const text = compiledText({ kind: 'compiled', path: '', schemas, runtime: code`'../runtime'` });
    const changed = text.replace('\nreturn {', `\n${foreign}\nreturn {`);
    const check = formatTypeScript(changed, (program) => checkCompiled(program, 'a.ts'));
    await expect(check).rejects.toThrow(`a.ts would contain code that ajv never writes: ${fault}`);
  });
});
