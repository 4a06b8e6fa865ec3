import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';
import type { TemplateName } from '../plan/file-plan.js';
import type { View } from '../plan/views/view.js';
import { strictView } from './strict-view.js';

export type RenderTemplate = (template: TemplateName, view: View) => string;

/**
 * Compiles the templates of a folder on a separate Handlebars instance. Views contain only code, so
 * nothing is escaped here. There are no helpers except the block helpers.
 */
export async function loadTemplates(folder: string): Promise<RenderTemplate> {
  const handlebars = Handlebars.create();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const name of (await readdir(folder)).toSorted()) {
    if (!name.endsWith('.hbs')) continue;
    const template = handlebars.compile(await readFile(join(folder, name), 'utf8'), {
      noEscape: true,
      strict: true,
      knownHelpersOnly: true,
    });
    compiled.set(basename(name, '.hbs'), template);
  }
  for (const [name, template] of compiled) handlebars.registerPartial(name, template);
  return (template, view) => {
    const render = compiled.get(template);
    if (render === undefined) throw new Error(`There is no template named "${template}".`);
    return render(strictView(view));
  };
}
