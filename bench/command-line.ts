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
  const node = ['--import', join(root, 'bench/usage.js'), join(root, 'bin/asyncapi-bindgen.js')];
  const command = ['generate', ...specs, '--root', folder, '-o', join(out, 'bindings'), '--quiet'];
  const start = performance.now();
  const child = spawn(process.execPath, [...node, ...command], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const code = new Promise((resolve) => child.on('close', resolve));
  const [, , , report] = child.stdio;
  const used = report != null && 'read' in report ? await text(report) : '';
  if ((await code) !== 0) throw new Error(`generate failed for ${specs.join(' ')}`);
  const wall = (performance.now() - start) / 1000;
  rmSync(out, { recursive: true });
  const [cpu = Number.NaN, memory = Number.NaN] = used.split(' ').map(Number);
  return { wall, cpu, memory };
}
