import { execSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { quote } from '../../src/diagnostics/shell.js';
import { BIN, LOCK, putFiles, runBin } from './bin.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const CHECK = ['check', '*.yaml', '-o', 'out'];

/** Generated once, copied for each test. */
let original = '';

beforeAll(() => {
  original = mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-'));
  putFiles(original, { 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  const ended = runBin(original, ['generate', '*.yaml', '-o', 'out']);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: '' });
});

afterAll(() => {
  rmSync(original, { recursive: true });
});

function generated(): string {
  const folder = newFolder();
  cpSync(original, folder, { recursive: true });
  return folder;
}

it('finds nothing to say of what was just generated, but for that', () => {
  const folder = generated();
  const { code, stdout, stderr } = runBin(folder, CHECK);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^✓ \d+ files as the documents give them\n$/);
  expect(runBin(folder, [...CHECK, '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('does not mind CRLF, or files of the user’s own', () => {
  const folder = generated();
  const types = join(folder, 'out/lock/types.ts');
  writeFileSync(types, readFileSync(types, 'utf8').replaceAll('\n', '\r\n'));
  putFiles(folder, { 'out/notes.txt': 'mine' });
  expect(runBin(folder, CHECK)).toMatchObject({ code: 0 });
});

it.each([
  ['missing', (folder: string) => rmSync(join(folder, 'out/lock/types.ts'))],
  ['changed', (folder: string) => appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n')],
  ['outdated', (folder: string) => putFiles(folder, { 'lock.yaml': LOCK.replace('shut', 'ajar') })],
  ['orphaned', (folder: string) => rmSync(join(folder, 'lock.yaml'))],
])('finds a file %s: exit code 4', (kind, drift) => {
  const folder = generated();
  drift(folder);
  const { code, stdout } = runBin(folder, CHECK);
  expect(code).toBe(4);
  expect(stdout).toContain(`${kind} out/lock/types.ts: `);
});

it('ends with the command that mends it', () => {
  const folder = generated();
  rmSync(join(folder, 'out/lock/client.ts'));
  appendFileSync(join(folder, 'out/gate/types.ts'), '// mine\n');
  const mend = runBin(folder, CHECK).stdout.trimEnd().split('\n').at(-1) ?? '';
  expect(mend).toContain("generate '*.yaml' -o out");
  // An installed tool calls itself with npx, which does not find it from this folder.
  execSync(mend.replace('npx asyncapi-bindgen', `node ${quote(BIN)}`), { cwd: folder });
  expect(runBin(folder, CHECK)).toMatchObject({ code: 0 });
});

it('shows the difference as a unified diff', () => {
  const folder = generated();
  putFiles(folder, { 'lock.yaml': LOCK.replace('shut', 'ajar') });
  const { stdout } = runBin(folder, CHECK);
  expect(stdout).toMatch(/^ {2}--- a\/lock\/types\.ts\ton disk\n {2}\+\+\+ b\/lock\/types\.ts/m);
  expect(stdout).toMatch(/^ {2}-.*shut/m);
  expect(stdout).toMatch(/^ {2}\+.*ajar/m);
});

it('takes documents and options from the manifest', () => {
  const folder = generated();
  runBin(folder, ['generate', '*.yaml', '-o', 'out', '--only', 'types']);
  expect(runBin(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n');
  const { code, stdout } = runBin(folder, ['check', '-o', 'out', '--format', 'json']);
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    drift: [{ kind: 'changed', path: 'lock/types.ts', diff: expect.stringContaining('-// mine') }],
    mend: expect.stringMatching(/generate gate\.yaml lock\.yaml -o out --only types$/),
  });
});

it('annotates the file for GitHub', () => {
  const folder = generated();
  appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n');
  const { code, stdout } = runBin(folder, [...CHECK, '--format', 'github']);
  expect(code).toBe(4);
  expect(stdout).toMatch(/^::error file=out\/lock\/types\.ts,line=1,.*title=DRIFT_CHANGED::/);
});

it('answers 2 where nothing was generated or the manifest is broken, 3 for a broken document', () => {
  const folder = generated();
  expect(runBin(folder, ['check', '*.yaml', '-o', 'elsewhere'])).toMatchObject({ code: 2 });
  putFiles(folder, { 'lock.yaml': 'asyncapi: [' });
  expect(runBin(folder, CHECK)).toMatchObject({ code: 3 });
  putFiles(folder, { 'out/.asyncapi-bindgen.json': '<<<<<<< HEAD' });
  const { code, stderr } = runBin(folder, CHECK);
  expect(code).toBe(2);
  expect(stderr).toContain('cannot be used: it is not a JSON object');
});
