/**
 * Packs this package and installs it into an empty folder with npm and with pnpm. Jest calls this once
 * before `npm run test:packed`, and the environment tells the tests where the folders are.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = join(import.meta.dirname, '../..');

/** Runs a command and returns what it prints on both streams, which is part of the error if it fails. */
function run(cwd, command) {
  return execFileSync('sh', ['-c', 'exec "$@" 2>&1', 'sh', ...command], { cwd, encoding: 'utf8' });
}

export default function install() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-packed-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  run(root, ['npm', 'pack', '--pack-destination', folder]);
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.cjs');
  const installers = {
    npm: ['npm', 'install', tarball],
    pnpm: [process.execPath, pnpm, 'add', tarball, '--store-dir', join(folder, 'store')],
  };
  for (const [name, command] of Object.entries(installers)) {
    const project = join(folder, name);
    mkdirSync(project);
    const started = performance.now();
    writeFileSync(join(folder, `${name}.txt`), run(project, command));
    console.log(`\n${name} installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  process.env['PACKED_FOLDER'] = folder;
  process.env['TOOL_UNDER_TEST'] = join(folder, 'npm/node_modules/asyncapi-bindgen');
}
