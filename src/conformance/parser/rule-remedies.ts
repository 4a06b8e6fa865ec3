import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { RemedyEntry } from '../../diagnostics/remedy-entry.js';
import { isObject, type Json, member, referenceOf } from '../../json/json.js';
import { childPointer, pointerOf, segmentsOf, valueAt } from '../../json/pointer.js';
import type { Target } from '../../load/references/target.js';
import { entryFor } from '../structure/remedies/entry-for.js';
import { quoted, referenceLine } from '../structure/remedies/yaml-text.js';

/** Returns the line that fixes what a rule reports at a location, if it can be told. */
export type RuleRemedy = (at: Target) => string | undefined;

/** A message of an operation: the channel must have it. */
export const messageOfOperation: RuleRemedy = (at) => {
  const operation = valueAt(at.file.data, parentOf(parentOf(at.pointer)));
  const channel = localPointer(member(operation ?? null, 'channel'));
  return channel && entryRemedy(at, `${channel}/messages`, '"messages" of the channel');
};

/** The channel of an operation: the document must have it at the root. */
export const channelOfOperation: RuleRemedy = (at) =>
  entryRemedy(at, '/channels', 'the root "channels"');

/** A server of a channel: the document must have it at the root. */
export const serverOfChannel: RuleRemedy = (at) =>
  entryRemedy(at, '/servers', 'the root "servers"');

/** The name of a server in a channel of AsyncAPI 2. */
export const nameOfServer: RuleRemedy = ({ file, pointer }) => {
  const name = valueAt(file.data, pointer);
  const servers = valueAt(file.data, '/servers');
  if (typeof name !== 'string' || !isObject(servers)) return undefined;
  const guess = didYouMean(name, Object.keys(servers));
  return guess && `Did you mean "${guess}"?`;
};

/** Refers to the entry of a map that means the same as a reference, or adds one to the map. */
function entryRemedy(at: Target, map: string, mapName: string): string | undefined {
  const { data } = at.file;
  const pointer = localPointer(valueAt(data, at.pointer));
  if (pointer === undefined || valueAt(data, parentOf(map)) === undefined) return undefined;
  const found = entryFor(data, map, pointer);
  if (found !== undefined) return `Write "${referenceLine({ at }, `#${found}`)}".`;
  const name = segmentsOf(pointer).at(-1) ?? '';
  const entry = referenceLine({ at: { ...at, pointer: childPointer('', name) } }, `#${pointer}`);
  const reference = referenceLine({ at }, `#${childPointer(map, name)}`);
  return `Add "${entry}" to ${mapName}, and write "${reference}".`;
}

/** The pointer of a reference within its file. */
function localPointer(value: Json | undefined): string | undefined {
  const reference = referenceOf(value);
  return reference?.startsWith('#/') === true ? reference.slice(1) : undefined;
}

function parentOf(pointer: string): string {
  return pointerOf(segmentsOf(pointer).slice(0, -1));
}

/** The remedies of the rules, for the documentation. */
export const ruleRemedies: readonly RemedyEntry[] = [
  {
    where: 'operation.messages.*',
    mistake: 'a message of the components in place of the one of the channel',
    remedy: `Write "- $ref: ${quoted('#/channels/lamp/messages/level')}".`,
  },
  {
    where: 'operation.messages.*',
    mistake: 'a message that the channel does not have',
    remedy: `Add "level: { $ref: '#/components/messages/level' }" to "messages" of the channel, and write "- $ref: '#/channels/lamp/messages/level'".`,
  },
  {
    where: 'operation.channel',
    mistake: 'a channel of the components in place of the one at the root',
    remedy: `Write "channel: { $ref: '#/channels/lamp' }".`,
  },
  {
    where: 'operation.channel',
    mistake: 'a channel that is not at the root',
    remedy: `Add "lamp: { $ref: '#/components/channels/lamp' }" to the root "channels", and write "channel: { $ref: '#/channels/lamp' }".`,
  },
  {
    where: 'channel.servers.*',
    mistake: 'a server that is not at the root',
    remedy: `Add "broker: { $ref: '#/components/servers/broker' }" to the root "servers", and write "- $ref: '#/servers/broker'".`,
  },
  {
    where: 'channel.servers.*',
    mistake: 'a misspelt name of a server in AsyncAPI 2',
    remedy: 'Did you mean "broker"?',
  },
  {
    where: 'operation.operationId, message.messageId',
    mistake: 'an id that is used twice',
    remedy: 'Give each operation a different "operationId".',
  },
];
