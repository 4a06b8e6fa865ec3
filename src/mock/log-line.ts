import type { ObservedMessage } from '../../templates/runtime/index.js';
import { visible, visibleLine } from '../diagnostics/visible.js';
import type { MockEvent } from './mock-event.js';

/** How many characters of a payload a line shows. */
const shown = 160;

/**
 * Returns an event as text. A message has its time, direction, topic and payload, and its error on a
 * line of its own. Control characters and commands of CI runners are escaped.
 */
export function logLine(event: MockEvent): string {
  switch (event.event) {
    case 'api': {
      const values = Object.entries(event.variables).map(([name, value]) => `${name} = ${value}`);
      return [event.api, ...values].map(visibleLine).join('  ');
    }
    case 'message':
      return messageLine(event.message, event.time);
    case 'error':
      return `✗ ${reasonText(event.error)}`;
  }
}

/** Returns an event as an object for JSON. Bytes are base64. */
export function logRecord(event: MockEvent): object {
  switch (event.event) {
    case 'api':
      return event;
    case 'message': {
      const { message, time, api } = event;
      const { error, payload, ...rest } = message;
      const faults = error === undefined ? {} : { error: describe(error) };
      return { event: 'message', time, api, ...rest, payload: portable(payload), ...faults };
    }
    case 'error':
      return { event: 'error', error: describe(event.error) };
  }
}

function messageLine(message: ObservedMessage, time: Date): string {
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

function portable(payload: unknown): unknown {
  if (!(payload instanceof Uint8Array)) return payload;
  return { base64: Buffer.from(payload).toString('base64') };
}

function describe(error: unknown): object {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return { ...(typeof code === 'string' && { code }), message: messageOf(error) };
}

/**
 * Returns the message of an error, indented so that its lines cannot be mistaken for lines of the
 * log.
 */
function reasonText(error: unknown): string {
  return visible(messageOf(error).replaceAll('\n', '\n    '));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
