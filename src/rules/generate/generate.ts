import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { PlanFacts, PlanRule } from '../rule.js';
import { findUnfollowedCorrelationIds } from './unfollowed-correlation-ids.js';
import { findHostsWithScheme } from './hosts-with-scheme.js';
import { findInvalidAddresses } from './invalid-addresses.js';
import { findInvalidContentTypes } from './invalid-content-types.js';
import { findInvalidPatterns } from './invalid-patterns.js';
import { findMethodNameClashes } from './method-name-clashes.js';
import { findMissingMqtt } from './missing-mqtt.js';
import { findMissingSamples } from './missing-samples.js';
import { findMixedContentTypes } from './mixed-content-types.js';
import { findTypeNameClashes } from './type-name-clashes.js';
import { findUnreachableOperations } from './unreachable-operations.js';
import { findUnreadableSchemas } from './unreadable-schemas.js';
import { findUnusedChannels } from './unused-channels.js';
import { findWildcardAddresses } from './wildcard-addresses.js';

/** Rules whose findings prevent generation. If one has findings, the other rules do not run. */
const prerequisites: Readonly<Record<string, PlanRule>> = {
  'patterns are regular expressions': findInvalidPatterns,
  'addresses are MQTT topics': findInvalidAddresses,
};

const rules: Readonly<Record<string, PlanRule>> = {
  'type names are unique': findTypeNameClashes,
  'method names are unique': findMethodNameClashes,
  'schemas are written in JSON Schema': findUnreadableSchemas,
  'content types are media types': findInvalidContentTypes,
  'the messages of an operation have the same encoding': findMixedContentTypes,
  'replies have the correlation id of their request': findUnfollowedCorrelationIds,
  'each request has a sample reply': findMissingSamples,
  'operations have an MQTT topic': findUnreachableOperations,
  'channels with messages have an operation': findUnusedChannels,
  'hosts have no scheme': findHostsWithScheme,
  'a server supports MQTT': findMissingMqtt,
  'addresses have no wildcards': findWildcardAddresses,
};

/** Runs the rules that belong to every command. */
export function checkPlan(facts: PlanFacts): readonly Diagnostic[] {
  const found = run(prerequisites, facts);
  return found.length > 0 ? found : run(rules, facts);
}

function run(table: Readonly<Record<string, PlanRule>>, facts: PlanFacts): readonly Diagnostic[] {
  return Object.values(table).flatMap((rule) => rule(facts));
}
