import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { claim } from '../../src/write/claim.js';
import { WriteFault } from '../../src/write/write-fault.js';
import { temporaryFolders } from './temporary-folder.js';

const newFolder = temporaryFolders();

it('waits no longer than it is told to, and says what to do about it', async () => {
  const folder = newFolder();
  const other = `.asyncapi-bindgen-stage-${String(process.ppid)}-abcdef`;
  fs.mkdirSync(join(folder, other));
  const error: unknown = await claim(folder, 0).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WriteFault);
  expect(error).toMatchObject({ help: expect.stringContaining(other) });
  expect(fs.readdirSync(folder)).toEqual([other]);
});

it('takes no run for one at work that began long ago', async () => {
  const folder = newFolder();
  const old = join(folder, `.asyncapi-bindgen-stage-${String(process.ppid)}-abcdef`);
  fs.mkdirSync(old);
  const longAgo = new Date(Date.now() - 3_600_000);
  fs.utimesSync(old, longAgo, longAgo);
  const staging = await claim(folder, 0);
  expect(fs.existsSync(staging.path)).toBe(true);
});
