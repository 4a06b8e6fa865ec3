import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { putFiles } from '../cli/bin.js';
import { blocksOf } from '../docs/page.js';

const folder = process.env['PROJECTS_FOLDER'] ?? '';

/** The packed tool, as npm installs it. */
export const packed = process.env['PACKED_FILE'] ?? '';

/** A project in a folder of its own. */
export interface Project {
  readonly path: string;
  /** Runs a command and returns what it prints on both streams, which is the error if it fails. */
  readonly run: (...command: readonly string[]) => string;
  /** Writes a file, and the folders above it. */
  readonly put: (file: string, text: string) => void;
}

/** Creates an empty folder for a project; several may have one name. */
export function emptyProject(name: string): Project {
  const path = join(mkdtempSync(join(folder, 'project-')), name);
  mkdirSync(path);
  const run = (...command: readonly string[]): string => {
    const args = ['-c', 'exec "$@" 2>&1', 'sh', ...command];
    const { status, stdout } = spawnSync('sh', args, { cwd: path, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}`);
    return stdout;
  };
  return { path, run, put: (file, text) => putFiles(path, { [file]: text }) };
}

/** Creates a project, and installs the packed tool and what generated code needs. */
export function newProject(name: string, packages: readonly string[]): Project {
  const project = emptyProject(name);
  const { run, put } = project;
  run('npm', 'init', '-y');
  run('npm', 'install', '--no-audit', packed, 'mqtt', 'ajv', 'ajv-formats', ...packages);
  put('thermostat.yaml', shownIn('docs/getting-started.md', 'thermostat.yaml'));
  return project;
}

/** Returns the content of a file as a page shows it. */
export function shownIn(page: string, file: string): string {
  const block = blocksOf(page).find((each) => each.file === file);
  if (block === undefined) throw new Error(`${page} does not show ${file}.`);
  return block.text;
}

const shown = new Set<string>();

/** Returns the content of a file as `docs/projects.md` shows it. */
export function documented(file: string): string {
  shown.add(file);
  return shownIn('docs/projects.md', file);
}

/** The files that `docs/projects.md` shows, and that no test has used. */
export function unused(): readonly string[] {
  const files = blocksOf('docs/projects.md').flatMap((block) => block.file ?? []);
  return files.filter((file) => !shown.has(file));
}
