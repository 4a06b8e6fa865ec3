import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { code, identifier, pathText } from '../../src/plan/code/code.js';
import { loadTemplates } from '../../src/render/templates.js';
import { templateFolder } from '../../src/render/template-folder.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const newFolder = temporaryFolders();

/** Renders an index with a template of its own. */
async function renderIndex(text: string): Promise<string> {
  const folder = newFolder();
  writeFileSync(join(folder, 'index.hbs'), text);
  const render = await loadTemplates(folder);
  return render('index', {
    apis: [{ namespace: code`a`, folder: code`b` }],
    none: [],
    flag: false,
  });
}

describe('a template', () => {
  it('prints code as it is', async () => {
    const render = await loadTemplates(templateFolder());
    const apis = [{ namespace: identifier('aB'), module: code`'./${pathText('a-b')}/index.js'` }];
    expect(render('index', { apis }).trim()).toBe(`export * as aB from './a-b/index.js';`);
  });

  it.each([
    ['{{apiz}}'],
    ['{{#if apiz}}x{{/if}}'],
    ['{{#unless apiz}}x{{/unless}}'],
    ['{{#each apiz}}x{{/each}}'],
    ['{{#with apiz}}x{{/with}}'],
    ['{{#each apis}}{{fodler}}{{/each}}'],
    ['{{#each apis}}{{#if fodler}}x{{/if}}{{/each}}'],
    ['{{#each none}}{{else}}{{x}}{{/each}}'],
  ])('%s throws: the view has no such name', async (text) => {
    await expect(renderIndex(text)).rejects.toThrow('A template reads');
  });

  it.each([['{{shout apis}}'], ['{{#shout apis}}x{{/shout}}'], ['{{> absent}}']])(
    '%s throws: there is no such helper or partial',
    async (text) => {
      await expect(renderIndex(text)).rejects.toThrow();
    },
  );

  it('throws if it is not there', async () => {
    const render = await loadTemplates(newFolder());
    expect(() => render('client', {})).toThrow('There is no template named "client"');
  });
});

describe('the templates', () => {
  const names = readdirSync(templateFolder()).filter((name) => name.endsWith('.hbs'));
  it.each(names)('%s: no logic beyond branches and lists', (name) => {
    const text = readFileSync(join(templateFolder(), name), 'utf8');
    const tags = text.match(/\{\{.*?\}\}/g) ?? [];
    const allowed =
      /^\{\{(?:[\w.]+|#(?:if|unless|each|with) \w+|\/(?:if|unless|each|with)|else|> [\w-]+|> \(lookup this "partial"\))\}\}$/;
    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
    expect(text).not.toContain('{{{');
  });
});
