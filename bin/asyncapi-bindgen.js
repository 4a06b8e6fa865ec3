#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { prepareColdStart } from './cold-start.js';

const [major, minor] = process.versions.node.split('.').map(Number);
// A checkout has the first, once built; a published package has the second.
const entry = ['../dist/src/cli/main.js', '../lib/cli.js']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`asyncapi-bindgen needs Node 20.12 or newer; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else if (entry === undefined) {
  console.error('asyncapi-bindgen is not built yet. In its checkout, run: npm run build');
  process.exitCode = 2;
} else if (!hasWorkingFolder()) {
  console.error('The folder you are working in does not exist any more. Change to another one.');
  process.exitCode = 2;
} else {
  prepareColdStart();
  const { processIo, run } = await import(entry.href);
  process.exitCode = await run(process.argv.slice(2), processIo());
}

function hasWorkingFolder() {
  try {
    return existsSync(process.cwd());
  } catch {
    return false;
  }
}
