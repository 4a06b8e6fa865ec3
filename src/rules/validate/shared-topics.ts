import { diagnostic } from '../../diagnostics/catalogue.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { isArray, isObject } from '../../json/json.js';
import type { Address, Channel, Operation } from '../../model/api.js';
import { below, originId } from '../../model/origin.js';
import { groupBy } from '../../system/group-by.js';
import type { DocumentFacts, DocumentRule } from '../rule.js';

const directions: Readonly<Record<Operation['kind'], 'send' | 'receive'>> = {
  publish: 'send',
  request: 'send',
  subscribe: 'receive',
  respond: 'receive',
};

/** Finds operations of the same direction whose channels have the same topic. */
export const findSharedTopics: DocumentRule = (facts) => {
  const { operations } = facts.plan.api;
  const addressed = operations.filter(({ channel }) => channel.address !== undefined);
  const groups = groupBy(addressed, ({ kind, channel }) =>
    JSON.stringify([directions[kind], topicOf(channel.address), serversOf(channel, facts)]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((each) => toDiagnostic(first, each, facts)),
  );
};

/** Returns the address with a wildcard for each parameter: their names do not distinguish topics. */
function topicOf(address: Address | undefined): string {
  const segments = address?.segments ?? [];
  const texts = segments.map((each) => (each.kind === 'parameter' ? '+' : each.text));
  return texts.join('');
}

/** Returns the servers that a channel is restricted to: a topic on another server is another topic. */
function serversOf({ origin }: Channel, { written, linkOf }: DocumentFacts): readonly string[] {
  const servers = written(below(origin, 'servers'));
  if (!isArray(servers)) return [];
  return servers.map((server) => {
    const link = isObject(server) ? linkOf(server) : undefined;
    return link === undefined ? JSON.stringify(server) : originId(link);
  });
}

function toDiagnostic(first: Operation, second: Operation, { locate }: DocumentFacts): Diagnostic {
  const direction = directions[second.kind];
  return diagnostic('TOPIC_SHARED', {
    message: `The operations "${first.id}" and "${second.id}" both ${direction} on the topic "${second.channel.address?.text ?? ''}", so a receiver cannot distinguish their messages.`,
    help: 'Change the address of one of the channels, or merge the operations into one with several messages.',
    place: locate(second.origin),
    related: [{ message: `This is the operation "${first.id}".`, place: locate(first.origin) }],
  });
}
