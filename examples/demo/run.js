/**
 * Generates the bindings into a temporary folder, compiles the demo against them, runs it there,
 * and removes the folder again.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const project = fileURLToPath(new URL('../../', import.meta.url));
const specs = ['evse_manager_consumer_API', 'auth_token_validator_API'].map((name) =>
  join(project, 'specs', 'everest', `${name}.yaml`),
);

/** The strictest options: generated code compiles under all of them. */
const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2023', 'ESNext.Disposable'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  rootDir: '.',
  outDir: 'dist',
};

/** Runs a script with Node. Its output is shown only if it fails. */
function runQuietly(script, args) {
  const options = { encoding: 'utf8' };
  const { signal, status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, ...args],
    options,
  );
  if (signal !== null) throw new Error('interrupted');
  if (status !== 0) throw new Error(`${stdout}${stderr}`.trim());
  return stdout;
}

/** The folders are arranged as in the project, so that the imports of the demo are the same. */
async function prepare(folder) {
  const demo = join(folder, 'examples', 'demo');
  await mkdir(demo, { recursive: true });
  const sources = (await readdir(here)).filter((name) => name.endsWith('.ts'));
  await Promise.all(sources.map((name) => cp(join(here, name), join(demo, name))));
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
}

function generate(folder) {
  const out = join(folder, 'generated');
  const bin = join(project, 'bin', 'asyncapi-bindgen.js');
  const { apis } = JSON.parse(runQuietly(bin, ['generate', ...specs, '-o', out, '--format=json']));
  for (const { name, operations, types } of apis) {
    console.log(`generated ${name}: ${operations} operations, ${types} types`);
  }
}

function compile(folder) {
  const started = performance.now();
  runQuietly(join(project, 'node_modules', 'typescript', 'bin', 'tsc'), ['-p', folder]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`compiled with tsc, all strict options, no errors (${seconds} s)`);
}

const folder = await mkdtemp(join(tmpdir(), 'asyncapi-bindgen-demo-'));
// Ctrl-C ends the child process. This process then removes the folder.
process.on('SIGINT', () => {});
try {
  await prepare(folder);
  generate(folder);
  compile(folder);
  const main = join(folder, 'dist', 'examples', 'demo', 'main.js');
  const { status } = spawnSync(process.execPath, [main], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
