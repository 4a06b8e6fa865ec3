/**
 * Our structure rules, which keep what they compiled, say of every document what those of the parser
 * say that compile everything anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Json } from '../../src/load/document.js';
import { structureRules } from '../../src/load/parser/structure-rules.js';
import { root } from '../support/project.js';
import { Chance, seed, times } from './chance.js';
import { mutantOf } from './mutants.js';

/** Small ones, for the sake of time; mutations change versions, too. */
const documents = [
  'specs/examples/greenhouse.yaml',
  'specs/examples/street-lights.yaml',
  'specs/everest/isolation_monitor_API.yaml',
  'test/model/v2.yaml',
  'test/model/v2.yaml',
  'test/model/v3.yaml',
].map((path): Json => parse(readFileSync(join(root, path), 'utf8')));
const structure = 'asyncapi-document-';

/** The other rule says of payloads what these say already, or is the only one to say it. */
const isOfDocument = ({ code }: { readonly code: string | number }): boolean =>
  code !== 'asyncapi2-schemas';
const hasErrors = (found: readonly { readonly severity: number }[]): boolean =>
  found.some(({ severity }) => severity === 0);

it('the structure rules agree with those of the parser on mutated documents', async () => {
  const chance = new Chance(seed);
  const stock = new Parser({ ruleset: { recommended: false } });
  const ours = new Parser({ ruleset: { recommended: false, rules: structureRules() } });
  const mutants = Array.from({ length: 35 * times }).flatMap(() =>
    documents.map((document) => mutantOf(document, chance)),
  );
  const counts = { accepted: 0, rejected: 0 };
  for (const mutant of [...documents, ...mutants]) {
    const text = JSON.stringify(mutant);
    const expected = await stock.validate(text);
    const found = await ours.validate(text);
    const agrees =
      hasErrors(found) === hasErrors(expected) &&
      JSON.stringify(found.filter(isOfDocument)) === JSON.stringify(expected.filter(isOfDocument));
    if (!agrees) throw new Error(`They differ, seed ${seed}: ${text}`);
    const rejected = found.some(({ code }) => String(code).startsWith(structure));
    counts[rejected ? 'rejected' : 'accepted'] += 1;
  }
  process.stdout.write(`structure rules, seed ${seed}: ${JSON.stringify(counts)}\n`);
  expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(mutants.length / 20);
}, 7_200_000);
