/** What `diff` says of source code holds for whole clients: a program that uses all of the old bindings compiles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { worst, type Level } from '../../src/diff/change.js';
import { isObject, type JsonObject } from '../../src/json/json.js';
import type { OutputFile } from '../../src/render/output-file.js';
import { Chance, seed, times } from '../properties/chance.js';
import { generate } from '../support/generating.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { clientEdits, lampDocument } from './client-edits.js';
import { clientProgram } from './client-program.js';
import { compare } from './compare.js';
import { plainSchemas } from './plain-schemas.js';

interface Claim {
  readonly set: string;
  readonly level: Level;
  readonly about: string;
}

const options = {
  ...strictest,
  ...{ noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true },
  paths: { 'asyncapi-bindgen/runtime': [join(root, 'templates/runtime/index.ts')] },
};

async function bindingsOf(document: JsonObject): Promise<readonly OutputFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  try {
    const path = join(folder, 'lamp.yaml');
    writeFileSync(path, JSON.stringify(document));
    const { files, diagnostics } = await generate([path], { runtime: 'package' });
    if (files.length === 0) throw new Error(JSON.stringify([diagnostics, document], null, 1));
    return files;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes both versions of the bindings, each with the program for the old one, and returns what `diff` says. */
async function claim(
  [old, fresh]: readonly [JsonObject, JsonObject],
  { set, edit, texts }: { set: string; edit: string; texts: Map<string, string> },
): Promise<Claim> {
  const before = await bindingsOf(old);
  const components = isObject(old['components']) ? old['components'] : {};
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  const program = clientProgram(schemas, { files: before, chance: new Chance(seed) });
  for (const [version, files] of [
    ['old', before] as const,
    ['new', await bindingsOf(fresh)] as const,
  ]) {
    for (const { path, text } of files) texts.set(`${set}-${version}/${path}`, text);
    for (const [name, text] of program) texts.set(`${set}-${version}/lamp/${name}.ts`, text);
  }
  const { changes } = await compare(old, fresh);
  const said = changes.map(({ code, source, message }) => `${source} ${code} ${message}`);
  return {
    set,
    level: worst(...changes.map(({ source }) => source)),
    about: [
      `${set}, seed ${seed}: ${edit}`,
      ...said,
      ...[old, fresh].map((each) => JSON.stringify(each)),
    ].join('\n'),
  };
}

function refuted({ set, level, about }: Claim, errors: readonly string[]): readonly string[] {
  const of = (version: string) => errors.filter((each) => each.includes(`/${set}-${version}/`));
  const [before, after] = [of('old'), of('new')];
  if (before.length > 0)
    return [`${about}\nis no program for the old bindings: ${before.join('\n')}`];
  if (level === 'safe' && after.length > 0) return [`${about}\n${after.join('\n')}`];
  return level === 'breaking' && after.length === 0 ? [`${about}\ncompiles`] : [];
}

it('holds for random pairs of documents', async () => {
  const chance = new Chance(seed);
  const kinds = Object.entries(clientEdits);
  const sets = fc.sample(plainSchemas(3), { numRuns: kinds.length * times, seed });
  const texts = new Map<string, string>();
  const claims: Claim[] = [];
  for (const [index, set] of sets.entries()) {
    const [edit, change] = kinds[index % kinds.length] ?? ['none', (same: JsonObject) => same];
    const old: JsonObject = JSON.parse(JSON.stringify(lampDocument(set)));
    const pair = [old, change(old, chance)] as const;
    claims.push(await claim(pair, { set: `m${index}`, edit, texts }));
  }
  const errors = errorsOf(texts, options);
  const count = (level: Level) => claims.filter((each) => each.level === level).length;
  process.stdout.write(
    `clients, seed ${seed}: ${count('safe')} safe, ${count('risky')} risky, ${count('breaking')} breaking\n`,
  );
  expect(claims.flatMap((each) => refuted(each, errors))).toEqual([]);
}, 300_000);
