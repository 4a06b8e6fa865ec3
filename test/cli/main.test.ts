import { expect, it, jest } from '@jest/globals';
import { createPaint, wantsColor } from '../../src/cli/paint.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { runBin } from './bin.js';
import { runCommand } from './run-command.js';

jest.setTimeout(120_000);

const newFolder = temporaryFolders();

it('prints its version', () => {
  const { code, stdout } = runBin(newFolder(), ['--version']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it.each(['generate', 'check', 'validate', 'inspect', 'mock', 'explain'])(
  'says what %s does, with one example and the exit codes',
  async (command) => {
    const { code, stdout, stderr } = await runCommand(newFolder(), [command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`$ asyncapi-bindgen ${command} `);
    expect(stdout).toContain('Exit codes:\n  0  ');
  },
);

it.each([
  [[], 'Usage: asyncapi-bindgen'],
  [['generat'], 'Did you mean generate?'],
  [['generate', 'a.yaml'], "required option '-o, --out <dir>'"],
  [['generate', 'a.yaml', '--output', 'out'], 'help: Add the output folder, e.g. -o src/generated'],
  [['generate', '-o', 'out'], "missing required argument 'spec'"],
  [['generate', 'a.yaml', '-o', 'out', '--only', 'types,docs'], '"docs" is not one of types,'],
  [['validate', 'a.yaml', '--format', 'xml'], 'Allowed choices are pretty, json, github'],
  [['validate', 'a.yaml'], 'There is no file a.yaml'],
  [['validate', '.', '--root', 'nowhere'], 'is a folder'],
  [
    ['validate', 'a.yaml', '--allow-ref', 'https://a.b/c'],
    'must consist of scheme, host and port only',
  ],
  [['mock', 'a.yaml', '--allow-ref', 'file:///'], 'must consist of scheme, host and port only'],
  [['explain', 'NO_SUCH_CODE'], 'The code NO_SUCH_CODE does not exist'],
  [['mock', 'a.yaml', '--port', '70000'], 'A port must be an integer from 0 to 65535'],
  [['mock', 'a.yaml', '--broker', 'localhost:1883'], 'must be a URL, e.g. mqtt://127.0.0.1:1883'],
  [['mock', 'a.yaml', '--var', 'door'], 'must have the form name=value'],
])('answers %j with exit code 2 and what is wrong', async (args, message) => {
  const { code, stdout, stderr } = await runCommand(newFolder(), args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

it('wraps what is wrong with an option to the width of the terminal', async () => {
  const folder = newFolder();
  const written: string[] = [];
  const paint = createPaint(false);
  const write = (text: string) => void written.push(text);
  const err = { terminal: true, color: false, columns: 60, paint, write };
  await runCommand(folder, ['generate', 'a.yaml', '-o', 'out', '--only', 'docs'], { err });
  const lines = written.join('').split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});

it('explains a finding, whatever the case of its code', async () => {
  const { code, stdout } = await runCommand(newFolder(), ['explain', 'ref_outside_root']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^error REF_OUTSIDE_ROOT .+\n\n.+--root/);
});

it.each([
  [{ NO_COLOR: '1' }, { pipe: false, terminal: false }],
  [{ FORCE_COLOR: '1' }, { pipe: true, terminal: true }],
  [
    { FORCE_COLOR: '1', NO_COLOR: '1' },
    { pipe: true, terminal: true },
  ],
  [{ FORCE_COLOR: '0' }, { pipe: false, terminal: false }],
  [{ TERM: 'dumb' }, { pipe: false, terminal: false }],
  [{}, { pipe: false, terminal: true }],
])('colours with %j: %j', (env, { pipe, terminal }) => {
  expect([wantsColor(false, env), wantsColor(true, env)]).toEqual([pipe, terminal]);
});

it.each([
  [{ FORCE_COLOR: '1' }, true],
  [{}, false],
])('takes the environment of the process: colours with %j in a pipe: %s', (env, colored) => {
  const { code, stderr } = runBin(newFolder(), ['validate', 'a.yaml'], env);
  expect(code).toBe(2);
  expect(stderr.includes('\u001b[')).toBe(colored);
});
