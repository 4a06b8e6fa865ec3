import type { FilePlan } from '../plan/file-plan.js';
import { partsWith } from '../plan/parts.js';
import type { OutputOptions } from '../plan/plan.js';
import type { OutputFile } from '../render/output-file.js';
import type { GenerateOptions } from './options.js';

/** Returns what an output contains. */
export function outputOptions({
  only,
  validators = 'lazy',
  runtime = 'copy',
  importExtension = 'js',
  isolatedDeclarations = false,
}: GenerateOptions): OutputOptions {
  return { parts: partsWith(only), validators, runtime, importExtension, isolatedDeclarations };
}

/** Renders files. Modelina takes long to load, so only code generation loads it. */
export async function renderFiles(plans: readonly FilePlan[]): Promise<readonly OutputFile[]> {
  const [{ render }, { templateFolder }] = await Promise.all([
    import('../render/render.js'),
    import('../render/template-folder.js'),
  ]);
  return render(plans, templateFolder());
}
