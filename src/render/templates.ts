import type { TemplateName } from '../plan/file-plan.js';
import type { View } from '../plan/views/view.js';
import { compileTemplates } from './compile-templates.js';
import { strictView } from './strict-view.js';

export type RenderTemplate = (template: TemplateName, view: View) => string;

/** Loads the templates of a folder. There are no helpers except the block helpers. */
export async function loadTemplates(folder: string): Promise<RenderTemplate> {
  const compiled = await compileTemplates(folder);
  return (template, view) => {
    const render = compiled.get(template);
    if (render === undefined) throw new Error(`There is no template named "${template}".`);
    return render(strictView(view));
  };
}
