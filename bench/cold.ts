/** The packed tool, installed, against an early version of it, in turns. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../test/support/project.js';
import { collections } from './collections.js';
import { measureNode, type Usage } from './command-line.js';
import { printProfile } from './profile.js';
import { median, printTable, round } from './table.js';

/** The last version before the bundle; its dependencies are installed in full. */
const early = 'bf80154';
/** Documents of one run: those of this date, or the project's own where they are not there. */
const date = '2026-03-18';

/** The scripts that start the two tools. */
interface Tools {
  readonly early: string;
  readonly packed: string;
}

interface Case {
  readonly name: string;
  readonly goal: string;
  /** Each taken once in a round, one after the other. */
  readonly packed: () => Promise<Usage>;
  readonly against: () => Promise<Usage>;
}

export async function printCold(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-'));
  try {
    const tools = { early: buildEarly(folder), packed: installPacked(folder) };
    const rows: (string | number)[][] = [];
    for (const each of await casesOf(tools, folder)) rows.push(await rowOf(each, rounds));
    console.log('## The packed tool against an early version of it\n');
    printTable(['run', 'cpu', '(worst)', 'wall', '(worst)', 'cpu s', 'goal'], rows);
    printProfile(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildEarly(folder: string): string {
  const to = join(folder, 'early');
  mkdirSync(to);
  const archive = join(folder, 'early.tar');
  execFileSync('git', ['archive', '-o', archive, early], { cwd: root });
  execFileSync('tar', ['-xf', archive, '-C', to]);
  for (const args of [
    ['ci', '--ignore-scripts'],
    ['run', 'build'],
  ]) {
    execFileSync('npm', args, { cwd: to, stdio: 'ignore' });
  }
  return join(to, 'bin/asyncapi-bindgen.js');
}

function installPacked(folder: string): string {
  execFileSync('npm', ['pack', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  const to = join(folder, 'packed');
  mkdirSync(to);
  execFileSync('npm', ['install', join(folder, tarball)], { cwd: to, stdio: 'ignore' });
  return join(to, 'node_modules/asyncapi-bindgen/bin/asyncapi-bindgen.js');
}

async function casesOf(tools: Tools, folder: string): Promise<readonly Case[]> {
  const own = join(root, 'specs/everest');
  const small = join(own, 'powermeter_API.yaml');
  const large = join(own, 'evse_manager_consumer_API.yaml');
  const all = (await collections()).find(({ name }) => name === date);
  const run = (tool: string, args: readonly string[]) => measureNode([tool, ...args], folder);
  const cold = (specs: readonly string[], top: string) => {
    const generate = async (tool: string) => {
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      return run(tool, ['generate', ...specs, '--root', top, '-o', 'out', '--quiet']);
    };
    return {
      packed: () => generate(tools.packed),
      against: () => generate(tools.early),
    };
  };
  const unchanged = async (): Promise<Case> => {
    // The project that the tool is installed in has its cache.
    const project = join(folder, 'packed');
    const again = () =>
      measureNode([tools.packed, 'generate', small, '-o', 'again', '--quiet'], project);
    await again();
    const { against } = cold([small], own);
    return { name: 'unchanged: powermeter', goal: 'cpu 0.1', packed: again, against };
  };
  return [
    { name: 'cold: powermeter', goal: 'cpu 0.25', ...cold([small], own) },
    { name: 'cold: EVSE manager', goal: 'cpu 0.25', ...cold([large], own) },
    await unchanged(),
    {
      name: '--help against node -e 0',
      goal: 'cpu 3',
      packed: () => run(tools.packed, ['--help']),
      against: () => measureNode(['-e', '0'], folder),
    },
    {
      name: `all of ${date}`,
      goal: 'wall 0.5',
      ...(all === undefined ? cold([small, large], own) : cold(all.documents, all.folder)),
    },
  ];
}

/** Ratios of runs that took turns: their median, and the worst. */
async function rowOf(
  { name, goal, packed, against }: Case,
  rounds: number,
): Promise<(string | number)[]> {
  const measured: (readonly [Usage, Usage])[] = [];
  for (let index = 0; index < rounds; index += 1) measured.push([await packed(), await against()]);
  const ratios = (unit: 'cpu' | 'wall') =>
    measured.map(([ours, other]) => ours[unit] / other[unit]);
  return [
    name,
    ...[round(median(ratios('cpu'))), round(Math.max(...ratios('cpu')))],
    ...[round(median(ratios('wall'))), round(Math.max(...ratios('wall')))],
    round(median(measured.map(([{ cpu }]) => cpu))),
    goal,
  ];
}
