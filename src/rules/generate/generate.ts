import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { PlanFacts, PlanRule } from '../rule.js';
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

/** What these find keeps a file from being planned, so the other rules do not run. */
const conditions: Readonly<Record<string, PlanRule>> = {
  'patterns are regular expressions': findInvalidPatterns,
  'addresses are topics': findInvalidAddresses,
};

const rules: Readonly<Record<string, PlanRule>> = {
  'each schema has the type name that it wants': findTypeNameClashes,
  'each operation has the method name that it wants': findMethodNameClashes,
  'schemas are JSON Schema': findUnreadableSchemas,
  'content types are media types': findInvalidContentTypes,
  'messages of one operation have one encoding': findMixedContentTypes,
  'each request has a reply to mock': findMissingSamples,
  'operations have a topic': findUnreachableOperations,
  'channels with messages have an operation': findUnusedChannels,
  'hosts have no scheme': findHostsWithScheme,
  'a server speaks MQTT': findMissingMqtt,
};

/** The findings about an API as planned, which every command reports. */
export function checkPlan(facts: PlanFacts): readonly Diagnostic[] {
  const found = run(conditions, facts);
  return found.length > 0 ? found : run(rules, facts);
}

function run(table: Readonly<Record<string, PlanRule>>, facts: PlanFacts): readonly Diagnostic[] {
  return Object.values(table).flatMap((rule) => rule(facts));
}
