import { expect, it, jest } from '@jest/globals';
import { serve } from '../load/http-server.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { LOCK, putFiles } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

it('fetches what it is told to, and check notices what has changed there', async () => {
  const server = await serve({
    '/turn.yaml': 'Turn: {type: object, properties: {key: {type: string}}}',
  });
  const { origin } = server;
  const cwd = newFolder();
  const remote = LOCK.replaceAll("'#/components/schemas/Turn'", `'${origin}/turn.yaml#/Turn'`);
  putFiles(cwd, { 'lock.yaml': remote });
  const generating = ['generate', 'lock.yaml', '-o', 'out', '--only', 'types'];
  const refused = await runCommand(cwd, generating);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain(`--allow-ref ${origin}`);
  expect(server.connections()).toBe(0);
  const allowed = ['--allow-ref', 'https://example.com', '--allow-ref', origin];
  expect((await runCommand(cwd, [...generating, ...allowed])).code).toBe(0);
  expect((await runCommand(cwd, ['check', '-o', 'out', ...allowed])).code).toBe(0);
  expect((await runCommand(cwd, ['check', '-o', 'out'])).code).toBe(3);
  server.put('/turn.yaml', 'Turn: {type: object, properties: {angle: {type: number}}}');
  const drifted = await runCommand(cwd, ['check', '-o', 'out', ...allowed]);
  expect(drifted.code).toBe(4);
  expect(drifted.stdout).toContain(`--allow-ref ${origin}`);
});

it('shows no file of this machine for a URL that would be its path', async () => {
  const cwd = newFolder();
  putFiles(cwd, { 'a.yaml': 'first: line\nsecret: here\n' });
  const path = `/x.yaml?${'/..'.repeat(40)}${cwd}/a.yaml`;
  const { origin } = await serve({ [path]: 'a: 1\nb: [\n' });
  putFiles(cwd, {
    'lock.yaml': LOCK.replaceAll("'#/components/schemas/Turn'", `'${origin}${path}#/a'`),
  });
  const { stdout } = await runCommand(cwd, ['validate', 'lock.yaml', '--allow-ref', origin]);
  expect(stdout).toContain('error YAML_SYNTAX');
  expect(stdout).not.toContain('secret');
});

it.each(['validate', 'inspect'])('is heeded by %s', async (command) => {
  const server = await serve({ '/turn.yaml': 'Turn: {type: strin}' });
  const cwd = newFolder();
  const remote = LOCK.replaceAll(
    "'#/components/schemas/Turn'",
    `'${server.origin}/turn.yaml#/Turn'`,
  );
  putFiles(cwd, { 'lock.yaml': remote });
  const { code, stdout, stderr } = await runCommand(cwd, [
    command,
    'lock.yaml',
    '--allow-ref',
    server.origin,
  ]);
  expect(code).toBe(3);
  expect(`${stdout}${stderr}`).toContain(`${server.origin}/turn.yaml:1:`);
});
