import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Json, JsonObject } from '../load/document.js';
import type { Origin } from '../model/origin.js';
import type { Locate } from './generate/generate.js';
import type { ApiPlan } from '../plan/plan.js';
import type { TimeLimit } from '../system/time-limit.js';
import type { SchemaNode } from './schema-nodes.js';

/** What a rule looks at. */
export interface Subject {
  readonly plan: ApiPlan;
  /** Every schema of the document, at any depth, each once. */
  readonly nodes: readonly SchemaNode[];
  readonly locate: Locate;
  /** The value as written at an origin, references kept. */
  readonly written: (origin: Origin) => Json | undefined;
  /** Where a reference object leads, itself perhaps another reference. */
  readonly linkOf: (reference: JsonObject) => Origin | undefined;
  /** For what the document's patterns are matched against. */
  readonly limit: TimeLimit;
}

export type Rule = (subject: Subject) => readonly Diagnostic[];
