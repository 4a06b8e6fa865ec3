import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApi } from '../../src/model/model.js';
import { declareTypes } from '../../src/plan/types/declarations.js';
import { planApi, type ApiPlan } from '../../src/plan/plan.js';
import { placeLiterals } from '../../src/render/literals.js';
import { validatorsView } from '../../src/plan/views/validators-view.js';
import { createValidators, type Schemas } from '../../templates/runtime/lazy/create-validators.js';
import { loader } from '../support/loader.js';
import type { Group } from './groups.js';
import { payloadPointer, wrap } from './wrap.js';

/** What became of a group: refused, or each case judged, `undefined` where nothing could be. */
export type Outcome =
  | { readonly group: Group; readonly refused: string }
  | { readonly group: Group; readonly verdicts: readonly (boolean | undefined)[] };

/**
 * Sends groups through load, model and plan, and asks the validators as they are printed. All go in
 * one document; where that is refused, halves of them, down to the groups that are refused alone.
 */
export async function judge(groups: readonly Group[]): Promise<readonly Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), 'json-schema-'));
  try {
    return await judgeIn(folder, groups);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function judgeIn(folder: string, groups: readonly Group[]): Promise<readonly Outcome[]> {
  const [only, ...others] = groups;
  if (only === undefined) return [];
  const file = join(folder, 'suite.json');
  await writeFile(file, JSON.stringify(wrap(groups.map(({ schema }) => schema))));
  const { document, diagnostics } = await loader(file);
  if (document !== undefined) return verdictsOf(planApi(buildApi(document), 'suite'), groups);
  if (others.length === 0) {
    const error = diagnostics.find(({ severity }) => severity === 'error');
    return [{ group: only, refused: `${error?.code ?? ''}: ${error?.message ?? ''}` }];
  }
  const middle = Math.ceil(groups.length / 2);
  return [
    ...(await judgeIn(folder, groups.slice(0, middle))),
    ...(await judgeIn(folder, groups.slice(middle))),
  ];
}

async function verdictsOf(plan: ApiPlan, groups: readonly Group[]): Promise<readonly Outcome[]> {
  // The types have to be had as well; whether they agree is for the agreement test to say.
  declareTypes(plan.types, plan.context);
  const validators = createValidators(await printedSchemas(plan));
  return groups.map((group, index) => {
    const pointer = payloadPointer(index);
    const id = [...plan.types.types.keys()].find((each) => each.endsWith(`#${pointer}`)) ?? '';
    const name = plan.types.types.get(id)?.name ?? '';
    const verdicts = group.cases.map(({ data }) => attempt(() => validators.is(name, data)));
    return { group, verdicts };
  });
}

function attempt(judgement: () => boolean): boolean | undefined {
  try {
    return judgement();
  } catch {
    return undefined;
  }
}

/** The schemas as program text, read back by the engine: escapes and odd keys are tested, too. */
async function printedSchemas({ types, context }: ApiPlan): Promise<Schemas> {
  const { view, placed } = validatorsView(types, context);
  const members = (Array.isArray(view['types']) ? view['types'] : []).map(
    ({ name, schema }) => `  ${String(name)}: ${String(schema)},`,
  );
  const text = placeLiterals(
    `export const schemas = {\n${members.join('\n')}\n};`,
    placed.literals,
  );
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  if (!isNamespace(module)) throw new Error('The schemas cannot be read back');
  return module.schemas;
}

function isNamespace(module: unknown): module is { readonly schemas: Schemas } {
  return typeof module === 'object' && module !== null && 'schemas' in module;
}

/** The names of the cases that came out wrong. */
export function wrongCases(outcome: Outcome): readonly string[] {
  if ('refused' in outcome) return [];
  const { group, verdicts } = outcome;
  return group.cases
    .filter(({ valid }, index) => verdicts[index] !== valid)
    .map(({ description }) => `${group.name}: ${description}`);
}
