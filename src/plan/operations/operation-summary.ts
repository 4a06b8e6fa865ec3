import type { Operation } from '../../model/api.js';
import { typeText } from './payload-type.js';
import { code } from '../code/code.js';
import type { OperationPlan } from './operation-plan.js';

/** A summary of an operation, as `inspect` shows it. */
export interface OperationSummary {
  readonly id: string;
  readonly kind: Operation['kind'];
  /** The pathname of the first MQTT server and the channel's address, joined by exactly one `/`. */
  readonly topic: string;
  /** Name of the client's method. */
  readonly method: string;
  /** Name of the mock server's method. */
  readonly mockMethod: string;
  /** Types of the payload; `null` if there is none. */
  readonly request: string | null;
  /** Types of the reply; `null` if there is none. */
  readonly reply: string | null;
}

/** Summarizes the planned operations. */
export function summarizeOperations(
  operations: readonly OperationPlan[],
): readonly OperationSummary[] {
  return operations.map(({ operation, names, topic, payload, reply }) => ({
    id: operation.id,
    kind: operation.kind,
    topic,
    method: names.client,
    mockMethod: names.mock,
    request: typeText(payload, code``) || null,
    reply: typeText(reply, code``) || null,
  }));
}
