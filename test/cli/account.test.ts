/** What `generate` and `check` report of documents that changed since the output was written. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOCK, putFiles, type Ended } from './bin.js';
import { runCommand } from './run-command.js';

let folder = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-changes-'));
  putFiles(folder, { 'lock.yaml': LOCK });
  expect((await generate()).code).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true }));

const MANIFEST = 'out/.asyncapi-bindgen.json';
const AJAR = LOCK.replace('[open, shut]', '[open, ajar]');
const MORE = LOCK.replace(
  'properties: { key: { type: string } }',
  'properties: { key: { type: string }, turns: { type: integer } }',
);

const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const generate = async (...args: readonly string[]): Promise<Ended> =>
  runCommand(folder, ['generate', '*.yaml', '-o', 'out', ...args]);
const check = async (...args: readonly string[]): Promise<Ended> =>
  runCommand(folder, ['check', '-o', 'out', ...args]);

describe('generate', () => {
  it('says nothing the first time, nor if nothing changed', async () => {
    expect((await generate()).stderr).not.toContain('lock: ');
  });

  it('tells a change in one paragraph, once', async () => {
    putFiles(folder, { 'lock.yaml': AJAR });
    const { code, stderr } = await generate();
    expect(code).toBe(0);
    expect(stderr.split('\n')[0]).toBe(
      'lock: 2 breaking: a major step, but the version stayed 1.0.0. `Position` gained `ajar` in what you receive: old clients reject it, and exhaustive switches break. `Position` lost `shut` in what you receive: it no longer arrives, and a `case` for it no longer compiles.',
    );
    expect((await generate()).stderr).not.toContain('breaking');
  });

  it('tells that prose changes nothing', async () => {
    putFiles(folder, {
      'lock.yaml': LOCK.replace('title: Lock', 'description: A lock, title: Lock'),
    });
    const { stderr } = await generate('--fail-on-change', 'risky');
    expect(stderr).toContain('nothing changes for users of the bindings');
  });

  it('names the worst changes, and the command that lists all', async () => {
    const fields = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}: { type: string }`);
    const many = `key: { type: string }, ${fields.join(', ')}`;
    putFiles(folder, { 'lock.yaml': AJAR.replace('key: { type: string }', many) });
    const { stderr } = await generate();
    expect(stderr).toMatch(/^lock: \d breaking, .* And \d more\.$/m);
    expect(stderr).toContain('diff git:HEAD:lock.yaml lock.yaml\n');
  });

  it('tells what is new and what is gone', async () => {
    putFiles(folder, { 'bell.yaml': LOCK });
    expect((await generate()).stderr).toContain('bell: 1 safe. The API `bell` is new');
    rmSync(join(folder, 'bell.yaml'));
    expect((await generate('--prune')).stderr).toContain(
      'bell: 1 breaking. The API `bell` is gone',
    );
  });

  it('tells what a change of a shared file does to each document that refers to it', async () => {
    const shared = LOCK.replaceAll(
      "'#/components/schemas/Position'",
      "'./shared/types.json#/Position'",
    );
    const types = (values: readonly string[]): string =>
      JSON.stringify({ Position: { type: 'string', enum: values }, Unused: { enum: values } });
    putFiles(folder, {
      ...{ 'lock.yaml': shared, 'gate.yaml': shared },
      'shared/types.json': types(['open', 'shut']),
    });
    await generate();
    expect(JSON.parse(read(MANIFEST)).record['../shared/types.json']).toEqual({
      Position: { type: 'string', enum: ['open', 'shut'] },
    });
    putFiles(folder, { 'shared/types.json': types(['open']) });
    const { stderr } = await generate();
    expect(stderr).toMatch(/^gate: 1 breaking.*`TypesPosition` lost `shut`/m);
    expect(stderr).toMatch(/^lock: 1 breaking.*`TypesPosition` lost `shut`/m);
  });

  it('names the API as --name does', async () => {
    const named = ['generate', 'lock.yaml', '-o', 'named', '--name', 'front door'];
    await runCommand(folder, named);
    putFiles(folder, { 'lock.yaml': AJAR });
    expect((await runCommand(folder, named)).stderr).toMatch(/^front-door: 2 breaking/);
  });

  it('tells a change of a document that a link names', async () => {
    putFiles(folder, { 'real/lock.txt': LOCK });
    symlinkSync('real/lock.txt', join(folder, 'gate.yaml'));
    const link = ['generate', 'gate.yaml', '-o', 'linked'];
    await runCommand(folder, link);
    putFiles(folder, { 'real/lock.txt': AJAR });
    expect((await runCommand(folder, link)).stderr).toMatch(/^gate: 2 breaking/);
  });

  it('tells a change from the side that the bindings are for', async () => {
    await generate('--side', 'counterpart');
    putFiles(folder, { 'lock.yaml': AJAR });
    expect((await generate('--side', 'counterpart')).stderr).toContain('in what you send');
  });

  it('prints changes as data', async () => {
    putFiles(folder, { 'lock.yaml': MORE });
    const { stdout } = await generate('--format', 'json');
    const { ok, changes } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(changes).toMatchObject({
      unknown: [],
      documents: [{ name: 'lock', oldVersion: '1.0.0', step: 'minor' }],
    });
    expect(changes.documents[0].changes).toContainEqual(
      expect.objectContaining({ code: 'PROPERTY_ADDED', level: 'safe', symbols: ['Turn'] }),
    );
  });
});

describe('generate --fail-on-change', () => {
  it('writes nothing, and gives exit code 5', async () => {
    putFiles(folder, { 'lock.yaml': AJAR });
    const before = read(MANIFEST);
    const { code, stderr } = await generate('--fail-on-change', 'breaking');
    expect(code).toBe(5);
    expect(stderr).toMatch(
      /✗ out: nothing written; --fail-on-change breaking does not allow \d changes?\. To accept what changes, run this command without it\n$/,
    );
    expect(read(MANIFEST)).toBe(before);
    const { stdout } = await generate('--fail-on-change', 'breaking', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, written: [] });
    expect(await generate('--fail-on-change', 'breaking', '--quiet')).toEqual({
      ...{ code: 5, stdout: '', stderr },
    });
    const github = await generate('--fail-on-change', 'breaking', '--format', 'github');
    expect(github.stderr).toMatch(
      /^::warning file=lock\.yaml,.*DOCUMENT_CHANGED::lock: \d breaking/m,
    );
  });

  it('allows changes below the level', async () => {
    putFiles(folder, { 'lock.yaml': MORE });
    expect((await generate('--fail-on-change', 'risky')).code).toBe(0);
    expect((await check()).code).toBe(0);
  });

  it('does not allow what is not known', async () => {
    const manifest = { ...JSON.parse(read(MANIFEST)), record: undefined };
    writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest));
    putFiles(folder, { 'lock.yaml': MORE });
    for (const level of ['risky', 'breaking']) {
      const { code, stderr } = await generate('--fail-on-change', level);
      expect([code, stderr]).toEqual([
        5,
        expect.stringMatching(/^lock: its changes are not known/),
      ]);
    }
    const github = await generate('--fail-on-change', 'breaking', '--format', 'github');
    expect(github.stderr).toMatch(/^::warning title=DOCUMENT_CHANGED::lock: its changes/);
    expect((await generate()).code).toBe(0);
  });
});

describe('check', () => {
  it('tells what changed, in each format', async () => {
    putFiles(folder, { 'lock.yaml': AJAR });
    const { code, stdout } = await check();
    expect(code).toBe(4);
    expect(stdout).toMatch(/^lock: \d breaking: a major step/m);
    const json = JSON.parse((await check('--format', 'json')).stdout);
    expect(json.changes.documents[0].changes[0]).toMatchObject({ level: 'breaking' });
    const github = await check('--format', 'github');
    expect(github.stdout).toMatch(
      /^::warning file=lock\.yaml,.*DOCUMENT_CHANGED::lock: \d breaking/m,
    );
  });
});

describe('the record of a manifest', () => {
  it('is refused if it is none', async () => {
    const deep = `{"../lock.yaml":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const manifest = JSON.stringify({ ...JSON.parse(read(MANIFEST)), record: 'RECORD' });
    for (const record of ['["lock.yaml"]', '7', deep]) {
      writeFileSync(join(folder, MANIFEST), manifest.replace('"RECORD"', record));
      const { code, stderr } = await check();
      expect(code).toBe(2);
      expect(stderr).toContain('its "record" is not a list of data by path');
    }
  });

  it('may be of anything, since anyone can change it', async () => {
    const manifest = JSON.parse(read(MANIFEST));
    putFiles(folder, { 'lock.yaml': AJAR });
    for (const record of [
      null,
      7,
      'asyncapi: 3.0.0',
      [[]],
      { asyncapi: '3.0.0' },
      { $ref: '/etc/passwd' },
    ]) {
      const text = JSON.stringify({ ...manifest, record: { '../lock.yaml': record } });
      writeFileSync(join(folder, MANIFEST), text);
      const { code, stderr } = await generate('--fail-on-change', 'risky');
      expect([code, stderr]).toEqual([
        5,
        expect.stringMatching(/^lock: .*\n✗ out: nothing written/),
      ]);
    }
  });
});
