import type { ObservedMessage } from '../../templates/runtime/index.js';

/** Characters of a payload that a line shows. */
const shown = 160;

/** A message on one line: time of day, direction, topic, payload, and what was wrong with it. */
export function logLine(message: ObservedMessage, time: Date): string {
  const { direction, kind, topic, payload, error } = message;
  const arrow = direction === 'received' ? '←' : '→';
  const parts = [time.toISOString().slice(11, 23), arrow, kind.padEnd(7), topic, bodyText(payload)];
  const line = parts.filter((part) => part !== '').join(' ');
  return error === undefined ? line : `${line}\n  ✗ ${reasonText(error)}`;
}

function bodyText(payload: unknown): string {
  if (payload instanceof Uint8Array) return `${payload.length} bytes`;
  const text = payload === undefined ? '' : JSON.stringify(payload);
  return text.length <= shown ? text : `${text.slice(0, shown)}…`;
}

function reasonText(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll('\n', '\n    ') : String(error);
}
