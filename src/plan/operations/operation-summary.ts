import type { Operation } from '../../model/api.js';
import { typeText } from './payload-type.js';
import { code } from '../code/code.js';
import type { OperationPlan } from './operation-plan.js';

/** An operation in one line. */
export interface OperationSummary {
  readonly id: string;
  readonly kind: Operation['kind'];
  /** The pathname of the first MQTT server and the channel's address, joined by exactly one `/`. */
  readonly topic: string;
  /** Name of the client's method. */
  readonly method: string;
  /** Types of the payload; `null` where there is none. */
  readonly request: string | null;
  /** Types of the reply; `null` where there is none. */
  readonly reply: string | null;
}

/** Every operation that can be reached, as the output has it. */
export function summarizeOperations(
  operations: readonly OperationPlan[],
): readonly OperationSummary[] {
  return operations.map(({ operation, names, topic, payload, reply }) => ({
    id: operation.id,
    kind: operation.kind,
    topic,
    method: names.client,
    request: typeText(payload, code``) || null,
    reply: typeText(reply, code``) || null,
  }));
}
