import { checkDocument } from '../../src/rules/validate/validate.js';
import type { LoadedDocument } from '../../src/load/document.js';
import { createLoader, type Load } from '../../src/loader.js';
import { buildApi } from '../../src/model/model.js';
import type { Locate } from '../../src/model/origin.js';
import type { FilePlan } from '../../src/plan/file-plan.js';
import { checkPlan } from '../../src/rules/generate/generate.js';
import { partsWith } from '../../src/plan/parts.js';
import { planApi, planFiles, planShared, sharedFacts, type ApiPlan } from '../../src/plan/plan.js';
import type { OutputFile } from '../../src/render/output-file.js';
import { render } from '../../src/render/render.js';
import { templateFolder } from '../../src/render/template-folder.js';

export type Stage = 'load' | 'model' | 'plan' | 'findings' | 'lint' | 'files' | 'render';

/** Processor time by stage, in milliseconds: unlike time on the clock, others count for little. */
export type StageTimes = Readonly<Partial<Record<Stage, number>>>;

/** What `generate` and `validate` do with a document, stage by stage. */
export class Stages {
  readonly #load: Load = createLoader();
  #times: Partial<Record<Stage, number>> = {};

  /** The times since the last call. */
  take(): StageTimes {
    const times = this.#times;
    this.#times = {};
    return times;
  }

  async load(spec: string, root?: string): Promise<LoadedDocument> {
    const { document, diagnostics } = await this.#time('load', () =>
      this.#load(spec, root === undefined ? {} : { root }),
    );
    if (document === undefined) throw new Error(`${spec}: ${JSON.stringify(diagnostics[0])}`);
    return document;
  }

  async plan(document: LoadedDocument, name: string): Promise<ApiPlan> {
    const locate: Locate = ({ file, pointer }) =>
      (document.files.get(file) ?? document.main).place(pointer);
    const api = await this.#time('model', () => buildApi(document));
    const plan = await this.#time('plan', () => planApi(api, name));
    await this.#time('findings', () => checkPlan({ plan, locate }));
    await this.#time('lint', () => checkDocument({ plan, locate }, document));
    return plan;
  }

  async files(plans: readonly ApiPlan[]): Promise<readonly FilePlan[]> {
    const options = {
      parts: partsWith(undefined),
      validators: 'lazy',
      runtime: 'copy',
      importExtension: 'js',
      isolatedDeclarations: false,
    } as const;
    return this.#time('files', () => [
      ...plans.flatMap((plan) => planFiles(plan, options)),
      ...planShared(
        plans.map((plan) => sharedFacts(plan, options)),
        options,
      ),
    ]);
  }

  async render(files: readonly FilePlan[]): Promise<readonly OutputFile[]> {
    return this.#time('render', () => render(files, templateFolder()));
  }

  async #time<T>(stage: Stage, work: () => T | Promise<T>): Promise<T> {
    const start = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(start);
    this.#times[stage] = (this.#times[stage] ?? 0) + (user + system) / 1000;
    return result;
  }
}
