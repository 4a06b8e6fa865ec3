import type { ApiPlan } from '../plan/plan.js';
import { describeApi } from './descriptor.js';
import { namedOperations, type NamedOperation } from './find-operation.js';
import { knownTopics, type KnownTopic } from './known-topics.js';
import { variableValues } from './variables.js';

/** Returns the topics of the API of a plan, with values for its server variables. */
export function topicsOfPlan(plan: ApiPlan): readonly KnownTopic[] {
  return knownTopics(describeApi(plan), variableValues(plan, {}));
}

/** Returns the operations of the API of a plan. */
export function operationsOfPlan(plan: ApiPlan): readonly NamedOperation[] {
  return namedOperations(describeApi(plan));
}
