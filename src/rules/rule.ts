import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Json, JsonObject } from '../json/json.js';
import type { Locate, Origin } from '../model/origin.js';
import type { ApiPlan } from '../plan/plan.js';
import type { TimeLimit } from '../system/time-limit.js';
import type { SchemaNode } from './schema-nodes.js';

/** What a rule of every command looks at. */
export interface PlanFacts {
  readonly plan: ApiPlan;
  readonly locate: Locate;
}

/** What a rule of `validate` looks at. */
export interface DocumentFacts extends PlanFacts {
  /** Every schema of the document, at any depth, each once. */
  readonly nodes: readonly SchemaNode[];
  /** The value as written at an origin, references kept. */
  readonly written: (origin: Origin) => Json | undefined;
  /** Where a reference object leads, itself perhaps another reference. */
  readonly linkOf: (reference: JsonObject) => Origin | undefined;
  /** For what the document's patterns are matched against. */
  readonly limit: TimeLimit;
}

/** Finds what speaks against a document, in the order in which it is met. */
export type Rule<Facts extends PlanFacts> = (facts: Facts) => readonly Diagnostic[];
export type PlanRule = Rule<PlanFacts>;
export type DocumentRule = Rule<DocumentFacts>;
