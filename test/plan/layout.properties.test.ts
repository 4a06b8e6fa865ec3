/** Of any schemas, `types.ts` is valid TypeScript, and Prettier would not change it. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from 'prettier';
import ts from 'typescript';
import type { Json } from '../../src/json/json.js';
import { schemasText } from '../support/declared-types.js';

const key = fc.oneof(
  fc.constantFrom('a', 'b c', '0', 'constructor', "it's", '*/', 'x"y', '🚗'),
  fc.string({ maxLength: 12 }),
);
const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null));

const { schema } = fc.letrec<{ schema: Json; list: Json[] }>((tie) => ({
  list: fc.array(tie('schema'), { minLength: 1, maxLength: 4 }),
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>({ type: 'string' }, true, { type: ['null', 'array', 'object'] }),
    fc.string().map((description) => ({ type: 'integer', description: description.repeat(20) })),
    fc.array(value, { minLength: 1, maxLength: 4 }).map((some) => ({ enum: some })),
    fc.array(fc.tuple(key, tie('schema')), { maxLength: 4 }).map((entries) => ({
      type: 'object',
      properties: Object.fromEntries(entries),
      required: entries.slice(1).map(([name]) => name),
    })),
    tie('schema').map((items) => ({ type: 'array', items })),
    tie('list').map((items) => ({ type: 'array', items, minItems: 1 })),
    tie('list').map((oneOf) => ({ oneOf })),
    tie('list').map((allOf) => ({ allOf })),
    tie('schema').map((additionalProperties) => ({
      type: 'object',
      properties: { q: { type: 'string', title: 'T' } },
      additionalProperties,
    })),
  ),
}));

it('is laid out for good', async () => {
  await fc.assert(
    fc.asyncProperty(schema, schema, async (one, other) => {
      const text = await schemasText({ LongSchemaName_one: one, B: other });
      expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
      expect((await check(text, { filepath: 'a.ts' })) || text).toBe(true);
    }),
    { numRuns: 150 },
  );
}, 30_000);
