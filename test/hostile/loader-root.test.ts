/** T-28: what a document may reach by default, and what it may never reach. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { LoadOptions } from '../../src/loader.js';
import { loader } from '../support/loader.js';
import { runBin } from '../cli/bin.js';
import { brief, only } from '../load/loading.js';
import { specFolder, withPayload } from '../load/spec-folder.js';

jest.setTimeout(120_000);

const workingFolder = process.cwd();

afterEach(() => {
  process.chdir(workingFolder);
});

const secret = 'hunter2-of-the-canary';
const referring = (reference: string): string => withPayload(`{$ref: '${reference}'}`);
const other = `{type: string, description: ${secret}}`;

/** The findings on a document of a folder, as a program in another one sees them. */
async function findingsOn(path: string, from: string, options: LoadOptions = {}) {
  process.chdir(from);
  const loaded = await loader(path, options);
  expect(JSON.stringify(loaded.diagnostics)).not.toContain(secret);
  return loaded;
}

describe('T-28: the default root', () => {
  const names = ['asyncapi.yaml', 'index.yml', 'spec.json', 'AsyncAPI.yaml'];
  const files = (name: string) => ({
    [`p/a/${name}`]: referring('../b.yaml'),
    'p/b.yaml': other,
  });

  it.each([...names, 'api.yaml'])('is the folder of the document: %s', async (name) => {
    const folder = await specFolder(files(name));
    for (const from of [workingFolder, join(folder, 'p/a')]) {
      const found = only(await findingsOn(join(folder, 'p/a', name), from));
      expect(found).toMatchObject({ code: 'REF_OUTSIDE_ROOT', place: { line: 3, column: 53 } });
    }
  });

  it.each(names)('is the folder above within the working folder: %s', async (name) => {
    const folder = await specFolder(files(name));
    for (const from of [join(folder, 'p'), folder, dirname(folder)]) {
      expect(brief(await findingsOn(join(folder, 'p/a', name), from))).toEqual([]);
    }
  });

  it('is the folder above within the repository of the document, wherever the run starts', async () => {
    for (const repository of ['.git/HEAD', 'p/.git/HEAD', 'p/.git']) {
      const folder = await specFolder({ ...files('asyncapi.yaml'), [repository]: 'gitdir: x' });
      expect(brief(await findingsOn(join(folder, 'p/a/asyncapi.yaml'), workingFolder))).toEqual([]);
    }
  });

  it('is not the folder above a repository, nor one beside it', async () => {
    for (const repository of ['p/a/.git/HEAD', 'p/a/.git', 'p/b/.git/HEAD']) {
      const folder = await specFolder({ ...files('asyncapi.yaml'), [repository]: 'gitdir: x' });
      const loaded = await findingsOn(join(folder, 'p/a/asyncapi.yaml'), workingFolder);
      expect(brief(loaded)).toEqual(['REF_OUTSIDE_ROOT 3:53']);
    }
  });

  it('is told by where links lead, not by where they stand', async () => {
    const folder = await specFolder({ ...files('asyncapi.yaml'), 'q/.git/HEAD': '' });
    await symlink(join(folder, 'p/a'), join(folder, 'q/a'));
    const loaded = await findingsOn(join(folder, 'q/a/asyncapi.yaml'), join(folder, 'q'));
    expect(brief(loaded)).toEqual(['REF_OUTSIDE_ROOT 3:53']);
    await symlink(join(folder, 'p'), join(folder, 'link'));
    const within = await findingsOn(join(folder, 'p/a/asyncapi.yaml'), join(folder, 'link'));
    expect(brief(within)).toEqual([]);
  });
});

describe('T-28: the refusal', () => {
  it.each([
    ['p/a', '../b.yaml', '--root ..'],
    ['p', '../b.yaml', '--root .'],
    ['.', '../b.yaml', '--root p'],
    ['p/a', '../../c/d.yaml', '--root ../..'],
    ['p/a b', '../b.yaml', '--root ..'],
    ['.', 'x/../../../c.yaml', '--root .'],
  ])('prints the flag that helps: from %s, %s', async (from, reference, flag) => {
    const folder = await specFolder({
      'p/a/api.yaml': referring(reference),
      'p/a b/x.yaml': '',
      'p/b.yaml': other,
      'c/d.yaml': other,
      'c.yaml': other,
    });
    const path = join(folder, 'p/a/api.yaml');
    const { help } = only(await findingsOn(path, join(folder, from)));
    expect(help).toMatch(new RegExp(`${flag.replaceAll('.', '\\.')}$`));
    const root = flag.slice('--root '.length);
    expect(brief(await findingsOn(path, join(folder, from), { root }))).toEqual([]);
  });

  it('puts a folder with a space in quotes', async () => {
    const folder = await specFolder({ 'a b/c/api.yaml': referring('../b.yaml') });
    const { help } = only(await findingsOn(join(folder, 'a b/c/api.yaml'), folder));
    expect(help).toContain("--root 'a b'");
  });

  it.each(['../.ssh/id', '../../../../../../../../../etc/passwd', '/proc/self/environ'])(
    'names no value where none helps: %s',
    async (reference) => {
      const folder = await specFolder({ 'p/api.yaml': referring(reference), '.ssh/id': secret });
      const found = only(await findingsOn(join(folder, 'p/api.yaml'), folder));
      expect(found.code).toBe('REF_OUTSIDE_ROOT');
      expect(found.help).toMatch(/No value of --root allows this reference\.$/);
    },
  );
});

describe('T-28: the home folder and the whole disk', () => {
  const validating = (cwd: string, home: string, args: readonly string[]) => {
    const { code, stdout, stderr } = runBin(cwd, ['validate', ...args], { HOME: home });
    expect(stdout + stderr).not.toContain(secret);
    return { code, text: stdout + stderr };
  };

  it('are no default root, whatever else would allow them', async () => {
    const home = await specFolder({
      'asyncapi.yaml': referring('./b.yaml'),
      'p/asyncapi.yaml': referring('../b.yaml'),
      'p/q/asyncapi.yaml': referring('../b.yaml'),
      'p/b.yaml': '{type: string}',
      'b.yaml': other,
      '.git/HEAD': '',
    });
    expect(validating(home, home, ['asyncapi.yaml']).text).toContain('REF_OUTSIDE_ROOT');
    expect(validating(home, home, ['p/asyncapi.yaml']).text).toContain('REF_OUTSIDE_ROOT');
    expect(validating(home, home, ['p/q/asyncapi.yaml'])).toMatchObject({ code: 0 });
    expect(validating(join(home, 'p'), join(home, 'p'), ['../asyncapi.yaml'])).toMatchObject({
      code: 0,
    });
  });

  it('are none where the folder above holds the home folder', async () => {
    const folder = await specFolder({
      'a/asyncapi.yaml': referring('../b.yaml'),
      'b.yaml': other,
      'home/x.yaml': '',
    });
    const { text } = validating(folder, join(folder, 'home'), ['a/asyncapi.yaml']);
    expect(text).toContain('REF_OUTSIDE_ROOT');
  });

  it('are no root that is given either', async () => {
    const home = await specFolder({ 'p/api.yaml': referring('../b.yaml'), 'b.yaml': other });
    await symlink(home, join(home, 'p/link'));
    for (const root of [home, '/', join(home, 'p/link')]) {
      const { code, text } = validating(home, home, ['p/api.yaml', '--root', root]);
      expect({ root, code }).toEqual({ root, code: 2 });
      expect(text).toMatch(/home folder.+\n.+folder of their own/);
    }
  });

  it('are refused to programs, too', async () => {
    const folder = await specFolder({ 'api.yaml': referring('../b.yaml') });
    for (const root of [homedir(), parse(folder).root]) {
      const found = only(await loader(join(folder, 'api.yaml'), { root }));
      expect(found.code).toBe('ROOT_TOO_WIDE');
    }
  });
});

describe('T-28: what is hidden', () => {
  const hidden = [
    ...[
      '.env',
      './.env',
      'sub/.env',
      '.git/config',
      '.config/gh/hosts.yml',
      '%2eenv',
      '..x/a.yaml',
    ],
    ...['sub/../.env', './%2E%67it/config', '.env#/a', '.absent', '.', '...'],
  ];

  it.each(hidden)('is not read within the root: %s', async (reference) => {
    const folder = await specFolder({
      'api.yaml': referring(reference),
      'sub/.env': `a: ${secret}`,
      '.env': `a: ${secret}`,
      '.git/config': `a: ${secret}`,
      '.config/gh/hosts.yml': `a: ${secret}`,
      '..x/a.yaml': `a: ${secret}`,
    });
    const codes = reference === '.' ? ['FILE_NOT_REGULAR 3:53'] : ['REF_HIDDEN 3:53'];
    expect(brief(await findingsOn(join(folder, 'api.yaml'), folder))).toEqual(codes);
    expect(brief(await findingsOn(join(folder, 'api.yaml'), folder, { root: '.' }))).toEqual(codes);
  });

  it('is not read below a root that is given, from whatever file', async () => {
    const folder = await specFolder({
      'p/api.yaml': referring('../q/b.yaml'),
      'q/b.yaml': `{properties: {a: {$ref: '../.env'}, b: {$ref: './.c/d.yaml'}}}`,
      '.env': `a: ${secret}`,
      'q/.c/d.yaml': other,
    });
    const loaded = await findingsOn(join(folder, 'p/api.yaml'), folder, { root: folder });
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['REF_HIDDEN', 'REF_HIDDEN']);
  });

  it('is not read by a link', async () => {
    const folder = await specFolder({
      'api.yaml': referring('link.yaml'),
      'more.yaml': referring('linked/config'),
      '.env': `a: ${secret}`,
      '.git/config': `a: ${secret}`,
    });
    await symlink('.env', join(folder, 'link.yaml'));
    await symlink('.git', join(folder, 'linked'));
    for (const name of ['api.yaml', 'more.yaml']) {
      expect(brief(await findingsOn(join(folder, name), folder))).toEqual(['REF_HIDDEN 3:53']);
    }
  });

  it('is what a name says within the root, not around the document', async () => {
    const folder = await specFolder({
      '.cache/x/specs/api.yaml': referring('./b.yaml'),
      '.cache/x/specs/asyncapi.yaml': referring('../c.yaml'),
      '.cache/x/specs/b.yaml': '{type: string}',
      '.cache/x/c.yaml': "{properties: {a: {$ref: 'specs/b.yaml'}}}",
      '.a.yaml': withPayload(
        "{$ref: '.a.yaml#/components/schemas/S'}",
        'components: {schemas: {S: {}}}',
      ),
    });
    const specs = join(folder, '.cache/x/specs');
    expect(brief(await findingsOn(join(specs, 'api.yaml'), folder))).toEqual([]);
    expect(brief(await findingsOn(join(specs, 'asyncapi.yaml'), folder))).toEqual([]);
    expect(brief(await findingsOn(join(specs, 'api.yaml'), folder, { root: '.' }))).toEqual([]);
    expect(brief(await findingsOn(join(folder, '.a.yaml'), folder))).toEqual([]);
  });

  it('cannot leave the root by a link, whatever the root', async () => {
    const folder = await specFolder({ 'p/a/api.yaml': referring('link/b.yaml'), 'b.yaml': other });
    await mkdir(join(folder, 'p/x'));
    await writeFile(join(folder, 'p/x/b.yaml'), '{type: string}');
    await symlink(folder, join(folder, 'p/a/link'));
    const loaded = await findingsOn(join(folder, 'p/a/api.yaml'), folder, { root: 'p' });
    expect(brief(loaded)).toEqual(['REF_OUTSIDE_ROOT 3:53']);
  });
});
