import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { BIN, LOCK, putFiles } from './bin.js';
import { NO_FINDINGS, runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();
const CHECK = ['check', '*.yaml', '-o', 'out'];

/** Generated once, copied for each test. */
let original = '';

beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-'));
  putFiles(original, { 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  const ended = await runCommand(original, ['generate', '*.yaml', '-o', 'out']);
  expect(ended).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
});

afterAll(() => {
  rmSync(original, { recursive: true });
});

function generated(): string {
  const folder = newFolder();
  cpSync(original, folder, { recursive: true });
  return folder;
}

it('finds nothing to say of what was just generated, but for that', async () => {
  const folder = generated();
  const { code, stdout, stderr } = await runCommand(folder, CHECK);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^✓ \d+ files up to date\n$/);
  expect(await runCommand(folder, [...CHECK, '--quiet'])).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

it('does not mind CRLF, or files of the user’s own', async () => {
  const folder = generated();
  const types = join(folder, 'out/lock/types.ts');
  writeFileSync(types, readFileSync(types, 'utf8').replaceAll('\n', '\r\n'));
  putFiles(folder, { 'out/notes.txt': 'mine' });
  expect(await runCommand(folder, CHECK)).toMatchObject({ code: 0 });
});

it.each([
  ['missing', (folder: string) => rmSync(join(folder, 'out/lock/types.ts'))],
  ['changed', (folder: string) => appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n')],
  ['outdated', (folder: string) => putFiles(folder, { 'lock.yaml': LOCK.replace('shut', 'ajar') })],
  ['orphaned', (folder: string) => rmSync(join(folder, 'lock.yaml'))],
])('finds a file %s: exit code 4', async (kind, drift) => {
  const folder = generated();
  drift(folder);
  const { code, stdout } = await runCommand(folder, CHECK);
  expect(code).toBe(4);
  expect(stdout).toContain(`${kind} out/lock/types.ts: `);
});

it('ends with the command that mends it', async () => {
  const folder = generated();
  rmSync(join(folder, 'out/lock/client.ts'));
  appendFileSync(join(folder, 'out/gate/types.ts'), '// mine\n');
  const program = `'${process.execPath}' '${BIN}'`;
  const { stdout } = await runCommand(folder, CHECK, { program });
  const mend = stdout.trimEnd().split('\n').at(-1) ?? '';
  expect(mend).toContain("generate '*.yaml' -o out");
  execSync(mend, { cwd: folder, stdio: 'pipe' });
  expect(await runCommand(folder, CHECK)).toMatchObject({ code: 0 });
});

it('shows the difference as a unified diff', async () => {
  const folder = generated();
  putFiles(folder, { 'lock.yaml': LOCK.replace('shut', 'ajar') });
  const { stdout } = await runCommand(folder, CHECK);
  expect(stdout).toMatch(/^ {2}--- a\/lock\/types\.ts\ton disk\n {2}\+\+\+ b\/lock\/types\.ts/m);
  expect(stdout).toMatch(/^ {2}-.*shut/m);
  expect(stdout).toMatch(/^ {2}\+.*ajar/m);
});

it('takes documents and options from the manifest', async () => {
  const folder = generated();
  await runCommand(folder, ['generate', '*.yaml', '-o', 'out', '--only', 'types', '--prune']);
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
  appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n');
  const { code, stdout } = await runCommand(folder, ['check', '-o', 'out', '--format', 'json']);
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    drift: [{ kind: 'changed', path: 'lock/types.ts', diff: expect.stringContaining('-// mine') }],
    fix: expect.stringMatching(/generate '\*\.yaml' -o out --only types$/),
  });
});

it('finds a document that a glob of the last run matches now', async () => {
  const folder = generated();
  putFiles(folder, { 'door.yaml': LOCK, 'a/door.yaml': LOCK });
  const program = 'asyncapi-bindgen';
  const { code, stdout } = await runCommand(folder, ['check', '-o', 'out'], { program });
  expect(code).toBe(4);
  expect(stdout.split('\n')).toEqual([
    'new door.yaml: a glob of the last run matches this document now, but it was not generated',
    '',
    '1 file not up to date. To fix this, run',
    "  asyncapi-bindgen generate '*.yaml' -o out",
    '',
  ]);
  const github = await runCommand(folder, ['check', '-o', 'out', '--format', 'github']);
  expect(github.stdout).toMatch(/^::error file=door\.yaml,line=1,.*title=DRIFT_NEW::/);
});

it('names the globs of the last run in the command that fixes drift, and documents that they do not match', async () => {
  const folder = newFolder();
  putFiles(folder, { 'a/lock.yaml': LOCK, 'a/b/door.yaml': LOCK });
  const generate = ['generate', 'a/*.yaml', 'a/b/door.yaml', '-o', 'out', '--only', 'types'];
  await runCommand(folder, generate);
  appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n');
  const { stdout } = await runCommand(folder, ['check', '-o', 'out', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    fix: expect.stringMatching(/generate 'a\/\*\.yaml' a\/b\/door\.yaml -o out --only types$/),
  });
});

it('expands no glob of a manifest outside the folders that it trusts', async () => {
  const folder = join(generated(), 'out');
  const manifest = join(folder, '.asyncapi-bindgen.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, text.replace('"../*.yaml"', '"../../**/*.yaml", "/etc/**/*.yaml"'));
  expect(await runCommand(join(folder, '..'), ['check', '-o', 'out'])).toMatchObject({ code: 0 });
});

it('says so if the tool has changed, and not the document', async () => {
  const folder = generated();
  const manifest = join(folder, 'out/.asyncapi-bindgen.json');
  const types = join(folder, 'out/lock/types.ts');
  const older = `${readFileSync(types, 'utf8')}// of an older version\n`;
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const listed = readFileSync(manifest, 'utf8');
  writeFileSync(manifest, listed.replace(/(?<="lock\/types\.ts": ")\w+/, hash(older)));
  writeFileSync(types, older);
  const { stdout } = await runCommand(folder, ['check', '-o', 'out']);
  expect(stdout).toContain(
    'outdated out/lock/types.ts: its document has not changed, but this version of asyncapi-bindgen generates a different file',
  );
});

it('annotates the file for GitHub', async () => {
  const folder = generated();
  appendFileSync(join(folder, 'out/lock/types.ts'), '// mine\n');
  const { code, stdout } = await runCommand(folder, [...CHECK, '--format', 'github']);
  expect(code).toBe(4);
  expect(stdout).toMatch(/^::error file=out\/lock\/types\.ts,line=14,.*title=DRIFT_CHANGED::/);
});

it('answers 2 where nothing was generated or the manifest is broken, 3 for a broken document', async () => {
  const folder = generated();
  expect(await runCommand(folder, ['check', '*.yaml', '-o', 'elsewhere'])).toMatchObject({
    code: 2,
  });
  putFiles(folder, { 'lock.yaml': 'asyncapi: [' });
  expect(await runCommand(folder, CHECK)).toMatchObject({ code: 3 });
  putFiles(folder, { 'out/.asyncapi-bindgen.json': '<<<<<<< HEAD' });
  const { code, stderr } = await runCommand(folder, CHECK);
  expect(code).toBe(2);
  expect(stderr).toContain('cannot be used: it is not a JSON object');
});
