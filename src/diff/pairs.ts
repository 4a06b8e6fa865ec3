import type { OperationPlan } from '../plan/operations/operation-plan.js';
import type { Facts } from './report.js';
import type { RuleCode } from './rules/rules.js';
import type { SchemaGraph } from './schemas/graph.js';
import type { Versions } from './versions.js';

/** An operation in both versions. */
export interface OperationPair {
  readonly old: OperationPlan;
  readonly new: OperationPlan;
}

/** What comparing operations reports to. */
export interface OperationReport {
  readonly versions: Versions;
  readonly graph: SchemaGraph;
  readonly add: (code: RuleCode, facts: Facts) => void;
}
