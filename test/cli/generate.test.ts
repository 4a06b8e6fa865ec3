import { existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, jest } from '@jest/globals';
import { readTree, temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles, runBin } from './bin.js';
import { runCommand } from './run-command.js';

/** A run of the command line takes seconds on a busy machine. */
jest.setTimeout(120_000);

const newFolder = temporaryFolders();

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  putFiles(folder, files);
  return folder;
}

it('writes the bindings, and says so in a pipe, too', () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  const ended = runBin(folder, ['generate', 'lock.yaml', '-o', 'out']);
  const files = Object.keys(readTree(join(folder, 'out')));
  expect(ended).toEqual({
    code: 0,
    stdout: '',
    stderr: `✓ lock  2 operations, 2 types, 5 files
imports with .js: no tsconfig.json says otherwise
out: ${files.length - 1} files written
`,
  });
  expect(files).toEqual(
    expect.arrayContaining(['index.ts', 'lock/client.ts', 'lock/types.ts', 'runtime/index.ts']),
  );
});

it('touches no file the second time', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  const out = join(folder, 'out');
  await runCommand(folder, ['generate', '*.yaml', '-o', 'out']);
  const quiet = await runCommand(folder, ['generate', '*.yaml', '-o', 'out', '--quiet']);
  expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' });
  const before = readTree(out);
  const past = new Date('2001-01-01');
  for (const path of Object.keys(before)) utimesSync(join(out, path), past, past);
  expect(await runCommand(folder, ['generate', './*.yaml', '-o', 'out'])).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^out: \d+ files unchanged$/m),
  });
  expect(readTree(out)).toEqual(before);
  for (const path of Object.keys(before)) expect(statSync(join(out, path)).mtime).toEqual(past);
});

it('reports as one JSON object on standard output', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  const args = ['generate', 'lock.yaml', '-o', 'out', '--format', 'json', '--only', 'types'];
  const { code, stdout, stderr } = await runCommand(folder, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    out: 'out',
    apis: [{ name: 'lock', spec: 'lock.yaml', operations: 2, types: 2 }],
    written: expect.arrayContaining(['lock/types.ts']),
    unchanged: [],
    removed: [],
    diagnostics: [],
  });
});

it('removes what --only leaves out from now on, if --prune allows it', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  await runCommand(folder, ['generate', 'lock.yaml', '-o', 'out']);
  const types = ['generate', 'lock.yaml', '-o', 'out', '--only', 'types'];
  const before = readTree(join(folder, 'out'));
  expect(await runCommand(folder, types)).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error OUTPUT_PRUNE The given documents and parts do not generate these files of an earlier run: lock/client.ts, lock/mock-server.ts, lock/validators.ts.\n' +
      '  help: Add --prune to remove them. To keep them, pass all documents and parts of the output folder, or choose another folder with -o.\n' +
      '\n1 error\n',
  });
  expect(readTree(join(folder, 'out'))).toEqual(before);
  expect(await runCommand(folder, [...types, '--prune'])).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'out/lock/types.ts'))).toBe(true);
  expect(existsSync(join(folder, 'out/lock/client.ts'))).toBe(false);
});

it('keeps the files of a document that is not given, unless --prune is', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  await runCommand(folder, ['generate', '*.yaml', '-o', 'out']);
  const one = ['generate', 'lock.yaml', '-o', 'out'];
  const refused = await runCommand(folder, one);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('gate/client.ts') });
  expect(existsSync(join(folder, 'out/gate/client.ts'))).toBe(true);
  expect(await runCommand(folder, [...one, '--prune'])).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'out/gate'))).toBe(false);
});

it('asks on a terminal before it removes files', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  await runCommand(folder, ['generate', '*.yaml', '-o', 'out']);
  const questions: string[] = [];
  const answering = (answer: boolean) => ({
    confirm: (question: string) => {
      questions.push(question);
      return Promise.resolve(answer);
    },
  });
  const one = ['generate', 'lock.yaml', '-o', 'out'];
  expect(await runCommand(folder, one, answering(false))).toMatchObject({ code: 2 });
  expect(existsSync(join(folder, 'out/gate'))).toBe(true);
  expect(await runCommand(folder, one, answering(true))).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, 'out/gate'))).toBe(false);
  expect(questions).toHaveLength(2);
  expect(questions[0]).toMatch(/gate\/client\.ts.* Remove them\?$/);
});

it('writes nothing for a broken document: exit code 3, place, code frame and help', async () => {
  const broken = LOCK.replace(
    "$ref: '#/components/schemas/Position'",
    "$ref: '#/components/schemas/Positio'",
  );
  const folder = folderWith({ 'broken.yaml': broken });
  const { code, stdout, stderr } = await runCommand(folder, [
    'generate',
    'broken.yaml',
    '-o',
    'out',
  ]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^broken\.yaml:8:\d+ error REF_NOT_FOUND .+$/m);
  expect(stderr).toMatch(/^> +8 \| .*components\/schemas\/Positio'/m);
  expect(stderr).toMatch(/^ +help: /m);
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

it('leaves the output as it is when a document breaks', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  await runCommand(folder, ['generate', 'lock.yaml', '-o', 'out']);
  const before = readTree(join(folder, 'out'));
  putFiles(folder, { 'lock.yaml': 'asyncapi: [' });
  expect(await runCommand(folder, ['generate', 'lock.yaml', '-o', 'out'])).toMatchObject({
    code: 3,
  });
  expect(readTree(join(folder, 'out'))).toEqual(before);
});

it('refuses a folder with other things, and a file that is not ours: exit code 2', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK, 'out/index.ts': 'mine' });
  const here = await runCommand(folder, ['generate', 'lock.yaml', '-o', '.']);
  expect(here).toMatchObject({ code: 2, stdout: '' });
  expect(here.stderr).toContain('it is the folder you are working in');
  const home = runBin(folder, ['generate', 'lock.yaml', '-o', 'home'], {
    HOME: join(folder, 'home'),
  });
  expect(home.stderr).toContain('it is your home folder');
  const foreign = await runCommand(folder, ['generate', 'lock.yaml', '-o', 'out']);
  expect(foreign).toMatchObject({ code: 2 });
  expect(foreign.stderr).toContain('OUTPUT_FILE_FOREIGN');
  expect(readTree(join(folder, 'out'))).toEqual({ 'index.ts': 'mine' });
});

it('refuses two documents whose APIs have one name', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK, 'old/lock.yaml': LOCK });
  const { code, stderr } = await runCommand(folder, [
    'generate',
    'lock.yaml',
    'old/lock.yaml',
    '-o',
    'out',
  ]);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^old\/lock.yaml:1:1 error API_NAME_CLASH/);
  expect(stderr).toContain('lock.yaml:1:1 This is the other document.');
  expect(stderr).not.toContain(folder);
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

const KAFKA = `asyncapi: 3.0.0
info: { title: Levels, version: '1' }
servers: { s: { host: 'localhost:9092', protocol: kafka } }
channels:
  level: { address: level, messages: { level: { payload: { type: integer } } } }
operations:
  send_level: { action: send, channel: { $ref: '#/channels/level' } }
`;

it.each([[['--only', 'types,validators']], [[]]])(
  'writes nothing that needs mqtt for a document without it: %j',
  async (only) => {
    const folder = folderWith({ 'levels.yaml': KAFKA });
    const { code } = await runCommand(folder, ['generate', 'levels.yaml', '-o', 'out', ...only]);
    expect(code).toBe(0);
    const files = Object.entries(readTree(join(folder, 'out')));
    expect(files.length).toBeLessThan(40);
    expect(files.map(([path]) => path)).toContain('runtime/lazy/create-validators.ts');
    expect(files.filter(([, text]) => /['"]mqtt['"]/.test(text))).toEqual([]);
  },
);

it('imports the runtime from this package if asked to, and check knows', async () => {
  const folder = folderWith({ 'lock.yaml': LOCK });
  await runCommand(folder, ['generate', 'lock.yaml', '-o', 'out', '--runtime', 'package']);
  const files = readTree(join(folder, 'out'));
  expect(Object.keys(files).filter((path) => path.startsWith('runtime/'))).toEqual([]);
  for (const name of ['validators', 'client', 'mock-server']) {
    const imported = [...(files[`lock/${name}.ts`] ?? '').matchAll(/from ["']([^."'][^"']*)/g)];
    expect(imported.map(([, specifier]) => specifier)).toEqual(['asyncapi-bindgen/runtime']);
  }
  expect(await runCommand(folder, ['check', '-o', 'out'])).toMatchObject({ code: 0 });
});
