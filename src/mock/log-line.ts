import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import { visible, visibleLine } from '../diagnostics/visible.js';
import { wrap } from '../diagnostics/wrap.js';
import type { MessageEvent, MockEvent } from './mock-event.js';
import { reasonOf } from './reason.js';

/** How many characters of a payload a line shows, if the width of the terminal is not known. */
const mostShown = 160;
/** How many characters of a payload a line shows at least. */
const leastShown = 30;
/** The width of the time and the arrow, below which wrapped lines continue. */
const indent = 15;

/** How to print a line of the log. */
export interface LineOptions {
  /** The width of the terminal; by default, lines stay whole. */
  readonly columns?: number | undefined;
}

/**
 * Returns an event as text. A message has its time, direction, topic and payload, and its error on a
 * line of its own. Control characters and commands of CI runners are escaped.
 */
export function logLine(event: MockEvent, options: LineOptions = {}): string {
  switch (event.event) {
    case 'api': {
      const values = Object.entries(event.variables).map(([name, value]) => `${name} = ${value}`);
      return [event.api, ...values].map(visibleLine).join('  ');
    }
    case 'message':
      return messageLine(event, options);
    case 'unused': {
      const { topic, payload, reason } = event;
      const text = new TextDecoder().decode(payload.subarray(0, mostShown * 4));
      const parts = ['←', 'unused ', topic, shorten(text, options)];
      return withReason(lineOf(event.time, parts, options), reason, options);
    }
    case 'note': {
      const { time, text, isProblem } = event;
      return lineOf(time, [isProblem ? '✗' : '·', text], options);
    }
    case 'error':
      return wrap(`✗ ${reasonText(event.error)}`, { columns: options.columns, indent: 2 });
  }
}

/** Returns a line for an event that stands for several: how many there were up to it. */
export function countLine(event: MockEvent, count: number, options: LineOptions = {}): string {
  const [line = ''] = logLine(event, { columns: undefined }).split('\n');
  return wrap(`${line} (${count} so far)`, { columns: options.columns, indent });
}

/** Returns an event as an object for JSON. Bytes are base64. */
export function logRecord(event: MockEvent): object {
  switch (event.event) {
    case 'api':
    case 'note':
      return event;
    case 'message': {
      const { message, time, api, id } = event;
      const { error, payload, ...rest } = message;
      const faults = error === undefined ? {} : { error: describe(error) };
      return { event: 'message', time, api, id, ...rest, payload: portable(payload), ...faults };
    }
    case 'unused': {
      const { time, topic, payload, reason } = event;
      return { event: 'unused', time, topic, payload: portable(payload), reason };
    }
    case 'error':
      return { event: 'error', error: describe(event.error) };
  }
}

function messageLine({ message, time }: MessageEvent, options: LineOptions): string {
  const { direction, kind, topic, payload, error } = message;
  const arrow = direction === 'received' ? '←' : '→';
  const parts = [arrow, kind.padEnd(7), topic, bodyText(payload, options)];
  const line = lineOf(time, parts, options);
  return error === undefined ? line : withReason(line, error, options);
}

function lineOf(time: Date, parts: readonly string[], { columns }: LineOptions): string {
  const shown = parts.filter((part) => part !== '').map(visibleLine);
  return wrap([time.toISOString().slice(11, 23), ...shown].join(' '), { columns, indent });
}

function withReason(line: string, reason: unknown, { columns }: LineOptions): string {
  return `${line}\n${wrap(`  ✗ ${reasonText(reason)}`, { columns, indent: 4 })}`;
}

function bodyText(payload: unknown, options: LineOptions): string {
  if (payload instanceof Uint8Array) return `${payload.length} bytes`;
  return payload === undefined ? '' : shorten(JSON.stringify(payload), options);
}

function shorten(text: string, { columns = Infinity }: LineOptions): string {
  const most = Math.max(leastShown, Math.min(mostShown, columns - indent - 1));
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

function portable(payload: unknown): unknown {
  if (!(payload instanceof Uint8Array)) return payload;
  return { base64: Buffer.from(payload).toString('base64') };
}

function describe(error: unknown): object {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  const message = error instanceof Error ? error.message : String(error);
  const issues = error instanceof ValidationError ? { issues: error.issues } : {};
  return { ...(typeof code === 'string' && { code }), message, ...issues };
}

/**
 * Returns the message of an error, indented so that its lines cannot be mistaken for lines of the
 * log.
 */
function reasonText(error: unknown): string {
  return visible(reasonOf(error).replaceAll('\n', '\n    '));
}
