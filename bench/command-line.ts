import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../test/support/project.js';

/** What one run of the command line took. */
export interface Usage {
  /** Seconds on the clock. */
  readonly wall: number;
  /** Seconds of processor time, of all threads. */
  readonly cpu: number;
  /** MB, at its peak. */
  readonly memory: number;
}

/** `generate` in a process of its own, into a new folder; fails where the documents do. */
export async function generateCold(specs: readonly string[], folder: string): Promise<Usage> {
  const out = mkdtempSync(join(tmpdir(), 'bench-'));
  const command = ['generate', ...specs, '--root', folder, '-o', join(out, 'bindings'), '--quiet'];
  const usage = await measureNode([join(root, 'bin/asyncapi-bindgen.js'), ...command]);
  rmSync(out, { recursive: true });
  return usage;
}

/** One process of Node with these arguments; fails where it fails. */
export async function measureNode(args: readonly string[], cwd = root): Promise<Usage> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', join(root, 'bench/usage.js'), ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const code = new Promise((resolve) => child.on('close', resolve));
  const [, , , report] = child.stdio;
  const used = report != null && 'read' in report ? await text(report) : '';
  if ((await code) !== 0) throw new Error(`node ${args.join(' ')} failed`);
  const wall = (performance.now() - start) / 1000;
  const [cpu = Number.NaN, memory = Number.NaN] = used.split(' ').map(Number);
  return { wall, cpu, memory };
}
