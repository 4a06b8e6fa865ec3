#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, prepareColdStart } from './cold-start.js';

const [major, minor] = process.versions.node.split('.').map(Number);
// A checkout has the first, once built; a published package has the second.
const entry = ['../dist/src/cli/main.js', '../lib/cli.js']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

if (major < 20 || (major === 20 && minor < 12)) {
  console.error(
    `asyncapi-bindgen requires Node 20.12 or later; this is Node ${process.versions.node}.`,
  );
  process.exitCode = 2;
} else if (entry === undefined) {
  console.error('asyncapi-bindgen is not built. In its folder, run: npm run build');
  process.exitCode = 2;
} else if (!hasWorkingFolder()) {
  console.error('The working folder no longer exists. Change to another folder.');
  process.exitCode = 2;
} else {
  const cache = cacheFolder();
  prepareColdStart(cache);
  const { processIo, run } = await import(entry.href);
  const bindings = cache && join(cache, 'bindings');
  process.exitCode = await run(process.argv.slice(2), processIo(bindings));
}

function hasWorkingFolder() {
  try {
    return existsSync(process.cwd());
  } catch {
    return false;
  }
}
