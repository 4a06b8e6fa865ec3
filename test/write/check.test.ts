import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { check, type Drift } from '../../src/write/check.js';
import { readManifest, type Manifest } from '../../src/write/manifest.js';
import { write } from '../../src/write/write.js';
import { temporaryFolders } from './temporary-folder.js';

const newFolder = temporaryFolders();
const GIVEN = [
  { path: 'a.ts', text: 'one\ntwo\n' },
  { path: 'b/c.ts', text: 'three\n' },
];

async function written(): Promise<{ readonly out: string; readonly manifest: Manifest }> {
  const out = join(newFolder(), 'out');
  await write(out, { files: GIVEN, documents: new Map(), options: {} });
  const reading = readManifest(out);
  if (reading.kind !== 'found') throw new Error(reading.kind);
  return { out, manifest: reading.manifest };
}

function kinds(drifts: readonly Drift[]): readonly string[] {
  return drifts.map(({ kind, path }) => `${kind} ${path}`);
}

it('finds nothing where nothing differs, not even with other line endings', async () => {
  const { out, manifest } = await written();
  fs.writeFileSync(join(out, 'a.ts'), 'one\r\ntwo\r\n');
  fs.writeFileSync(join(out, 'mine.ts'), 'the user’s own');
  expect(check(out, GIVEN, manifest)).toEqual([]);
});

it('finds a file missing', async () => {
  const { out, manifest } = await written();
  fs.rmSync(join(out, 'b'), { recursive: true });
  expect(check(out, GIVEN, manifest)).toEqual([{ kind: 'missing', path: 'b/c.ts' }]);
});

it('finds a file changed by hand, and shows how the output differs', async () => {
  const { out, manifest } = await written();
  fs.writeFileSync(join(out, 'a.ts'), 'one\r\nTWO\r\n');
  const drifts = check(out, GIVEN, manifest);
  expect(kinds(drifts)).toEqual(['changed a.ts']);
  expect(drifts[0]?.diff?.split('\n')).toEqual([
    '--- a/a.ts\ton disk',
    '+++ b/a.ts\tgenerated',
    '@@ -1,2 +1,2 @@',
    ' one',
    '-TWO',
    '+two',
    '',
  ]);
});

it('finds a file outdated, a new one too', async () => {
  const { out, manifest } = await written();
  const given = [{ path: 'a.ts', text: 'one\n' }, ...GIVEN.slice(1), { path: 'd.ts', text: '' }];
  const drifts = check(out, given, manifest);
  expect(kinds(drifts)).toEqual(['outdated a.ts', 'outdated d.ts']);
  expect(drifts[0]?.diff).toContain('-two');
});

it('finds a file orphaned', async () => {
  const { out, manifest } = await written();
  expect(check(out, GIVEN.slice(1), manifest)).toEqual([{ kind: 'orphaned', path: 'a.ts' }]);
});

it('gives no diff where it would be the whole of a large file', async () => {
  const { out, manifest } = await written();
  const lines = (letter: string): string => `${letter}\n`.repeat(5_000);
  fs.writeFileSync(join(out, 'a.ts'), lines('x'));
  const drifts = check(out, [{ path: 'a.ts', text: lines('y') }, ...GIVEN.slice(1)], manifest);
  expect(drifts).toEqual([{ kind: 'changed', path: 'a.ts' }]);
});
