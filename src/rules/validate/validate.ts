import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { valueAt } from '../../json/pointer.js';
import type { LoadedDocument } from '../../load/document.js';
import { TimeLimit } from '../../system/time-limit.js';
import type { DocumentFacts, DocumentRule, PlanFacts } from '../rule.js';
import { findBrokenExamples } from './broken-examples.js';
import { findClosedCompositions } from './closed-compositions.js';
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
import { findUnsatisfiableSchemas } from './unsatisfiable-schemas.js';
import { findUnusedComponents } from './unused-components.js';
import { schemaNodes } from '../schema-nodes.js';

/** A document as written: what a plan no longer holds. */
export type WrittenDocument = Pick<LoadedDocument, 'files' | 'linkOf'>;

/** From topics and names down to the schemas; no rule needs what another found. */
const rules: Readonly<Record<string, DocumentRule>> = {
  'server variables are those of host and pathname': findUnmatchedVariables,
  'parameters of addresses are declared': findUndeclaredParameters,
  'operations of one direction have topics of their own': findSharedTopics,
  'messages of one operation can be told apart': findLookalikeMessages,
  'reply addresses stand where the document says': findMisplacedReplyAddresses,
  'messages have the payload of their name': findMissingPayloads,
  'components are used': findUnusedComponents,
  'examples and defaults fit their schemas': findBrokenExamples,
  'schemas of objects have a type': findMissingTypes,
  'keywords of schemas have an effect': findIneffectiveKeywords,
  'schemas can be satisfied': findUnsatisfiableSchemas,
  'allOf adds no property that is forbidden': findClosedCompositions,
  'items describe all items': findSingleTuples,
  'required properties are declared': findUndeclaredRequired,
  'formats are known': findUnknownFormats,
  'patterns are regular expressions with the flag u': findNonUnicodePatterns,
  'patterns match in reasonable time': findSlowPatterns,
  'values differ in more than their case': findLookalikeValues,
  'no constraint is lost beside a reference': findIgnoredConstraints,
};

/** The findings about a document that do not stop its bindings: warnings and hints. */
export function checkDocument(facts: PlanFacts, document: WrittenDocument): readonly Diagnostic[] {
  const all: DocumentFacts = {
    ...facts,
    nodes: schemaNodes(facts.plan.api),
    written: ({ file, pointer }) => {
      const source = document.files.get(file);
      return source === undefined ? undefined : valueAt(source.data, pointer);
    },
    linkOf: document.linkOf,
    limit: new TimeLimit(),
  };
  return Object.values(rules).flatMap((rule) => rule(all));
}
