import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/project.js';

const folder = process.env['PROJECTS_FOLDER'] ?? '';
const packed = process.env['PACKED_FILE'] ?? '';

/** A project in an empty folder. */
export interface NewProject {
  readonly path: string;
  /** Runs a command and returns what it prints on both streams, which is the error if it fails. */
  readonly run: (...command: readonly string[]) => string;
  readonly put: (file: string, text: string) => void;
}

/** Creates a project, and installs the packed tool and what generated code needs. */
export function newProject(name: string, packages: readonly string[]): NewProject {
  const path = join(folder, name);
  mkdirSync(path);
  const run = (...command: readonly string[]): string => {
    const args = ['-c', 'exec "$@" 2>&1', 'sh', ...command];
    const { status, stdout } = spawnSync('sh', args, { cwd: path, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stdout}`);
    return stdout;
  };
  run('npm', 'init', '-y');
  run('npm', 'install', '--no-audit', packed, 'mqtt', 'ajv', 'ajv-formats', ...packages);
  copyFileSync(join(root, 'test/projects/thermostat.yaml'), join(path, 'thermostat.yaml'));
  return { path, run, put: (file, text) => writeFileSync(join(path, file), text) };
}

/** Returns the content of a file as `docs/projects.md` shows it. */
export function documented(file: string): string {
  const page = readFileSync(join(root, 'docs/projects.md'), 'utf8');
  const [, rest = ''] = page.split(`\n\`${file}\``);
  const [, text] = /^[^\n]*:\n\n```\w+\n(.*?)```/s.exec(rest) ?? [];
  if (text === undefined) throw new Error(`docs/projects.md does not show ${file}.`);
  return text;
}
