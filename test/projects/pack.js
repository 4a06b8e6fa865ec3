/** Packs this package once before `npm run test:projects`; the environment tells the tests where it is. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export default function pack() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-projects-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz')) ?? '';
  process.env['PROJECTS_FOLDER'] = folder;
  process.env['PACKED_FILE'] = join(folder, name);
}
