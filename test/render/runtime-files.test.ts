import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { formatTypeScript } from '../../src/render/format.js';
import {
  hasLooseImport,
  readRuntimeFiles,
  replaceExtensions,
} from '../../src/render/runtime-files.js';
import { templateFolder } from '../../src/render/template-folder.js';

const folder = join(templateFolder(), 'runtime');

async function namesFor(entries: readonly string[]): Promise<readonly string[]> {
  return (await readRuntimeFiles(folder, entries)).map(({ name }) => name);
}

it('gives what the entries import, and no more', async () => {
  const validation = await namesFor(['validation']);
  expect(validation).toContain('errors.ts');
  expect(validation).toContain('validation/date-time.ts');
  expect(validation.filter((name) => /^(?:session|connection|mock)\//.test(name))).toEqual([]);
  const session = await namesFor(['validation', 'session']);
  expect(session).toContain('connection/connection.ts');
  expect(session.filter((name) => name.startsWith('mock/'))).toEqual([]);
});

it('gives an index that exports these entries', async () => {
  const files = await readRuntimeFiles(folder, ['validation', 'mock']);
  const index = files.find(({ name }) => name === 'index.ts')?.text ?? '';
  expect(index.match(/"\.\/.*"/g)).toEqual(['"./validation/index.js"', '"./mock/index.js"']);
});

it.each(['.ts', ''])(
  'knows which imports Prettier lays out anew if they end with "%s"',
  async (end) => {
    const files = await readRuntimeFiles(folder, ['validation', 'session', 'mock']);
    const imports = files
      .map(({ text }) => replaceExtensions(text, end))
      .map(
        (text) =>
          text
            .match(/^(?:import|export)(?: type)? (?:\{[^}]*\}|\*) from "[^"]+";$/gm)
            ?.join('\n') ?? '',
      );
    const formatted = await Promise.all(imports.map((text) => formatTypeScript(text)));
    const changed = imports.filter((text, index) => formatted[index]?.trimEnd() !== text);
    expect(imports.filter(hasLooseImport)).toEqual(changed);
    expect(changed.length > 0).toBe(end === '');
  },
);
