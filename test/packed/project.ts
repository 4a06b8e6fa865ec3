import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../support/project.js';

const folder = process.env['PACKED_FOLDER'] ?? '';

export type Installer = 'npm' | 'pnpm';

/** Where the installer has installed the package. */
export function projectOf(installer: Installer): string {
  return join(folder, installer);
}

/** What the installer printed. */
export function printedBy(installer: Installer): string {
  return readFileSync(join(folder, `${installer}.txt`), 'utf8');
}

/** The size of the packed file, in bytes. */
export function packedSize(): number {
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz')) ?? '';
  return statSync(join(folder, name)).size;
}

/** The files below a folder, as paths within it; links are not followed. */
export function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));
}

/** Runs the installed command, as `npx` does. */
export function runInstalled(installer: Installer, args: readonly string[]) {
  const cwd = projectOf(installer);
  const { status, stdout, stderr } = spawnSync(binOf(cwd), args, { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Starts the installed command. */
export function startInstalled(installer: Installer, args: readonly string[]): ChildProcess {
  const cwd = projectOf(installer);
  return spawn(binOf(cwd), args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
}

function binOf(cwd: string): string {
  return join(cwd, 'node_modules/.bin/asyncapi-bindgen');
}

interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

/** The files of `lib` that a command loads. */
export function filesLoadedBy(args: readonly string[]): readonly string[] {
  const cwd = projectOf('npm');
  const lib = join(cwd, 'node_modules/asyncapi-bindgen/lib/');
  const reports = mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-coverage-'));
  const env = { ...process.env, NODE_V8_COVERAGE: reports };
  const { status } = spawnSync(binOf(cwd), args, { cwd, env });
  if (status !== 0) throw new Error(`${args.join(' ')} failed`);
  const loaded = readdirSync(reports).flatMap((name) => {
    const { result }: Coverage = JSON.parse(readFileSync(join(reports, name), 'utf8'));
    return result.map(({ url }) => url);
  });
  rmSync(reports, { recursive: true });
  return loaded
    .filter((url) => url.startsWith('file:'))
    .map((url) => fileURLToPath(url))
    .filter((path) => path.startsWith(lib));
}

/** Gives the project of npm packages of this checkout. */
export function linkPackages(names: readonly string[]): void {
  for (const name of names) {
    const link = join(projectOf('npm'), 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
}
