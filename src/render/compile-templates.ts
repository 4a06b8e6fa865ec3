import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Handlebars from 'handlebars';

/** Compiled templates by name; each can use the others as partials. */
export type CompiledTemplates = ReadonlyMap<string, Handlebars.TemplateDelegate>;

/** Views contain only code, so nothing is escaped. */
const options = { noEscape: true, strict: true, knownHelpersOnly: true };

/**
 * Compiles the templates of a folder on a separate Handlebars instance. The bundle has the result of
 * `precompileTemplates` in place of this module.
 */
export async function compileTemplates(folder: string): Promise<CompiledTemplates> {
  const handlebars = Handlebars.create();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, text] of await readTemplates(folder)) {
    compiled.set(name, handlebars.compile(text, options));
  }
  for (const [name, template] of compiled) handlebars.registerPartial(name, template);
  return compiled;
}

/** Returns the code of a module with the same export, which needs only the runtime of Handlebars. */
export async function precompileTemplates(folder: string): Promise<string> {
  const templates = await readTemplates(folder);
  const entries = templates.map(
    ([name, text]) => `[${JSON.stringify(name)}, ${precompiled(text)}]`,
  );
  return `import Handlebars from 'handlebars/runtime.js';
export async function compileTemplates() {
  const handlebars = Handlebars.create();
  const compiled = new Map();
  for (const [name, code] of [${entries.join(',\n')}]) compiled.set(name, handlebars.template(code));
  for (const [name, template] of compiled) handlebars.registerPartial(name, template);
  return compiled;
}
`;
}

/** The types of Handlebars do not say that this is text. */
function precompiled(text: string): string {
  const code: unknown = Handlebars.precompile(text, options);
  if (typeof code !== 'string') throw new Error('Handlebars gave no code.');
  return code;
}

async function readTemplates(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.hbs')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return [basename(name, '.hbs'), text] as const;
    }),
  );
}
