import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Load } from '../../src/loader.js';
import { putFiles } from '../cli/bin.js';
import { runCommand } from '../cli/run-command.js';
import { loader } from '../support/loader.js';
import { temporaryFolders } from '../write/temporary-folder.js';

jest.setTimeout(60_000);

const newFolder = temporaryFolders();

const MAIN = `asyncapi: 3.0.0
info: { title: Lift, version: 1.0.0 }
servers: { site: { host: localhost, protocol: mqtt } }
channels:
  floor:
    address: lift/floor
    messages: { floor: { payload: { $ref: 'shared/parts.yaml#/Floor' } } }
  spare:
    address: lift/spare
    messages: { spare: { contentType: json, payload: {} } }
operations:
  onFloor: { action: receive, channel: { $ref: '#/channels/floor' } }
  onSpare: { action: receive, channel: { $ref: '#/channels/spare' } }
`;
const PARTS = 'Floor: { type: object, properties: { level: { type: integer } } }\n';

let folder = '';
let cacheFolder = '';
/** How often a document was loaded, which only happens if its bindings are generated. */
let loads = 0;

beforeEach(() => {
  folder = newFolder();
  cacheFolder = join(newFolder(), 'a/cache');
  loads = 0;
  putFiles(folder, { 'lift.yaml': MAIN, 'shared/parts.yaml': PARTS });
});

const counting: Load = (...given) => {
  loads += 1;
  return loader(...given);
};

const GENERATE = ['generate', 'lift.yaml', '-o', 'out', '--format', 'json'];
const CHECK = ['check', 'lift.yaml', '-o', 'out', '--format', 'json'];

async function run(args: readonly string[], isCi = false) {
  loads = 0;
  const { code, stdout } = await runCommand(folder, args, { loader: counting, cacheFolder, isCi });
  const result: unknown = JSON.parse(stdout);
  return { code, result, loads };
}

const text = (path: string): string => readFileSync(join(folder, path), 'utf8');

it('an unchanged run reports the same and loads no document', async () => {
  const { result: first } = await run(GENERATE);
  const generated = await run(GENERATE);
  expect(first).toMatchObject({ diagnostics: [{ code: 'CONTENT_TYPE_INVALID' }] });
  expect(generated).toMatchObject({ code: 0, loads: 0, result: { written: [], removed: [] } });
  const { apis, diagnostics } = Object(first);
  expect(generated.result).toMatchObject({ apis, diagnostics });
  expect(await run(CHECK)).toMatchObject({ code: 0, loads: 0, result: { ok: true } });
});

it('a file that a user edited or removed is restored, and check shows how it differs', async () => {
  await run(GENERATE);
  const types = text('out/lift/types.ts');
  appendFileSync(join(folder, 'out/lift/types.ts'), '// mine\n');
  rmSync(join(folder, 'out/lift/client.ts'));
  const drift = [
    { kind: 'missing', path: 'lift/client.ts' },
    { kind: 'changed', path: 'lift/types.ts', diff: expect.stringContaining('-// mine') },
  ];
  expect(await run(CHECK)).toMatchObject({ code: 4, loads: 0, result: { drift } });
  const written = expect.arrayContaining(['lift/client.ts', 'lift/types.ts']);
  expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 0, result: { written } });
  expect(text('out/lift/types.ts')).toBe(types);
});

describe('generates again', () => {
  beforeEach(() => run(GENERATE));

  it.each<readonly [string, () => void, readonly string[]]>([
    ['if the document changed', () => appendFileSync(join(folder, 'lift.yaml'), '# more\n'), []],
    [
      'if a file that it refers to changed',
      () => putFiles(folder, { 'shared/parts.yaml': PARTS.replace('integer', 'number') }),
      [],
    ],
    ['for other options', () => undefined, ['--only', 'types', '--prune']],
    ['for another runtime', () => undefined, ['--runtime', 'package']],
    ['for the other side', () => undefined, ['--side', 'counterpart']],
    ['for another root', () => undefined, ['--root', '.']],
  ])('%s', async (_, change, options) => {
    change();
    expect(await run([...GENERATE, ...options])).toMatchObject({ code: 0, loads: 1 });
    expect(await run([...GENERATE, ...options])).toMatchObject({ code: 0, loads: 0 });
  });

  it('if a folder on the way to a file is now a link to another one', async () => {
    putFiles(folder, { 'other/parts.yaml': PARTS.replace('integer', 'string') });
    cpSync(join(folder, 'shared'), join(folder, 'first'), { recursive: true });
    rmSync(join(folder, 'shared'), { recursive: true });
    symlinkSync('first', join(folder, 'shared'));
    expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 1 });
    unlinkSync(join(folder, 'shared'));
    symlinkSync('other', join(folder, 'shared'));
    expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 1 });
    expect(text('out/lift/types.ts')).toContain('level?: string;');
  });

  it('if a file is no longer there, which is an error', async () => {
    rmSync(join(folder, 'shared/parts.yaml'));
    for (const args of [GENERATE, GENERATE, CHECK]) {
      expect(await run(args)).toMatchObject({ code: 3, loads: 1 });
    }
  });

  it.each<readonly [string, (entry: string) => string]>([
    ['is cut off', (entry) => entry.slice(0, -10)],
    ['is empty', () => ''],
    ['has another letter', (entry) => entry.replace('export', 'exporT')],
    ['is another value', () => '[]'],
  ])('if an entry %s', async (_, damage) => {
    const [name = ''] = readdirSync(cacheFolder);
    const path = join(cacheFolder, name);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 1, result: { written: [] } });
    expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 0 });
  });

  it('when check runs in continuous integration', async () => {
    expect(await run(CHECK, true)).toMatchObject({ code: 0, loads: 1 });
  });
});

it('keeps nothing of a document with errors', async () => {
  putFiles(folder, { 'lift.yaml': MAIN.replace('action: receive', 'action: fetch') });
  expect(await run(GENERATE)).toMatchObject({ code: 3, loads: 1 });
  expect(() => readdirSync(cacheFolder)).toThrow('ENOENT');
});

it('works without a cache that it cannot write, and keeps at most 50 entries', async () => {
  putFiles(folder, { blocked: '' });
  cacheFolder = join(folder, 'blocked/cache');
  expect(await run(GENERATE)).toMatchObject({ code: 0, loads: 1 });
  cacheFolder = newFolder();
  const old = Array.from({ length: 60 }, (_, index) => [`${index}.json`, ''] as const);
  putFiles(cacheFolder, Object.fromEntries(old));
  await run(GENERATE);
  expect(readdirSync(cacheFolder)).toHaveLength(50);
  expect(await run(GENERATE)).toMatchObject({ loads: 0 });
});
