/** Each example works as its README says, with the packed tool and packages from the registry. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it, jest } from '@jest/globals';
import { commandsOf } from '../docs/commands.js';
import { blocksOf } from '../docs/page.js';
import { root } from '../support/project.js';
import { emptyProject, packed, type Project } from './new-project.js';

jest.setTimeout(300_000);

/** The commands of each block that a README leaves to this test. */
function blocksFor(name: string): readonly (readonly string[])[] {
  return blocksOf(`examples/${name}/README.md`)
    .filter(({ marks }) => marks['run by'] === 'test/projects/examples.test.ts')
    .map((block) => commandsOf(block).map(({ command }) => command));
}

/** What the package does not have of an example. */
const notPacked = ['generated', 'dist', 'node_modules'];

/** Copies an example as it is in the package, and follows its README to the end of the first block. */
function install(name: string): Project {
  const project = emptyProject(name);
  const filter = (path: string): boolean => !notPacked.includes(basename(path));
  cpSync(join(root, 'examples', name), project.path, { recursive: true, filter });
  project.run('npm', 'pkg', 'set', `devDependencies.asyncapi-bindgen=file:${packed}`);
  project.run('npm', 'pkg', 'delete', 'dependencies.asyncapi-bindgen');
  for (const command of blocksFor(name)[0] ?? []) project.run('bash', '-c', command);
  return project;
}

const running: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(running.splice(0).map((stop) => stop())));

/** A command of npm is a process with children; together they are a group. */
async function stopGroup(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  if (child.pid !== undefined) process.kill(-child.pid);
  await closed;
}

/** Starts a command that runs until the test ends. */
function start({ path }: Project, command: string, env: NodeJS.ProcessEnv = {}) {
  const options = { cwd: path, env: { ...process.env, ...env }, detached: true };
  const child = spawn('bash', ['-c', `${command} 2>&1`], options);
  running.push(() => stopGroup(child));
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(printed);
      if (found !== null) return found;
      await once(child.stdout, 'data', { signal: AbortSignal.timeout(60_000) }).catch(() => {
        throw new Error(`${command} does not print ${String(pattern)}, but:\n${printed}`);
      });
    }
  };
  return { until, type: (line: string) => child.stdin.write(`${line}\n`) };
}

it.each([
  ['sensor', '', 'mock', /← message rooms\/kitchen\/air {"celsius":/],
  ['device', '04A1B2C3', 'start', /welcome|no entry/],
  ['everest', '', 'start', /^EVSE 1 with /m],
] as const)('%s: its tests pass, and it runs beside the mock server', async (...row) => {
  const [name, line, which, pattern] = row;
  const project = install(name);
  const [, [mock = '', program = ''] = []] = blocksFor(name);
  const peer = start(project, `${mock} -- --port 0`);
  const [url] = await peer.until(/mqtt:\/\/127\.0\.0\.1:\d+/);
  const started = start(project, program, { BROKER_URL: url });
  started.type(line);
  await (which === 'mock' ? peer : started).until(pattern);
});

/** What a page does not have, or what a strict Content Security Policy forbids. */
const forbidden = /\beval\(|\bnew Function\b|["'`]node:|__vite-browser-external/g;
/** `mqtt` has three of these, in code for engines without `globalThis` or `bind`. */
const compiling = /\bFunction\(["'`]/g;

it('browser: Vite bundles it with compiled validators, without Node and without eval', () => {
  const { run, path, put } = install('browser');
  const page = readFileSync(join(path, 'index.html'), 'utf8');
  put('index.html', page.replace('dist/page.js', 'src/page.ts'));
  run('npm', 'uninstall', '--no-audit', 'ajv', 'ajv-formats');
  run('npm', 'install', '--no-audit', '--no-save', 'vite');
  const generate = 'asyncapi-bindgen generate thermostat.yaml -o src/generated --only client';
  run('npx', ...generate.split(' '), '--validators', 'compiled');
  run('npx', 'tsc');
  const printed = run('npx', 'vite', 'build');
  expect(printed).not.toContain('externalized');
  const assets = join(path, 'dist/assets');
  const scripts = readdirSync(assets).filter((each) => each.endsWith('.js'));
  const text = scripts.map((each) => readFileSync(join(assets, each), 'utf8')).join('\n');
  expect(text).toContain('celsius');
  expect(text.match(forbidden)).toBeNull();
  const mqtt = readFileSync(join(path, 'node_modules/mqtt/dist/mqtt.esm.js'), 'utf8');
  expect(text.match(compiling)?.length).toBe(mqtt.match(compiling)?.length);
  const [all = 0, own = 0] = [text, mqtt].map((each) => gzipSync(each).length / 1000);
  console.log(
    `browser: ${all.toFixed(1)} kB gzipped with Vite, of which mqtt is ${own.toFixed(1)}`,
  );
  expect(all - own).toBeLessThan(50);
});

it('browser: it is bundled', () => {
  const { run } = install('browser');
  expect(run('ls', 'dist')).toBe('page.js\n');
});
