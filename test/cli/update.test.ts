/** `update`: documents that come from a server, or from the checkout of another repository. */
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { redirectTo, serve, type HttpServer } from '../load/http-server.js';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles, type Ended } from './bin.js';
import { runCommand } from './run-command.js';

const newFolder = temporaryFolders();

/** A document whose type is in a file of its own. */
const SPLIT = LOCK.replaceAll("'#/components/schemas/Position'", "'../types.yaml#/Position'");
const typesOf = (...values: readonly string[]): string =>
  `Position: { type: string, enum: [${values.join(', ')}] }\n`;
const LOCK_FILE = 'asyncapi-bindgen.lock.json';

let top = '';
let project = '';
let checkout = '';

beforeEach(() => {
  top = newFolder();
  project = join(top, 'project');
  checkout = join(top, 'checkout');
  putFiles(project, { 'package.json': '{}' });
});

const update = async (...args: readonly string[]): Promise<Ended> =>
  runCommand(project, ['update', ...args]);
const read = (path: string): string => readFileSync(join(project, path), 'utf8');
const lockFile = () => JSON.parse(read(LOCK_FILE));
const generate = async (): Promise<Ended> =>
  runCommand(project, ['generate', 'specs/*/asyncapi.yaml', '-o', 'out', '--only', 'types']);

describe('from the checkout of another repository', () => {
  beforeEach(() => {
    putFiles(checkout, {
      'api/lock/asyncapi.yaml': SPLIT,
      'api/types.yaml': typesOf('open', 'shut'),
      'api/README.md': 'no document',
      'api/unused.yaml': 'Unused: { type: string }',
      'other/bell.yaml': LOCK,
    });
  });
  const first = async () => update('specs', '--from', '../checkout/api');

  it('copies the documents, and what they refer to', async () => {
    const { code, stdout, stderr } = await first();
    expect(code).toBe(0);
    expect(stdout).toContain('The API `lock` is new');
    expect(stderr).toBe(
      'specs: 2 files written (lock/asyncapi.yaml, types.yaml), from ../checkout/api\n' +
        'No bindings were generated: name their folder with -o, or run generate.\n',
    );
    expect(Object.keys(readTree(project)).sort()).toEqual([
      LOCK_FILE,
      'package.json',
      'specs/lock/asyncapi.yaml',
      'specs/types.yaml',
    ]);
    expect(read('specs/lock/asyncapi.yaml')).toBe(SPLIT);
    expect(lockFile()).toEqual({
      lockVersion: 1,
      specs: {
        specs: {
          source: '../checkout/api',
          files: {
            'lock/asyncapi.yaml': expect.stringMatching(/^[0-9a-f]{64}$/),
            'types.yaml': expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        },
      },
    });
  });

  it('does nothing if the source has nothing new', async () => {
    await first();
    const before = readTree(project);
    const { code, stdout, stderr } = await update();
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '✓ nothing changes for users of the bindings\n',
      stderr: 'specs: 2 files unchanged, from ../checkout/api\n',
    });
    expect(readTree(project)).toEqual(before);
    expect((await update('--check')).code).toBe(0);
  });

  it('says what a new version changes, writes it, and generates again', async () => {
    await first();
    expect((await generate()).code).toBe(0);
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const { code, stdout, stderr } = await update('-o', 'out');
    expect(code).toBe(0);
    expect(stdout).toContain('`TypesPosition` lost `shut` in what you receive');
    expect(stdout).toMatch(/^lock specs\/lock\/asyncapi.yaml$/m);
    expect(stdout).toContain('  ../types.yaml:1:1 → ../types.yaml:1:1');
    expect(stderr).toMatch(/^specs: 1 file written \(types.yaml\), 1 unchanged, from .*\n✓ lock /);
    expect(stderr).not.toContain('breaking');
    expect(read('out/lock/types.ts')).toContain('ajar');
    expect((await runCommand(project, ['check', '-o', 'out'])).code).toBe(0);
  });

  it('adds and removes documents, with their bindings', async () => {
    await first();
    await generate();
    putFiles(checkout, { 'api/bell/asyncapi.yaml': LOCK });
    rmSync(join(checkout, 'api/lock'), { recursive: true });
    const { code, stdout, stderr } = await update('-o', 'out');
    expect(code).toBe(0);
    expect(stdout).toContain('The API `lock` is gone');
    expect(stdout).toContain('The API `bell` is new');
    expect(stderr).toContain(
      'specs: 1 file written (bell/asyncapi.yaml), 2 removed (lock/asyncapi.yaml, types.yaml), from',
    );
    expect(existsSync(join(project, 'specs/lock'))).toBe(false);
    expect(existsSync(join(project, 'out/lock'))).toBe(false);
    expect(existsSync(join(project, 'out/bell/types.ts'))).toBe(true);
    expect((await runCommand(project, ['check', '-o', 'out'])).code).toBe(0);
  });

  it('generates from the new path of a document that has moved', async () => {
    putFiles(checkout, { 'api/bell/asyncapi.yaml': LOCK });
    await first();
    await generate();
    rmSync(join(checkout, 'api/bell'), { recursive: true });
    putFiles(checkout, { 'api/bell.yaml': LOCK });
    const { code, stdout } = await update('-o', 'out');
    expect(code).toBe(0);
    expect(stdout).toContain('nothing changes for users of the bindings');
    expect(existsSync(join(project, 'specs/bell'))).toBe(false);
    expect(existsSync(join(project, 'out/bell/types.ts'))).toBe(true);
    expect((await runCommand(project, ['check', '-o', 'out'])).code).toBe(0);
  });

  it('does not empty the output if none of its documents is left', async () => {
    await first();
    await generate();
    rmSync(join(checkout, 'api/lock'), { recursive: true });
    putFiles(checkout, { 'api/bell.yaml': LOCK });
    const { code, stderr } = await update('-o', 'out');
    expect(code).toBe(2);
    expect(stderr).toContain('None of the documents that out was generated from is left');
    expect(existsSync(join(project, 'out/lock/types.ts'))).toBe(true);
  });

  it('with --check only says what is new', async () => {
    await first();
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const before = readTree(project);
    const { code, stdout, stderr } = await update('--check');
    expect(code).toBe(4);
    expect(stdout).toContain('`TypesPosition` lost `shut`');
    expect(stderr).toBe(
      '✗ specs: 1 file to write (types.yaml), 1 unchanged, from ../checkout/api\n',
    );
    expect(readTree(project)).toEqual(before);
  });

  it('with --fail-on-change writes nothing for such changes', async () => {
    await first();
    await generate();
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const before = readTree(project);
    const { code, stderr } = await update('--fail-on-change', 'breaking', '-o', 'out');
    expect(code).toBe(5);
    expect(stderr).toContain('Nothing was written. To accept the changes');
    expect(readTree(project)).toEqual(before);
    putFiles(checkout, { 'api/types.yaml': `# Prose\n${typesOf('open', 'shut')}` });
    expect((await update('--fail-on-change', 'risky', '-o', 'out')).code).toBe(0);
    expect(read('specs/types.yaml')).toContain('# Prose');
  });

  it('prints the changes alone to standard output, as diff does', async () => {
    await first();
    await generate();
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const json = JSON.parse((await update('--check', '--format', 'json')).stdout);
    expect(json).toMatchObject({
      ok: false,
      documents: [{ name: 'lock', step: 'major' }],
      unknown: [],
      folders: [{ folder: 'specs', isWritten: false, write: ['types.yaml'], unchanged: 1 }],
    });
    const { stdout } = await update('--format', 'markdown', '-o', 'out');
    expect(stdout).toContain('`TypesPosition` lost `shut`');
    expect(stdout).toContain(
      '- `specs: 1 file written (types.yaml), 1 unchanged, from ../checkout/api`',
    );
  });

  it('does not replace what somebody has changed here', async () => {
    await first();
    writeFileSync(join(project, 'specs/types.yaml'), typesOf('mine'));
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const before = readTree(project);
    const refused = await update();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('SPEC_FILE_EDITED');
    expect(refused.stderr).toContain('specs/types.yaml');
    expect(readTree(project)).toEqual(before);
    rmSync(join(project, 'specs/types.yaml'));
    expect((await update()).code).toBe(0);
    expect(read('specs/types.yaml')).toContain('ajar');
  });

  it('does not replace a file that it has not fetched, but takes over one that is the same', async () => {
    putFiles(project, { 'specs/types.yaml': typesOf('mine') });
    const refused = await first();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('SPEC_FILE_FOREIGN');
    expect(existsSync(join(project, LOCK_FILE))).toBe(false);
    putFiles(project, { 'specs/types.yaml': typesOf('open', 'shut'), 'specs/own.yaml': LOCK });
    expect((await first()).code).toBe(0);
    expect(Object.keys(lockFile().specs.specs.files)).not.toContain('own.yaml');
    rmSync(join(checkout, 'api/types.yaml'));
    putFiles(checkout, { 'api/lock/asyncapi.yaml': LOCK });
    expect((await update()).stderr).toContain('1 removed');
    expect(existsSync(join(project, 'specs/own.yaml'))).toBe(true);
  });

  it('writes nothing if a document has errors, and shows them', async () => {
    await first();
    const wrong = SPLIT.replace('title: Lock, ', '');
    putFiles(checkout, { 'api/lock/asyncapi.yaml': wrong });
    const before = readTree(project);
    const { code, stderr } = await update('--strict');
    expect(code).toBe(3);
    expect(stderr).toContain('../checkout/api/lock/asyncapi.yaml:2:');
    expect(stderr).toContain('> 2 | info: { version: 1.0.0 }');
    expect(readTree(project)).toEqual(before);
  });

  it('updates only the folders that are named', async () => {
    await first();
    await update('apis/bell', '--from', '../checkout/other/bell.yaml');
    expect(lockFile().specs['apis/bell']).toMatchObject({
      source: '../checkout/other',
      documents: ['bell.yaml'],
    });
    putFiles(checkout, {
      'api/types.yaml': typesOf('open', 'ajar'),
      'other/bell.yaml': LOCK.replace('1.0.0', '1.1.0'),
    });
    expect((await update('apis/bell')).stderr).toContain(
      'apis/bell: 1 file written (bell.yaml), from ../checkout/other\n',
    );
    expect(read('specs/types.yaml')).toContain('shut');
    expect((await update()).stderr).toContain('specs: 1 file written (types.yaml), 1 unchanged');
  });

  it('compares the documents that it is told of, not those that they refer to', async () => {
    const bell = LOCK.replaceAll(
      "'#/components/schemas/Position'",
      "'lock.yaml#/components/schemas/Position'",
    );
    putFiles(checkout, { 'other/bell.yaml': bell, 'other/lock.yaml': LOCK });
    await update('bells', '--from', '../checkout/other/bell.yaml');
    putFiles(checkout, { 'other/lock.yaml': LOCK.replace('shut', 'ajar') });
    const { stdout } = await update('bells', '--fail-on-change', 'breaking', '--check');
    expect(stdout).toContain('`LockPosition` lost `shut`');
    expect(stdout).toContain('1 of 1 document');
    expect(stdout).not.toContain('is gone');
  });

  it('knows no changes of a document that was removed here, but restores it if it is the same', async () => {
    await first();
    const lost = join(project, 'specs/lock/asyncapi.yaml');
    rmSync(lost);
    const same = await update('--check', '--fail-on-change', 'breaking');
    expect(same.code).toBe(4);
    expect(same.stdout).toBe('✓ nothing changes for users of the bindings\n');
    putFiles(checkout, { 'api/types.yaml': typesOf('open') });
    const refused = await update('--fail-on-change', 'breaking');
    expect(refused.code).toBe(5);
    expect(refused.stdout).toContain('! specs/lock/asyncapi.yaml: what changes is not known');
    const { stdout } = await update('--check', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, unknown: ['specs/lock/asyncapi.yaml'] });
    expect((await update('--check', '--format', 'markdown')).stdout).toContain('is not known');
    expect((await update('--check', '--format', 'github')).stdout).toContain('is not known');
    expect((await update()).code).toBe(0);
    expect(existsSync(lost)).toBe(true);
  });

  it('generates several outputs again, and tells what changed if it could not do so before', async () => {
    await first();
    await generate();
    const types = ['generate', 'specs/*/asyncapi.yaml', '-o', 'types', '--only', 'types'];
    await runCommand(project, types);
    const outputs = ['-o', 'out', '-o', 'types'];
    putFiles(checkout, {
      'api/types.yaml': typesOf('open', 'ajar'),
      'api/bell/asyncapi.yaml': LOCK,
    });
    putFiles(project, { 'out/bell/types.ts': 'mine' });
    const refused = await update(...outputs);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('OUTPUT_FILE_FOREIGN');
    expect(read('types/lock/types.ts')).toContain('ajar');
    rmSync(join(project, 'out/bell'), { recursive: true });
    const { code, stderr } = await update(...outputs);
    expect(code).toBe(0);
    expect(stderr).toContain('`TypesPosition` lost `shut`');
    expect(read('out/lock/types.ts')).toContain('ajar');
  });

  it('names a document that is no longer where the lock file says', async () => {
    await update('apis/bell', '--from', '../checkout/other/bell.yaml');
    rmSync(join(checkout, 'other/bell.yaml'));
    const { code, stderr } = await update();
    expect(code).toBe(2);
    expect(stderr).toContain('apis/bell: There is no file "../checkout/other/bell.yaml"');
    expect(stderr).toContain('update apis/bell --from <source>');
  });

  it('completes a run that was killed while it wrote', async () => {
    await first();
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const before = read(LOCK_FILE);
    await update();
    const journal = read(LOCK_FILE);
    putFiles(project, {
      [LOCK_FILE]: before,
      '.asyncapi-bindgen-stage-999999999-abc/manifest.json': journal,
    });
    const { code } = await update();
    expect(code).toBe(0);
    expect(read(LOCK_FILE)).toBe(journal);
    expect(Object.keys(readTree(project)).filter((path) => path.includes('stage'))).toEqual([]);
  });

  it('leaves what a killed run did with another folder to its next run', async () => {
    await first();
    await update('bells', '--from', '../checkout/other/bell.yaml');
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar') });
    const before = read(LOCK_FILE);
    await update('specs');
    const staging = '.asyncapi-bindgen-stage-999999999-abc/manifest.json';
    putFiles(project, { [staging]: read(LOCK_FILE), [LOCK_FILE]: before });
    expect((await update('bells')).code).toBe(0);
    expect(existsSync(join(project, staging))).toBe(true);
    putFiles(checkout, { 'api/types.yaml': typesOf('open', 'ajar', 'shut') });
    expect((await update()).code).toBe(0);
    expect(existsSync(join(project, staging))).toBe(false);
  });

  it('does not take a document on one line for none', async () => {
    const line = JSON.stringify({ asyncapi: '3.0.0', info: { title: 'Bell', version: '1.0.0' } });
    putFiles(checkout, { 'api/bell.json': line, 'api/tool.json': '{"scripts":{"asyncapi":"x"}}' });
    expect((await first()).stderr).toContain('bell.json, lock/asyncapi.yaml');
    putFiles(checkout, { 'api/bell.json': `${line}\n` });
    expect((await update()).stderr).not.toContain('removed');
  });

  it('is soon done with a long file that is no document', async () => {
    putFiles(checkout, { 'api/blank.yaml': `${'\n'.repeat(1_000_000)}# asyncapi` });
    expect((await first()).code).toBe(0);
  });

  it('names an API of a folder as its copy is named', async () => {
    putFiles(checkout, { 'gate/asyncapi.yaml': LOCK });
    expect((await update('apis/door', '--from', '../checkout/gate')).stdout).toContain(
      'The API `door` is new',
    );
    await runCommand(project, ['generate', 'apis/door/asyncapi.yaml', '-o', 'out']);
    putFiles(checkout, { 'gate/asyncapi.yaml': LOCK.replace('shut', 'ajar') });
    expect((await update('-o', 'out')).stdout).toContain('`Position` lost `shut`');
  });

  it('copies from the working folder itself', async () => {
    putFiles(project, { 'api.yaml': LOCK });
    expect((await update('specs', '--from', 'api.yaml')).code).toBe(0);
    expect(lockFile().specs.specs).toMatchObject({ source: '.', documents: ['api.yaml'] });
    expect((await update()).code).toBe(0);
    putFiles(project, { [LOCK_FILE]: '{"lockVersion":1,"specs":{"specs":{"source":"."}}}' });
    expect((await update()).stderr).toContain('cannot be copied from itself');
  });

  it('keeps what another run has added to the lock file meanwhile', async () => {
    await first();
    const server = await serve({});
    server.put('/gate.yaml', (response) => {
      void update('bells', '--from', '../checkout/other/bell.yaml').then(() => response.end(LOCK));
    });
    expect((await update('gates', '--from', `${server.origin}/gate.yaml`)).code).toBe(0);
    expect(Object.keys(lockFile().specs)).toEqual(['bells', 'gates', 'specs']);
  });

  it('shows nothing of a file that is no document', async () => {
    putFiles(checkout, { 'creds.json': '{"secret":"TOP"}' });
    const lock =
      '{"lockVersion":1,"specs":{"specs":{"source":"../checkout","documents":["creds.json"]}}}';
    putFiles(project, { [LOCK_FILE]: lock });
    const { code, stderr } = await update();
    expect(code).toBe(2);
    expect(stderr).toContain('creds.json is no AsyncAPI document');
    expect(stderr).not.toContain('TOP');
  });

  it('generates documents that refer to files above their folder', async () => {
    putFiles(checkout, { 'api/deep/gate.yaml': LOCK });
    await first();
    await runCommand(project, ['generate', 'specs/deep/gate.yaml', '-o', 'out', '--only', 'types']);
    putFiles(checkout, {
      'api/deep/gate.yaml': LOCK.replaceAll(
        "'#/components/schemas/Position'",
        "'../types.yaml#/Position'",
      ),
    });
    expect((await update('-o', 'out')).code).toBe(0);
    expect(read('out/gate/types.ts')).toContain('TypesPosition');
  });

  it('follows no link, in the source or in the project', async () => {
    putFiles(top, { 'secret.yaml': typesOf('secret') });
    rmSync(join(checkout, 'api/types.yaml'));
    symlinkSync('../../secret.yaml', join(checkout, 'api/types.yaml'));
    const { code, stderr } = await first();
    expect(code).toBe(3);
    expect(stderr).toContain('symbolic link');
    rmSync(join(checkout, 'api/types.yaml'));
    putFiles(checkout, { 'api/types.yaml': typesOf('open') });
    putFiles(top, { 'elsewhere/own.txt': '' });
    symlinkSync('../elsewhere', join(project, 'specs'));
    const refused = await first();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('SPEC_PATH_BLOCKED');
    expect(existsSync(join(project, LOCK_FILE))).toBe(false);
  });

  it.each([
    ['a file above the source', '../../secret.yaml#/Position'],
    ['a hidden file', './.secret.yaml#/Position'],
    ['a file for another tool', './package.json#/Position'],
    ['a file that is no document', './types.txt#/Position'],
  ])('does not copy %s', async (_, reference) => {
    const files = { 'secret.yaml': typesOf('a'), 'api/.secret.yaml': typesOf('a') };
    const others = { 'api/package.json': '{"Position":{}}', 'api/types.txt': typesOf('a') };
    putFiles(checkout, {
      ...{ ...files, ...others },
      'api/lock.yaml': LOCK.replaceAll("'#/components/schemas/Position'", `'${reference}'`),
    });
    rmSync(join(checkout, 'api/lock'), { recursive: true });
    const before = readTree(project);
    const { code, stderr } = await first();
    expect(code).toBe(3);
    expect(stderr).toMatch(/REF_OUTSIDE_ROOT|REF_HIDDEN|SPEC_FILE_REFUSED/);
    expect(readTree(project)).toEqual(before);
  });
});

describe('from a server', () => {
  let server: HttpServer;

  beforeEach(async () => {
    server = await serve({
      '/v1/lock/asyncapi.yaml': SPLIT,
      '/v1/types.yaml': typesOf('open', 'shut'),
      '/v1/bell.yaml': LOCK,
    });
  });
  const first = async (...args: readonly string[]) =>
    update(
      ...['specs', '--from', `${server.origin}/v1/`],
      ...['--from', `${server.origin}/v1/lock/asyncapi.yaml`, ...args],
    );

  it('copies the document, and what it refers to, each file once', async () => {
    const { code, stderr } = await first('--from', `${server.origin}/v1/bell.yaml`);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `specs: 3 files written (lock/asyncapi.yaml, bell.yaml, types.yaml), from ${server.origin}/v1/\n`,
    );
    expect(server.requests.map(({ url }) => url).sort()).toEqual([
      '/v1/bell.yaml',
      '/v1/lock/asyncapi.yaml',
      '/v1/types.yaml',
    ]);
    expect(lockFile().specs.specs).toMatchObject({
      source: `${server.origin}/v1/`,
      documents: ['lock/asyncapi.yaml', 'bell.yaml'],
    });
    expect(read('specs/types.yaml')).toBe(typesOf('open', 'shut'));
  });

  it('opens no socket unless it is asked, and asks again only with update', async () => {
    await first();
    const before = server.connections();
    await generate();
    await runCommand(project, ['check', '-o', 'out']);
    await runCommand(project, ['validate', 'specs/**/*.yaml']);
    expect(server.connections()).toBe(before);
  });

  it('says what changes when the source in the lock file is that of another version', async () => {
    await first();
    server.put('/v2/lock/asyncapi.yaml', SPLIT.replace('version: 1.0.0', 'version: 2.0.0'));
    server.put('/v2/types.yaml', typesOf('open', 'ajar'));
    putFiles(project, { [LOCK_FILE]: read(LOCK_FILE).replace('/v1/', '/v2/') });
    const { code, stdout } = await update();
    expect(code).toBe(0);
    expect(stdout).toContain('`TypesPosition` lost `shut`');
    expect(stdout).toContain('the version went from 1.0.0 to 2.0.0');
  });

  it('shows errors by their URL, with the lines of the file', async () => {
    server.put('/v1/lock/asyncapi.yaml', SPLIT.replace('title: Lock, ', ''));
    const { code, stderr } = await first('--strict');
    expect(code).toBe(3);
    expect(stderr).toContain(`${server.origin}/v1/lock/asyncapi.yaml:2:`);
    expect(stderr).toContain('> 2 | info: { version: 1.0.0 }');
    expect(Object.keys(readTree(project))).toEqual(['package.json']);
  });

  it('says why a document cannot be fetched', async () => {
    const missing = await update('specs', '--from', `${server.origin}/none.yaml`);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('the server responds with status 404');
    expect(missing.stderr).not.toContain('secret');
    const other = await serve({ '/lock.yaml': LOCK });
    server.put('/moved.yaml', redirectTo(`${other.origin}/lock.yaml`));
    const moved = ['specs', '--from', `${server.origin}/moved.yaml`];
    const refused = await update(...moved);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`--allow-ref ${other.origin}`);
    expect(other.connections()).toBe(0);
    expect((await update(...moved, '--allow-ref', other.origin)).code).toBe(0);
  });

  it('sends no credentials', async () => {
    const { code, stderr } = await update(
      ...['specs', '--from', server.origin.replace('//', '//user:secret@') + '/v1/bell.yaml'],
    );
    expect(code).toBe(2);
    expect(stderr).toContain('credentials');
    expect(stderr).not.toContain('secret');
    expect(server.connections()).toBe(0);
  });

  it('does not follow references above the source', async () => {
    server.put(
      '/v1/deep/gate.yaml',
      LOCK.replaceAll("'#/components/schemas/Position'", "'../types.yaml#/Position'"),
    );
    const { code, stderr } = await update('specs', '--from', `${server.origin}/v1/deep/gate.yaml`);
    expect(code).toBe(3);
    expect(stderr).toContain('REF_OUTSIDE_ROOT');
    expect(stderr).toContain('update specs --from <folder> --from <document>');
    const folder = ['--from', `${server.origin}/v1/`];
    expect(
      (await update('specs', ...folder, '--from', `${server.origin}/v1/deep/gate.yaml`)).code,
    ).toBe(0);
    expect(lockFile().specs.specs).toMatchObject({
      source: `${server.origin}/v1/`,
      documents: ['deep/gate.yaml'],
    });
  });

  it('names the API of a document after the folder, whatever the version in its URL is', async () => {
    server.put('/v1/asyncapi.yaml', LOCK);
    server.put('/v2/asyncapi.yaml', LOCK.replace('version: 1.0.0', 'version: 2.0.0'));
    await update('specs/door', '--from', `${server.origin}/v1/asyncapi.yaml`);
    const { stdout } = await update('specs/door', '--from', `${server.origin}/v2/asyncapi.yaml`);
    expect(stdout).toContain('nothing changes');
    expect(Object.keys(readTree(join(project, 'specs')))).toEqual(['door/asyncapi.yaml']);
  });
});

describe('what it is told', () => {
  it('copies nothing into an output, nor into a folder of another source', async () => {
    await update('specs', '--from', '../checkout');
    await runCommand(project, ['generate', 'specs/lock.yaml', '-o', 'out', '--only', 'types']);
    for (const folder of ['out', 'specs/deep']) {
      const { code, stderr } = await update(folder, '--from', '../checkout');
      expect(code).toBe(2);
      expect(stderr).toContain('cannot be copied into');
    }
  });

  beforeEach(() => putFiles(checkout, { 'lock.yaml': LOCK }));

  it.each([
    ['no source', [], 'Name a folder and a source'],
    ['a folder that the lock file has not', ['specs'], 'Name a folder and a source'],
    ['a folder outside', ['../x', '--from', '../checkout'], 'not below the working folder'],
    ['the working folder', ['.', '--from', '../checkout'], 'not below the working folder'],
    ['a hidden folder', ['.git/hooks', '--from', '../checkout'], 'begin with no dot'],
    ['packages', ['node_modules/a', '--from', '../checkout'], 'node_modules'],
    ['two folders', ['a', 'b', '--from', '../checkout'], 'for one folder'],
    ['a source without a folder', ['--from', '../checkout'], 'without a folder'],
    [
      'a folder beside its documents',
      ['a', '--from', '../checkout', '--from', 'package.json'],
      'one source',
    ],
    ['http', ['specs', '--from', 'http://example.com/a.yaml'], 'https only'],
    ['a folder of a server', ['specs', '--from', 'https://example.com/a/'], 'by its own URL'],
    ['a query', ['specs', '--from', 'https://example.com/a.yaml?token=secret'], 'a query'],
    [
      'several servers',
      ['specs', '--from', 'https://a.example/a.yaml', '--from', 'https://b.example/b.yaml'],
      'one source',
    ],
    ['a missing folder', ['specs', '--from', '../nowhere'], 'There is no'],
    ['no value', ['specs', '--from', ''], 'is empty'],
    ['a folder around it', ['specs', '--from', '..'], 'from itself'],
    [
      'an output without manifest',
      ['specs', '--from', '../checkout', '-o', 'out'],
      'has no manifest',
    ],
  ])('refuses %s, with what to do', async (_, args, message) => {
    const { code, stderr } = await update(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('secret');
    expect(Object.keys(readTree(project))).toEqual(['package.json']);
  });

  it.each([
    ['conflict markers', '<<<<<<< ours\n{}\n'],
    ['another version', '{"lockVersion":2,"specs":{}}'],
    ['a folder outside', '{"lockVersion":1,"specs":{"../x":{"source":"../checkout"}}}'],
    ['an absolute folder', '{"lockVersion":1,"specs":{"/tmp":{"source":"../checkout"}}}'],
    ['an absolute source', '{"lockVersion":1,"specs":{"specs":{"source":"/etc"}}}'],
    [
      'no documents of a URL',
      '{"lockVersion":1,"specs":{"specs":{"source":"https://example.com/"}}}',
    ],
    ['a hidden source', '{"lockVersion":1,"specs":{"specs":{"source":"../.ssh"}}}'],
    ['an empty list', '{"lockVersion":1,"specs":{"specs":{"source":"..","documents":[]}}}'],
    ['a source by http', '{"lockVersion":1,"specs":{"specs":{"source":"http://example.com/"}}}'],
    ['a file of git', '{"lockVersion":1,"specs":{"specs":{"source":"file:///etc/"}}}'],
    [
      'a document above',
      '{"lockVersion":1,"specs":{"specs":{"source":"..","documents":["../a.yaml"]}}}',
    ],
    [
      'a fetched file above',
      `{"lockVersion":1,"specs":{"specs":{"source":"..","files":{"../package.json":"${'0'.repeat(64)}"}}}}`,
    ],
    ['nested folders', '{"lockVersion":1,"specs":{"a":{"source":".."},"a/b":{"source":".."}}}'],
    ['no hash', '{"lockVersion":1,"specs":{"specs":{"source":"..","files":{"a.yaml":"x"}}}}'],
  ])('refuses a lock file with %s', async (_, text) => {
    putFiles(project, { [LOCK_FILE]: text });
    const { code, stderr } = await update();
    expect(code).toBe(2);
    expect(stderr).toContain(`The lock file ${LOCK_FILE} cannot be used`);
  });
});
