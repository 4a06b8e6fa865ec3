import { expect, it, jest } from '@jest/globals';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

it('finds nothing wrong with a valid document', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': LOCK, 'gate.yaml': LOCK });
  const ended = await runCommand(folder, ['validate', '*.yaml']);
  expect(ended).toEqual({ code: 0, stdout: '✓ 2 documents are valid\n', stderr: '' });
  expect(await runCommand(folder, ['validate', '*.yaml', '-q'])).toMatchObject({ stdout: '' });
});

it('reports findings on standard output, in each format: exit code 3', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': 'asyncapi: 3.0.0\ninfo: [' });
  const pretty = await runCommand(folder, ['validate', 'lock.yaml']);
  expect(pretty).toMatchObject({ code: 3, stderr: '' });
  expect(pretty.stdout).toMatch(/^lock\.yaml:\d+:\d+ error YAML_SYNTAX /);
  const github = await runCommand(folder, ['validate', 'lock.yaml', '--format', 'github']);
  expect(github).toMatchObject({ code: 3, stderr: '1 error\n' });
  expect(github.stdout).toMatch(/^::error file=lock\.yaml,line=\d+,.*title=YAML_SYNTAX::/);
  const json = await runCommand(folder, ['validate', 'lock.yaml', '--format', 'json']);
  expect(json).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    documents: ['lock.yaml'],
    diagnostics: [{ code: 'YAML_SYNTAX', severity: 'error', file: 'lock.yaml' }],
  });
});

/** A document with two findings, both of severity info. */
function lockWithUnused(): string {
  const unused = '\n    Unused: { type: string }\n    Idle: { type: string }\n';
  return LOCK.trimEnd() + unused;
}

it('shows findings from --severity on', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': lockWithUnused() });
  const all = await runCommand(folder, ['validate', 'lock.yaml']);
  expect(all.stdout).toMatch(
    /info COMPONENT_UNUSED .*\n {2}help: .*\n {2}also lock\.yaml:\d+:\d+ /,
  );
  expect(all.stdout).toMatch(/\n2 info\n✓ 1 document is valid\n$/);
  const some = await runCommand(folder, ['validate', 'lock.yaml', '--severity', 'warning']);
  expect(some).toEqual({ code: 0, stdout: '✓ 1 document is valid\n', stderr: '' });
  const json = ['validate', 'lock.yaml', '--severity', 'warning', '--format', 'json'];
  expect(JSON.parse((await runCommand(folder, json)).stdout)).toMatchObject({ diagnostics: [] });
});

it('fails from --fail-on on, and --quiet then shows what fails', async () => {
  const folder = newFolder();
  putFiles(folder, { 'lock.yaml': lockWithUnused() });
  const strict = ['validate', 'lock.yaml', '--fail-on', 'info'];
  const failed = await runCommand(folder, strict);
  expect(failed).toMatchObject({ code: 3, stderr: '' });
  const verdict = '✗ 1 document is valid, but --fail-on info does not allow 2 findings\n';
  expect(failed.stdout.endsWith(`\n2 info\n${verdict}`)).toBe(true);
  const quiet = await runCommand(folder, [...strict, '-q']);
  expect(quiet.stdout).toMatch(/COMPONENT_UNUSED[^]*\n2 info\n$/);
  const json = await runCommand(folder, [...strict, '--format', 'json']);
  expect(json.code).toBe(3);
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false });
  expect(await runCommand(folder, ['validate', 'lock.yaml', '--fail-on', 'warning'])).toMatchObject(
    {
      code: 0,
    },
  );
});
