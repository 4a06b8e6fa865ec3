import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Json, JsonObject } from '../json/json.js';
import type { Locate, Origin } from '../model/origin.js';
import type { Schema } from '../model/schema/schema.js';
import type { ApiPlan } from '../plan/plan.js';
import type { ValueKind } from '../plan/types/value-kinds.js';
import type { TimeLimit } from '../system/time-limit.js';
import type { SchemaNode } from './schema-nodes.js';

/** The input of rules that run with every command. */
export interface PlanFacts {
  readonly plan: ApiPlan;
  readonly locate: Locate;
}

/** The input of rules that run only with `validate`. */
export interface DocumentFacts extends PlanFacts {
  /** All schemas of the document, at any depth, each once. */
  readonly nodes: readonly SchemaNode[];
  /** Returns the value at an origin, with references as written. */
  readonly written: (origin: Origin) => Json | undefined;
  /** Returns the target of a reference object. The target may be another reference object. */
  readonly linkOf: (reference: JsonObject) => Origin | undefined;
  /** Returns the kinds of values that a schema may accept; computed once for each schema. */
  readonly kindsOf: (schema: Schema) => readonly ValueKind[];
  /** The time limit for matching patterns of the document. */
  readonly limit: TimeLimit;
}

/** Checks a document. Returns findings in document order. */
export type Rule<Facts extends PlanFacts> = (facts: Facts) => readonly Diagnostic[];

/** A rule that runs with every command. */
export type PlanRule = Rule<PlanFacts>;

/** A rule that runs only with `validate`. */
export type DocumentRule = Rule<DocumentFacts>;
