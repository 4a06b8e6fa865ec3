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
  expect(github).toMatchObject({ code: 3, stderr: '' });
  expect(github.stdout).toMatch(/^::error file=lock\.yaml,line=\d+,.*title=YAML_SYNTAX::/);
  const json = await runCommand(folder, ['validate', 'lock.yaml', '--format', 'json']);
  expect(json).toMatchObject({ code: 3, stderr: '' });
  expect(JSON.parse(json.stdout)).toMatchObject({
    ok: false,
    documents: ['lock.yaml'],
    diagnostics: [{ code: 'YAML_SYNTAX', severity: 'error', file: 'lock.yaml' }],
  });
});
