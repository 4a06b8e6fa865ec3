import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { toolUnderTest } from '../support/project.js';

export const BIN = join(toolUnderTest, 'bin/asyncapi-bindgen.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line, as `npm run build` left it, in a folder. */
export function runBin(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  return { code: status, stdout, stderr };
}

/** The same, while this process goes on, for example to answer requests of the command. */
export async function runBinAside(cwd: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: typeof code === 'number' ? code : null, stdout, stderr };
}

export function putFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A small document: what a client receives, and what it asks. */
export const LOCK = `asyncapi: 3.0.0
info: { title: Lock, version: 1.0.0 }
servers:
  default: { host: 'localhost:1883', protocol: mqtt, pathname: 'doors/{door}', variables: { door: {} } }
channels:
  position:
    address: position
    messages: { position: { payload: { $ref: '#/components/schemas/Position' } } }
  turn:
    address: turn
    messages: { turn: { payload: { $ref: '#/components/schemas/Turn' } } }
operations:
  receive_position: { action: receive, channel: { $ref: '#/channels/position' } }
  send_turn: { action: send, channel: { $ref: '#/channels/turn' } }
components:
  schemas:
    Position: { type: string, enum: [open, shut] }
    Turn: { type: object, required: [key], properties: { key: { type: string } } }
`;
