#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const entry = new URL('../dist/src/cli/main.js', import.meta.url);

if (major < 20 || (major === 20 && minor < 12)) {
  console.error(
    `asyncapi-bindgen requires Node 20.12 or later; this is Node ${process.versions.node}.`,
  );
  process.exitCode = 2;
} else if (!existsSync(entry)) {
  console.error('asyncapi-bindgen is not built. In its folder, run: npm run build');
  process.exitCode = 2;
} else if (!hasWorkingFolder()) {
  console.error('The working folder no longer exists. Change to another folder.');
  process.exitCode = 2;
} else {
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
