import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { temporaryFolders } from './temporary-folder.js';

const newFolder = temporaryFolders();

/** A process that sends itself the signal while its files are staged; built by `npm run build`. */
function stageUntil(signal: string, folder: string): ReturnType<typeof spawnSync> {
  const built = pathToFileURL(join(import.meta.dirname, '../../dist/src')).href;
  const script = `
    import { cleanUpOnSignal } from '${built}/system/interrupt.js';
    import { openStaging } from '${built}/write/staging.js';
    import { writeFileSync, readdirSync } from 'node:fs';
    const staging = openStaging(process.argv[1]);
    cleanUpOnSignal(staging.discard);
    writeFileSync(staging.path + '/0', 'staged');
    console.log(readdirSync(process.argv[1]).length);
    process.kill(process.pid, '${signal}');
    setInterval(() => {}, 1000);
  `;
  const args = ['--input-type=module', '--eval', script, folder];
  return spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s leaves no staging folder', (signal) => {
  const root = newFolder();
  const ended = stageUntil(signal, join(root, 'deep/out'));
  expect(ended).toMatchObject({ signal, stdout: '1\n' });
  expect(readdirSync(root)).toEqual([]);
});

it('what a kill leaves is known by its name', () => {
  const out = join(newFolder(), 'out');
  expect(stageUntil('SIGKILL', out)).toMatchObject({ signal: 'SIGKILL' });
  expect(existsSync(out)).toBe(true);
  expect(readdirSync(out)).toEqual([expect.stringMatching(/^\.asyncapi-bindgen-stage-\d+-/)]);
});
