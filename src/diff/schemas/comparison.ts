import type { Origin } from '../../model/origin.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import type { Direction } from '../change.js';
import type { Certainty } from '../report.js';
import type { RuleCode } from '../rules/rules.js';
import type { Versions } from '../versions.js';

/** An old schema and the new one in its place. */
export interface SchemaPair {
  readonly old: Schema;
  readonly new: Schema;
  readonly direction: Direction;
  readonly certainty: Certainty;
  /** What messages call it: the name of its type, or the way to it from one. */
  readonly name: string;
  /** The nearest type that has a name. */
  readonly owner: string;
  /** Whether it is the envelope of a request, or the headers in it, which methods hide. */
  readonly isEnvelope: boolean;
}

/** How to go from a pair to one below it. */
export interface Step {
  /** What the name of the pair is continued with, e.g. `.state`. */
  readonly step: string;
  /** How sure the part is about the schema that holds it. */
  readonly certainty?: Certainty;
  readonly isEnvelope?: boolean;
}

/** What a rule reports of a pair. */
export interface PairFacts {
  readonly what: string;
  readonly old?: Origin | undefined;
  readonly new?: Origin | undefined;
  readonly certainty?: Certainty;
  /** Whether the type in the bindings may still allow it, by another variant for example. */
  readonly isCovered?: boolean;
  /** Whether other parts of the schema speak of the same properties, so that the type may change in any way. */
  readonly isEntangled?: boolean;
  /** Whether it is about several values. */
  readonly isPlural?: boolean;
}

/** The comparison of two schemas of keywords. */
export interface Comparison {
  readonly old: KeywordSchema;
  readonly new: KeywordSchema;
  readonly pair: SchemaPair;
  readonly versions: Versions;
  readonly add: (code: RuleCode, facts: PairFacts) => void;
  /** Compares two schemas below. */
  readonly below: (old: Schema, fresh: Schema, step: Step) => void;
}
