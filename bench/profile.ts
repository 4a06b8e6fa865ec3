/** Where the processor time of a cold run goes, by package. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../test/support/project.js';
import { printTable, round } from './table.js';

const document = 'specs/everest/evse_manager_consumer_API.yaml';
/** Between two samples, in microseconds. */
const interval = 100;
/** Packages with a smaller share are left out, in percent. */
const least = 1;

/** The parts of a `.cpuprofile` file that are read. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Bundles the tool with source maps into a folder, and prints the profile of one run. */
export function printProfile(folder: string): void {
  const { nodes, samples, timeDeltas } = profileIn(join(folder, 'mapped'));
  const packages = new Map(nodes.map(({ id, callFrame }) => [id, packageOf(callFrame)]));
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, sample] of samples.entries()) {
    const name = packages.get(sample) ?? '';
    const time = timeDeltas[index] ?? 0;
    if (name === '(idle)') continue;
    total += time;
    times.set(name, (times.get(name) ?? 0) + time);
  }
  const rows = [...times]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, time]) => [name, round(time / 1000, 0), round((100 * time) / total, 1)] as const)
    .filter(([, , percent]) => percent >= least);
  console.log(`## Processor time of one cold run by package (${document})\n`);
  printTable(['package', 'ms', '%'], rows);
}

function profileIn(folder: string): Profile {
  mkdirSync(folder);
  execFileSync(process.execPath, ['dist/src/build/pack.js', '--maps'], { cwd: root });
  for (const name of ['bin', 'lib', 'templates', 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const profiling = ['--cpu-prof', '--cpu-prof-interval', String(interval)];
  const generate = ['generate', join(root, document), '--root', root, '-o', 'out', '--quiet'];
  const args = [...profiling, join(folder, 'bin/asyncapi-bindgen.js'), ...generate];
  execFileSync(process.execPath, args, { cwd: folder });
  const name = readdirSync(folder).find((each) => each.endsWith('.cpuprofile')) ?? '';
  const profile: Profile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return profile;
}

const maps = new Map<string, SourceMap | undefined>();

/** The package of a function; the name in brackets of V8's own work; `node` for modules of Node. */
function packageOf({ functionName, url, lineNumber, columnNumber }: CallFrame): string {
  if (!url.startsWith('file:')) return functionName.startsWith('(') ? functionName : 'node';
  if (!maps.has(url)) maps.set(url, readMap(`${fileURLToPath(url)}.map`));
  const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
  const source = entry !== undefined && 'originalSource' in entry ? entry.originalSource : '';
  if (source === '') return 'wrappers of the bundle';
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? 'asyncapi-bindgen';
}

function readMap(path: string): SourceMap | undefined {
  if (!existsSync(path)) return undefined;
  const payload: SourceMapPayload = JSON.parse(readFileSync(path, 'utf8'));
  return new SourceMap(payload);
}
