import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from '../../src/loader.js';
import { readText } from '../../src/load/source/read-text.js';
import { withPayload, specFolder } from './spec-folder.js';
import { brief, loadFiles, loadText, only } from './loading.js';

describe('the file that the user names', () => {
  it('has to exist', async () => {
    const found = only(await load('/nowhere/a.yaml'));
    expect(found.code).toBe('FILE_NOT_FOUND');
    expect(found.message).toBe('There is no file "/nowhere/a.yaml".');
  });

  it('may not have a path that no file can have', async () => {
    expect(brief(await load('a\0b.yaml'))).toEqual(['FILE_NOT_FOUND']);
    expect(brief(await load('x'.repeat(5000)))).toEqual(['FILE_NOT_FOUND']);
  });

  it('is not a folder', async () => {
    expect(brief(await load(await specFolder({})))).toEqual(['FILE_NOT_REGULAR']);
  });

  it('is not a pipe, which would never end', async () => {
    const folder = await specFolder({});
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(brief(await load(join(folder, 'pipe.yaml')))).toEqual(['FILE_NOT_REGULAR']);
  });

  it('is not larger than 10 MB, and a larger one is not read', async () => {
    const folder = await specFolder({ 'a.yaml': 'secret' });
    await truncate(join(folder, 'a.yaml'), 1024 ** 3);
    const start = performance.now();
    const found = only(await load(join(folder, 'a.yaml')));
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(found.code).toBe('FILE_TOO_LARGE');
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('is readable', async () => {
    if (process.getuid?.() === 0) return;
    const folder = await specFolder({ 'a.yaml': '' });
    await chmod(join(folder, 'a.yaml'), 0);
    expect(brief(await load(join(folder, 'a.yaml')))).toEqual(['FILE_NOT_READABLE']);
  });

  it('is not a link to itself', async () => {
    const folder = await specFolder({});
    await symlink('a.yaml', join(folder, 'a.yaml'));
    expect(brief(await load(join(folder, 'a.yaml')))).toEqual(['FILE_NOT_READABLE']);
  });

  it('is UTF-8', async () => {
    const folder = await specFolder({});
    await writeFile(join(folder, 'a.yaml'), Buffer.from([0x0a, 0x61, 0x3a, 0x20, 0xff]));
    expect(brief(await load(join(folder, 'a.yaml')))).toEqual(['FILE_NOT_TEXT 2:4']);
  });

  it('may start with a byte order mark, which does not shift columns', async () => {
    expect(brief(await loadText('\ufeffasyncapi: 9.0.0'))).toEqual([
      'ASYNCAPI_VERSION_UNSUPPORTED 1:1',
    ]);
  });

  it('lies within --root', async () => {
    const folder = await specFolder({ 'a.yaml': withPayload('{}') });
    await mkdir(join(folder, 'sub'));
    const inside = await load(join(folder, 'a.yaml'), { root: folder });
    const outside = await load(join(folder, 'a.yaml'), { root: join(folder, 'sub') });
    expect(brief(inside)).toEqual([]);
    expect(brief(outside)).toEqual(['FILE_OUTSIDE_ROOT']);
  });

  it('is no link that came since its path was resolved', async () => {
    const folder = await specFolder({ 'a.yaml': 'secret' });
    await symlink('a.yaml', join(folder, 'link.yaml'));
    expect(await readText(join(folder, 'link.yaml'), 'b')).toMatchObject({
      code: 'FILE_NOT_READABLE',
    });
  });

  it('is named by where links lead', async () => {
    const folder = await specFolder({ 'a.yaml': withPayload('{}') });
    await symlink('a.yaml', join(folder, 'link.yaml'));
    const { document } = await load(join(folder, 'link.yaml'));
    expect(document?.main.path).toBe(join(folder, 'a.yaml'));
  });
});

describe('a file that is referred to', () => {
  const main = (reference: string): string => withPayload(`{$ref: '${reference}'}`);
  const other = '{type: string, description: secret}';

  it.each([
    ['../b.yaml'],
    ['/etc/passwd'],
    ['%2e%2e%2fb.yaml'],
    ['sub/../../b.yaml'],
    ['/proc/self/environ'],
    ['../nowhere.yaml'],
  ])('does not lie outside the root: %s', async (reference) => {
    const loaded = await loadFiles({ 'in/a.yaml': main(reference), 'b.yaml': other });
    expect(brief(loaded)).toEqual(['REF_OUTSIDE_ROOT 3:53']);
    expect(only(loaded).help).toContain('--root');
    expect(JSON.stringify(loaded)).not.toContain('secret');
  });

  it('does not lie outside the root by a link', async () => {
    const folder = await specFolder({ 'in/a.yaml': main('b.yaml'), 'b.yaml': other });
    await symlink('../b.yaml', join(folder, 'in/b.yaml'));
    expect(brief(await load(join(folder, 'in/a.yaml')))).toEqual(['REF_OUTSIDE_ROOT 3:53']);
  });

  it('may lie anywhere below --root', async () => {
    const files = { 'in/a.yaml': main('../b.yaml'), 'b.yaml': other };
    const folder = await specFolder(files);
    const loaded = await load(join(folder, 'in/a.yaml'), { root: folder });
    expect(brief(loaded)).toEqual([]);
  });

  it.each(['asyncapi.yaml', 'index.yml', 'spec.json'])(
    'may lie beside the folder of a document called %s, in the same repository',
    async (name) => {
      const reference = '../b/asyncapi.yaml';
      const loaded = await loadFiles({
        [`a/${name}`]: main(reference),
        'b/asyncapi.yaml': other,
        '.git/HEAD': '',
      });
      expect(brief(loaded)).toEqual([]);
    },
  );

  it('exists', async () => {
    const loaded = await loadFiles({ 'a.yaml': main('b.yaml') });
    expect(brief(loaded)).toEqual(['FILE_NOT_FOUND 3:53']);
  });

  it('is a regular file', async () => {
    const loaded = await loadFiles({ 'a.yaml': main('sub'), 'sub/b.yaml': other });
    expect(brief(loaded)).toEqual(['FILE_NOT_REGULAR 3:53']);
  });

  it('is well-formed, which is reported once, where the first reference stands', async () => {
    const twice = withPayload("{$ref: 'b.yaml#/x'}", "x-other: {$ref: 'b.yaml#/y'}");
    const loaded = await loadFiles({ 'a.yaml': twice, 'b.yaml': 'x: [' });
    expect(brief(loaded)).toEqual(['YAML_SYNTAX 3:53']);
    expect(only(loaded).message).toBe(
      'The text is not well-formed YAML or JSON: "b.yaml", line 1, column 5.',
    );
  });

  it('is one of at most 500', async () => {
    const names = Array.from({ length: 501 }, (_, index) => `f${index}.yaml`);
    const list = names.map((name) => `- $ref: ${name}\n`).join('');
    const files = Object.fromEntries(names.map((name) => [name, 'type: string']));
    const loaded = await loadFiles({ 'a.yaml': withPayload('{}', `x-all:\n${list}`), ...files });
    expect(new Set(loaded.diagnostics.map(({ code }) => code))).toEqual(new Set(['FILE_LIMIT']));
  });
});
