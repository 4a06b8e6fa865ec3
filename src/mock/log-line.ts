import { visible, visibleLine } from '../diagnostics/visible.js';
import type { ObservedMessage } from '../../templates/runtime/index.js';

/** Characters of a payload that a line shows. */
const shown = 160;

/**
 * A message on one line: time of day, direction, topic, payload; below it what was wrong with it.
 * Nothing in it steers a terminal or a runner.
 */
export function logLine(message: ObservedMessage, time: Date): string {
  const { direction, kind, topic, payload, error } = message;
  const arrow = direction === 'received' ? '←' : '→';
  const parts = [time.toISOString().slice(11, 23), arrow, kind.padEnd(7), topic, bodyText(payload)];
  const line = parts
    .filter((part) => part !== '')
    .map(visibleLine)
    .join(' ');
  return error === undefined ? line : `${line}\n  ✗ ${reasonText(error)}`;
}

function bodyText(payload: unknown): string {
  if (payload instanceof Uint8Array) return `${payload.length} bytes`;
  const text = payload === undefined ? '' : JSON.stringify(payload);
  return text.length <= shown ? text : `${text.slice(0, shown)}…`;
}

/** The message of an error, its lines indented so that none passes for one of the log's. */
export function reasonText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return visible(text.replaceAll('\n', '\n    '));
}
