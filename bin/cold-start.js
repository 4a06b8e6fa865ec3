/** Shortens runs of the command line. It changes nothing else. */
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/**
 * How late V8 optimizes a function, by its major version: about ten times as late as by default. A run
 * takes a second, of which a third would go into optimizing functions that soon return for good. V8
 * complains of flags that it does not know, so a version that is not listed gets none.
 */
const lateOptimizing = {
  11: ['--interrupt-budget=1000000'],
  12: ['--invocation-count-for-turbofan=30000'],
  13: ['--invocation-count-for-turbofan=30000', '--invocation-count-for-maglev=4000'],
};

/** Call this before any module of the tool is loaded. */
export function prepareColdStart(cache) {
  const [major] = process.versions.v8.split('.');
  for (const flag of lateOptimizing[major] ?? []) setFlagsFromString(flag);
  // From Node 22.8 on.
  if (cache !== undefined) module.enableCompileCache?.(join(cache, 'v8'));
}

/**
 * Returns `node_modules/.cache/asyncapi-bindgen` of the nearest `package.json` above the working folder,
 * if this tool is installed there. This tool runs the code in V8's cache, and writes the bindings in its own
 * cache as they are, so only a person who can replace the tool may put something there.
 */
export function cacheFolder() {
  const modules = join(nearestProject(process.cwd()) ?? '', 'node_modules');
  const installed = join(modules, 'asyncapi-bindgen');
  const isOurs = existsSync(installed) && realpathSync(installed) === ownFolder();
  return isOurs ? join(modules, '.cache/asyncapi-bindgen') : undefined;
}

function nearestProject(folder) {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : nearestProject(above);
}

function ownFolder() {
  return realpathSync(fileURLToPath(new URL('..', import.meta.url)));
}
