import { segmentsOf } from '../json/pointer.js';
import type { Node } from './node.js';
import { below, type Origin } from './origin.js';

/** The place of an id by which a reply is matched to its request (Correlation ID Object). */
export interface CorrelationId {
  /** The runtime expression as the document writes it. */
  readonly location: string;
  readonly origin: Origin;
  /** The part of the message and the path in it; absent if the expression cannot be parsed. */
  readonly target?: CorrelationTarget;
}

/** A part of a message, and the keys that lead to a value in it; none for the part as a whole. */
export interface CorrelationTarget {
  readonly part: 'header' | 'payload';
  readonly path: readonly string[];
}

/** Reads the correlation id of a message with its traits, if it has one. */
export function readCorrelationId(message: Node): CorrelationId | undefined {
  const written = message.get('correlationId');
  const location = written?.string('location');
  if (written === undefined || location === undefined) return undefined;
  const target = targetOf(location);
  return {
    location,
    origin: below(written.origin, 'location'),
    ...(target === undefined ? {} : { target }),
  };
}

/** Parses a runtime expression (AsyncAPI 3.0.0, Runtime Expression). */
function targetOf(location: string): CorrelationTarget | undefined {
  const [, part, pointer = ''] = /^\$message\.(header|payload)#((?:\/.*)?)$/s.exec(location) ?? [];
  if (part === undefined) return undefined;
  return { part: part === 'header' ? 'header' : 'payload', path: segmentsOf(pointer) };
}
