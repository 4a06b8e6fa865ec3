/** The bindings that the benchmark measures: of both sides of one API, so that a client sends to a client. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Evse, SessionEvent } from '../../generated/evse-manager-consumer/index.js';
import { root } from '../../test/support/project.js';

const DOCUMENT = 'specs/everest/evse_manager_consumer_API.yaml';
const SIDES = ['application', 'counterpart'];

/** The kinds of validators. */
export const VALIDATORS = ['lazy', 'compiled'];

export type QoS = 0 | 1;

interface ConnectOptions {
  readonly url: string;
  readonly moduleId: string;
}

type Assert = (value: unknown) => void;

/** The side that requests, and receives events. */
export interface Consumer {
  readonly EvseManagerConsumerClient: {
    connect(options: ConnectOptions): Promise<{
      getEvse(): Promise<Evse>;
      onSessionEvent(listener: () => void, options: { readonly qos: QoS }): Promise<unknown>;
    }>;
  };
  readonly assertEvse: Assert;
  readonly assertSendRequestGetEvse: Assert;
  readonly assertSessionEvent: Assert;
}

/** The side that sends events. */
export interface Manager {
  readonly EvseManagerConsumerClient: {
    connect(options: ConnectOptions): Promise<{
      sendSessionEvent(event: SessionEvent, options: { readonly qos: QoS }): Promise<void>;
    }>;
  };
  readonly assertSessionEvent: Assert;
}

/** The bindings of both sides. */
export interface Bindings {
  readonly consumer: Consumer;
  readonly manager: Manager;
}

/** Generates all bindings into a new folder, whose path it returns. */
export function generateBindings(): string {
  const folder = mkdtempSync(join(root, 'node_modules/.bench-'));
  for (const validators of VALIDATORS) {
    for (const side of SIDES) {
      const out = join(folder, validators, side);
      const options = ['--only', 'client', '--runtime', 'package', '--import-extension', 'js'];
      const command = ['generate', DOCUMENT, '-o', out, '--side', side, '--validators', validators];
      const tool = join(root, 'bin/asyncapi-bindgen.js');
      execFileSync(process.execPath, [tool, ...command, ...options, '--quiet'], { cwd: root });
    }
  }
  return folder;
}

/** Imports the bindings with one kind of validators. */
export async function importBindings(folder: string): Promise<Bindings> {
  const [consumer, manager] = SIDES.map((side) =>
    pathToFileURL(join(folder, side, 'evse-manager-consumer/index.ts')),
  );
  return { consumer: await import(String(consumer)), manager: await import(String(manager)) };
}
