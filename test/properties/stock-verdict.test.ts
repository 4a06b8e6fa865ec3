/**
 * We refuse what @asyncapi/parser as it comes refuses, and accept what it accepts: documents of all
 * versions with one to three changes, such as users make, and worse.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { isObject, type Json, member } from '../../src/json/json.js';
import { loadText } from '../load/loading.js';
import { root } from '../support/project.js';
import { Chance, seed, times } from './chance.js';
import { mutantOf } from './mutants.js';

/** Small ones, for the sake of time, and two that have something of everything. */
const documents = [
  'test/properties/documents/all-of-v2.yaml',
  'test/properties/documents/all-of-v3.yaml',
  'specs/examples/greenhouse.yaml',
  'specs/examples/street-lights.yaml',
  'specs/everest/isolation_monitor_API.yaml',
  'test/model/v2.yaml',
  'test/properties/documents/all-of-v2.yaml',
  'test/properties/documents/all-of-v3.yaml',
].map((path): Json => parse(readFileSync(join(root, path), 'utf8')));
const versions: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '2': ['2.0.0', '2.1.0', '2.2.0', '2.3.0', '2.4.0', '2.5.0', '2.6.0'],
  '3': ['3.0.0', '3.1.0'],
};

function withOtherVersion(document: Json, chance: Chance): Json {
  const asyncapi = member(document, 'asyncapi');
  const major = typeof asyncapi === 'string' ? versions[asyncapi.charAt(0)] : undefined;
  const isChanged = major !== undefined && isObject(document) && chance.oneIn(2);
  return isChanged ? { ...document, asyncapi: chance.of(major) } : document;
}

const isError = ({ severity }: { readonly severity: number }): boolean => severity === 0;

/** Codes of mistakes of structure. */
const structural =
  /^(?:ASYNCAPI_(?:STRUCTURE|REF_MISPLACED)|FIELD_\w+|INFO_INCOMPLETE|SERVER_HOST_MISSING|SCHEMA_TYPE_UNKNOWN|REF_AS_STRING)$/;

interface Verdicts {
  readonly stock: Awaited<ReturnType<Parser['validate']>>;
  readonly ours: readonly Diagnostic[];
}

/** Whether there are mistakes of structure; nothing where one of the two did not get that far. */
function structureVerdicts({ stock, ours }: Verdicts): readonly boolean[] {
  const isElsewhere = ours.some(({ code }) =>
    /^(?:REF_(?!AS_STRING)|ASYNCAPI_VERSION_)/.test(code),
  );
  if (isElsewhere || stock.some(({ code }) => code === 'uncaught-error')) return [];
  return [
    stock.some(({ code }) => /^asyncapi(?:-document-|2-schemas$)/.test(String(code))),
    ours.some(({ code }) => structural.test(code)),
  ];
}

/**
 * Where the parser is wrong: a `$ref` that is no string, or leads to the document itself, or a message
 * with an id that several operations refer to.
 */
function isStockWrong({ stock, ours }: Verdicts): boolean {
  const isRepeatedId = ({ code }: { readonly code: string | number }): boolean =>
    code === 'asyncapi2-message-messageId-uniqueness';
  return (
    (ours.length === 0 && stock.length > 0 && stock.every(isRepeatedId)) ||
    ours.some(({ code }) => code === 'REF_NOT_TEXT') ||
    stock.some(({ code, message }) => code === 'invalid-ref' && message.endsWith("open ''"))
  );
}

it('the verdict on mutated documents is that of the parser', async () => {
  const chance = new Chance(seed);
  const parser = new Parser({ ruleset: { recommended: false } });
  const mutants = Array.from({ length: times === 1 ? 3 : 56 }).flatMap(() =>
    documents.map((document) => withOtherVersion(mutantOf(document, chance), chance)),
  );
  const counts = { accepted: 0, refused: 0, passedOver: 0 };
  for (const document of [...documents, ...mutants]) {
    const text = JSON.stringify(document);
    const stock = (await parser.validate(text)).filter(isError);
    const ours = (await loadText(text)).diagnostics.filter(({ severity }) => severity === 'error');
    if (isStockWrong({ stock, ours })) {
      counts.passedOver += 1;
      continue;
    }
    const verdicts = [stock.length > 0, ours.length > 0];
    const [first, second] = structureVerdicts({ stock, ours });
    if (verdicts[0] !== verdicts[1] || first !== second) {
      const findings = JSON.stringify([...stock, ...ours].map(({ message }) => message));
      throw new Error(`The verdicts differ, seed ${seed}: ${findings} ${text}`);
    }
    counts[ours.length > 0 ? 'refused' : 'accepted'] += 1;
  }
  process.stdout.write(`verdicts, seed ${seed}: ${JSON.stringify(counts)}\n`);
  expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(mutants.length / 20);
}, 7_200_000);
