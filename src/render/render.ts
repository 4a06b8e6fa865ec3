import { join } from 'node:path';
import type { FilePlan } from '../plan/file-plan.js';
import { endOfPath, type ImportExtension } from '../plan/import-extension.js';
import { banner } from './banner.js';
import { checkProgram } from './check-program.js';
import { checkTypes } from './check-types.js';
import { formatTypeScript, type CheckProgram } from './format.js';
import { placeLiterals } from './literals.js';
import { placeNames } from './names.js';
import type { OutputFile } from './output-file.js';
import { hasLooseImport, readRuntimeFiles, replaceExtensions } from './runtime-files.js';
import { loadTemplates, type RenderTemplate } from './templates.js';
import { renderTypes } from './modelina/types.js';

/**
 * Renders every planned file. `templates` is the folder of the templates; its subfolder `runtime` has
 * the runtime.
 */
export async function render(
  plans: readonly FilePlan[],
  templates: string,
): Promise<readonly OutputFile[]> {
  const template = await loadTemplates(templates);
  const files: (readonly OutputFile[])[] = [];
  for (const plan of plans) {
    if (plan.kind === 'runtime') files.push(await copyRuntime(plan, templates));
    else files.push([{ path: plan.path, text: await renderFile(plan, template) }]);
  }
  return files.flat();
}

async function renderFile(
  plan: Exclude<FilePlan, { kind: 'runtime' }>,
  template: RenderTemplate,
): Promise<string> {
  const { path } = plan;
  if (plan.kind === 'template') {
    const body = template(plan.template, plan.view);
    const text = await layOut(body, (program) => checkProgram(program, path));
    const { literals = [], names = [] } = plan.placed ?? {};
    return placeLiterals(placeNames(text, names), literals);
  }
  if (plan.kind === 'compiled') {
    const { compiledText, checkCompiled } = await import('./compiled/compiled-text.js');
    return layOut(compiledText(plan), (program) => checkCompiled(program, path));
  }
  const { declarations } = plan;
  const body = (await renderTypes(declarations)).join('\n\n');
  return layOut(body, (program) => checkTypes(program, declarations, path));
}

function layOut(body: string, check: CheckProgram): Promise<string> {
  return formatTypeScript(`${banner}\n${body.trim() === '' ? 'export {};' : body}`, check);
}

async function copyRuntime(
  { folder, entries, importExtension }: Extract<FilePlan, { kind: 'runtime' }>,
  templates: string,
): Promise<readonly OutputFile[]> {
  const files = await readRuntimeFiles(join(templates, 'runtime'), entries);
  return Promise.all(
    files.map(async ({ name, text }) => ({
      path: `${folder}/${name}`,
      text: `${banner}\n${await withExtension(text.replaceAll('\r\n', '\n'), importExtension)}`,
    })),
  );
}

async function withExtension(text: string, extension: ImportExtension): Promise<string> {
  if (extension === 'js') return text;
  const replaced = replaceExtensions(text, endOfPath(extension));
  return hasLooseImport(replaced) ? formatTypeScript(replaced) : replaced;
}
