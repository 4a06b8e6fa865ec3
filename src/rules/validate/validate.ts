import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { valueAt } from '../../json/pointer.js';
import type { LoadedDocument } from '../../load/document.js';
import type { Schema } from '../../model/schema/schema.js';
import type { Schemas } from '../../model/schema/schemas.js';
import { kindsOf, type ValueKind } from '../../plan/types/value-kinds.js';
import { TimeLimit } from '../../system/time-limit.js';
import type { DocumentFacts, DocumentRule, PlanFacts } from '../rule.js';
import { findBrokenExamples } from './broken-examples.js';
import { findClosedCompositions } from './closed-compositions.js';
import { findIgnoredDiscriminators } from './ignored-discriminators.js';
import { findIgnoredConstraints } from './ignored-constraints.js';
import { findIneffectiveKeywords } from './ineffective-keywords.js';
import { findNonUnicodePatterns } from './non-unicode-patterns.js';
import { findLookalikeMessages } from './lookalike-messages.js';
import { findLookalikeValues } from './lookalike-values.js';
import { findMisplacedReplyAddresses } from './misplaced-reply-addresses.js';
import { findMissingPayloads } from './missing-payloads.js';
import { findMissingTypes } from './missing-types.js';
import { findSharedTopics } from './shared-topics.js';
import { findSingleTuples } from './single-tuples.js';
import { findSlowPatterns } from './slow-patterns.js';
import { findUndeclaredParameters } from './undeclared-parameters.js';
import { findUndeclaredRequired } from './undeclared-required.js';
import { findUnknownFormats } from './unknown-formats.js';
import { findUnmatchedVariables } from './unmatched-variables.js';
import { findUnsafeIntegers } from './unsafe-integers.js';
import { findUnsatisfiableSchemas } from './unsatisfiable-schemas.js';
import { findUnusedCorrelationIds } from './unused-correlation-ids.js';
import { findUnusedComponents } from './unused-components.js';
import { schemaNodes } from '../schema-nodes.js';

/** The document as written, which a plan does not contain. */
export type WrittenDocument = Pick<LoadedDocument, 'files' | 'linkOf'>;

/** The rules, from topics and names down to schemas. They are independent of each other. */
const rules: Readonly<Record<string, DocumentRule>> = {
  'host and pathname use the declared server variables': findUnmatchedVariables,
  'parameters of addresses are declared': findUndeclaredParameters,
  'operations of the same direction have different topics': findSharedTopics,
  'messages of an operation can be distinguished': findLookalikeMessages,
  'messages declare the location of the reply address': findMisplacedReplyAddresses,
  'correlation ids belong to requests and replies': findUnusedCorrelationIds,
  'messages have the payload of their name': findMissingPayloads,
  'components are used': findUnusedComponents,
  'examples and defaults match their schemas': findBrokenExamples,
  'schemas of objects have a type': findMissingTypes,
  'keywords of schemas have an effect': findIneffectiveKeywords,
  'discriminators tell variants apart': findIgnoredDiscriminators,
  'schemas can be satisfied': findUnsatisfiableSchemas,
  'integers are exact in JavaScript': findUnsafeIntegers,
  'allOf adds no property that is forbidden': findClosedCompositions,
  'items describe all items': findSingleTuples,
  'required properties are declared': findUndeclaredRequired,
  'formats are known': findUnknownFormats,
  'patterns are valid with the flag u': findNonUnicodePatterns,
  'patterns do not take exponential time': findSlowPatterns,
  'enum values do not differ only in case': findLookalikeValues,
  'no constraint is ignored beside a reference': findIgnoredConstraints,
};

/** Runs the rules that belong only to `validate`. */
export function checkDocument(facts: PlanFacts, document: WrittenDocument): readonly Diagnostic[] {
  const all: DocumentFacts = {
    ...facts,
    nodes: schemaNodes(facts.plan.api),
    written: ({ file, pointer }) => {
      const source = document.files.get(file);
      return source === undefined ? undefined : valueAt(source.data, pointer);
    },
    linkOf: document.linkOf,
    kindsOf: cachedKindsOf(facts.plan.api.schemas),
    limit: new TimeLimit(),
  };
  return Object.values(rules).flatMap((rule) => rule(all));
}

function cachedKindsOf(schemas: Schemas): DocumentFacts['kindsOf'] {
  const known = new Map<Schema, readonly ValueKind[]>();
  return (schema) => {
    const kinds = known.get(schema) ?? kindsOf(schema, schemas);
    known.set(schema, kinds);
    return kinds;
  };
}
