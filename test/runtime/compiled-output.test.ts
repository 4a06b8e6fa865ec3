/** Output with compiled validators: it compiles, it is bundled without ajv, and it runs without `eval`. */
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { check } from 'prettier';
import ts from 'typescript';
import { startEmbeddedBroker } from '../support/broker.js';
import { generatePaths } from '../support/generated-files.js';
import { root } from '../support/project.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const specs = ['test/apis/lamp.yaml', 'specs/examples/shapes.yaml'].map((path) => join(root, path));
const newFolder = temporaryFolders();

/** Sets a lamp, and prints the reply and the first findings of a wrong payload. */
const program = `import { LampClient, LampMockServer, isLamp } from './lamp/index.js';
const options = { url: process.argv[2], moduleId: 'm1' };
const mock = await LampMockServer.start(options);
const client = await LampClient.connect(options);
console.log(await client.setLevel({ connector_id: 1, level: 1 }));
console.log(await client.setLevel({ connector_id: 1, level: 'x' }).catch(({ message }) => message));
console.log(isLamp({}));
await client.close();
await mock.close();
`;

async function writeOutput(files: ReadonlyMap<string, string>): Promise<string> {
  const folder = newFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of [...files, ['program.ts', program] as const]) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Runs the program where `eval` is forbidden; returns what it prints. */
async function runWithoutEval(folder: string): Promise<string> {
  const outfile = join(folder, 'program.mjs');
  const format = { format: 'esm', platform: 'node', packages: 'external' } as const;
  await build({ entryPoints: [join(folder, 'program.ts')], outfile, bundle: true, ...format });
  const broker = await startEmbeddedBroker();
  try {
    const flag = '--disallow-code-generation-from-strings';
    const child = spawn(process.execPath, [flag, outfile, broker.url]);
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await new Promise((resolve) => child.on('close', resolve));
    return printed;
  } finally {
    await broker.stop();
  }
}

describe('output with compiled validators', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    ({ files } = await generatePaths(specs, { validators: 'compiled' }));
  }, 60_000);

  it('has its code beside the readable schemas, and no part of the runtime that needs ajv', () => {
    expect([...files.keys()].filter((path) => path.startsWith('lamp/')).toSorted()).toEqual(
      ['client', 'compiled-validators', 'index', 'mock-server', 'types', 'validators'].map(
        (name) => `lamp/${name}.ts`,
      ),
    );
    expect([...files].filter(([, text]) => /from "ajv|require\(/.test(text))).toEqual([]);
  });

  it('is as Prettier leaves it', async () => {
    for (const [path, text] of files) {
      expect({ path, ok: await check(text, { filepath: path }) }).toEqual({ path, ok: true });
    }
  }, 60_000);

  it.each([
    ['every flag', { ...strictest, noUnusedLocals: false }],
    [
      'declarations',
      { ...strictest, noEmit: false, declaration: true, isolatedDeclarations: true },
    ],
    [
      'CommonJS',
      {
        strict: true,
        verbatimModuleSyntax: false,
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Node10,
      },
    ],
  ])(
    'compiles with %s',
    async (_name, options: ts.CompilerOptions) => {
      const isolated = options.isolatedDeclarations === true;
      const given = isolated
        ? await generatePaths(specs, { validators: 'compiled', isolatedDeclarations: true })
        : { files };
      expect(errorsOf(given.files, options)).toEqual([]);
    },
    60_000,
  );

  it('fault 7: is bundled for a browser without ajv and without a module of Node', async () => {
    const folder = await writeOutput(files);
    const { outputFiles, metafile } = await build({
      entryPoints: [join(folder, 'lamp/index.ts')],
      ...{ bundle: true, write: false, format: 'esm', minify: true, metafile: true },
      external: ['mqtt'],
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/"node:|\bajv|\beval\(|new Function/);
  }, 60_000);

  it('fault 7: runs where eval is forbidden', async () => {
    const printed = await runWithoutEval(await writeOutput(files));
    expect(printed).toBe(`true\n${wrongLevel}\nfalse\n`);
  }, 60_000);
});

const wrongLevel =
  'SendRequestSetLevel (to be sent on lamps/1/m1/m2e/set_level) is not valid: ' +
  '/payload/level must be number, but is "x"';

it('with lazy validators, connect says what to do where eval is forbidden', async () => {
  const { files } = await generatePaths(specs);
  const printed = await runWithoutEval(await writeOutput(files));
  expect(printed).toContain('ConnectionError: The validators of lamp cannot be compiled');
  expect(printed).toContain('Generate with `--validators compiled`');
}, 60_000);
