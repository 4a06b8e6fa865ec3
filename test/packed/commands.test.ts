/** Each command of the installed tool at work, and the three modules that the package exports. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import ts from 'typescript';
import { root } from '../support/project.js';
import { browser, errorsUnder, nodeNext, strictest } from '../support/type-check.js';
import { LOCK, putFiles } from '../cli/bin.js';
import { NO_FINDINGS } from '../cli/run-command.js';
import { readTree } from '../write/temporary-folder.js';
import { linkPackages, projectOf, runInstalled, startInstalled } from './project.js';

jest.setTimeout(120_000);

const document = 'node_modules/asyncapi-bindgen/specs/everest/powermeter_API.yaml';

describe.each(['npm', 'pnpm'] as const)('installed with %s,', (installer) => {
  it('generate writes the golden files, and check finds them unchanged', () => {
    const ended = runInstalled(installer, ['generate', document, '-o', 'out']);
    expect(ended).toEqual({ code: 0, stdout: '', stderr: NO_FINDINGS });
    const golden = (path: string) => readTree(join(root, 'generated', path));
    const written = (path: string) => readTree(join(projectOf(installer), 'out', path));
    expect(written('powermeter')).toEqual(golden('powermeter'));
    expect(written('runtime')).toEqual(golden('runtime'));
    expect(runInstalled(installer, ['check', '-o', 'out'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('validate, inspect and explain answer', () => {
    const { code, stdout } = runInstalled(installer, ['validate', document]);
    expect({ code, end: stdout.split('\n').at(-2) }).toEqual({
      code: 0,
      end: '✓ 1 document is valid',
    });
    expect(runInstalled(installer, ['inspect', document]).stdout).toContain('  receive_');
    expect(runInstalled(installer, ['explain', 'YAML_SYNTAX']).stdout).toContain('YAML');
  });

  it('validate reports what is wrong, by the structure and by the rules', () => {
    const address = "address: '{x}'\n    parameters: { y: {} }";
    const wrong = LOCK.replace('title:', 'titl:').replace('address: turn', address);
    putFiles(projectOf(installer), { 'wrong.yaml': wrong });
    const { code, stdout } = runInstalled(installer, [
      'validate',
      'wrong.yaml',
      '--format',
      'json',
    ]);
    expect(code).toBe(3);
    const codes = JSON.parse(stdout).diagnostics.map((each: { code: string }) => each.code);
    expect(codes).toEqual(expect.arrayContaining(['FIELD_MISSPELT', 'CHANNEL_PARAMETERS']));
    expect(codes).not.toContain('PARSER_REFUSED');
  });

  it('mock listens, and ends when it is told to', async () => {
    const args = ['mock', document, '--port', '0', '--var', 'module_id=m', '--format', 'json'];
    const mock = startInstalled(installer, args);
    if (mock.stdout === null) throw new Error('It has no standard output.');
    const events: string[] = [];
    for await (const line of createInterface(mock.stdout)) {
      events.push(JSON.parse(line).event);
      if (events.includes('listening')) break;
    }
    mock.kill('SIGTERM');
    expect(await once(mock, 'exit')).toEqual([0, null]);
  });
});

describe('a program', () => {
  const cwd = projectOf('npm');
  const program = `import { generate } from 'asyncapi-bindgen';
import { resolve } from 'node:path';
const { files, diagnostics } = await generate([resolve('${document}')], { runtime: 'package' });
const wrong = diagnostics.find(({ severity }) => severity === 'error');
if (wrong !== undefined) throw new Error(wrong.message);
const path: string | undefined = files[0]?.path;
console.log(path, files.length);
`;

  beforeAll(() => {
    linkPackages(['ajv', 'ajv-formats', 'mqtt', '@types/node']);
    runInstalled('npm', ['generate', document, '-o', 'small', '--runtime', 'package']);
    writeFileSync(join(cwd, 'program.ts'), program);
    writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }');
  });

  it('type-checks against the declarations, and so does what imports the runtime', () => {
    const files = [join(cwd, 'program.ts'), join(cwd, 'small/index.ts')];
    expect(errorsUnder({ ...strictest, ...nodeNext, types: ['node'] }, files)).toEqual([]);
  });

  it('generates, and loads the runtime', () => {
    const code = program.replace(': string | undefined', '');
    const run = (text: string) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', text], { cwd, encoding: 'utf8' });
    expect(run(code)).toMatchObject({ status: 0, stderr: '', stdout: 'powermeter/index.ts 6\n' });
    const names = `console.log(Object.keys(await import('asyncapi-bindgen/runtime')).join(' '))`;
    expect(run(names).stdout).toContain('TimeoutError');
  });
});

describe('the broker for tests', () => {
  const cwd = projectOf('npm');
  const body = `(async () => {
  const broker = await startTestBroker();
  await broker.close();
  console.log(new URL(broker.url).protocol);
})();
`;
  const importing = `import { startTestBroker } from 'asyncapi-bindgen/testing';\n${body}`;
  const requiring = `const { startTestBroker } = require('asyncapi-bindgen/testing');\n${body}`;

  it.each([
    ['import', 'broker.mjs', importing],
    ['require', 'broker.cjs', requiring],
  ])('starts after %s', (_, file, text) => {
    writeFileSync(join(cwd, file), text);
    const ended = spawnSync(process.execPath, [file], { cwd, encoding: 'utf8' });
    expect(ended).toMatchObject({ status: 0, stdout: 'mqtt:\n', stderr: '' });
  });

  it('starts in Jest, in a project of CommonJS', () => {
    const path = join(cwd, 'commonjs');
    mkdirSync(path);
    const test = `const { startTestBroker } = require('asyncapi-bindgen/testing');
test('it starts', async () => (await startTestBroker()).close());
`;
    putFiles(path, { 'package.json': '{}', 'jest.config.js': '', 'broker.test.js': test });
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(process.execPath, [jest], { cwd: path, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('1 passed'),
    });
  });

  it.each(['mts', 'cts'])('has types for .%s', (extension) => {
    const file = join(cwd, `broker.${extension}`);
    writeFileSync(file, importing);
    const options = { ...strictest, ...nodeNext, ...browser, skipLibCheck: false };
    const module = ts.ModuleKind.Node16;
    const node = { module, moduleResolution: ts.ModuleResolutionKind.Node16 };
    expect(errorsUnder({ ...options, ...node, verbatimModuleSyntax: false }, [file])).toEqual([]);
  });
});
