/** A document whose client has each kind of method, and edits of it, as people make them from version to version. */
import { isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Chance } from '../properties/chance.js';
import { edited, plainEdit } from './schema-edits.js';

type Edit = (document: JsonObject, chance: Chance) => JsonObject;

const further: JsonObject = {
  ...{ type: 'object', required: ['zz'], properties: { zz: { type: 'boolean' } } },
};

/** Returns a document that receives `S0`, sends `S1`, and has `S2` as a schema that need not travel. */
export function lampDocument([S0, S1, S2]: readonly JsonObject[]): JsonObject {
  return {
    ...{ asyncapi: '3.0.0', info: { title: 'Lamp', version: '1.0.0' } },
    servers: { broker: { host: 'localhost', protocol: 'mqtt' } },
    channels: {
      light: channel('light/{room}', { light: 'S0' }, ['room']),
      both: channel('both', { one: 'S0', two: 'Further' }),
      set: channel('set/{room}', { set: 'S1' }, ['room']),
      ping: { address: 'ping', messages: { ping: {} } },
      query: channel('query', { query: 'S1' }),
      answer: channel('answer', { answer: 'S0' }),
      serve: channel('serve', { serve: 'S0' }),
      served: channel('served', { served: 'S1' }),
    },
    operations: {
      light: operation('receive', 'light'),
      both: operation('receive', 'both'),
      set: operation('send', 'set'),
      ping: operation('send', 'ping'),
      query: { ...operation('send', 'query'), reply: { channel: channelAt('answer') } },
      serve: { ...operation('receive', 'serve'), reply: { channel: channelAt('served') } },
    },
    components: { schemas: { S0: S0 ?? {}, S1: S1 ?? {}, S2: S2 ?? {}, Further: further } },
  };
}

function channel(
  address: string,
  messages: Readonly<Record<string, string>>,
  names: readonly string[] = [],
): JsonObject {
  return {
    address,
    ...(names.length > 0 && { parameters: Object.fromEntries(names.map((name) => [name, {}])) }),
    messages: Object.fromEntries(
      Object.entries(messages).map(([key, schema]) => [key, message(schema)]),
    ),
  };
}

function message(schema: string): JsonObject {
  return { payload: { $ref: `#/components/schemas/${schema}` } };
}

function channelAt(key: string): JsonObject {
  return { $ref: `#/channels/${key}` };
}

function operation(action: string, key: string): JsonObject {
  return { action, channel: channelAt(key) };
}

const senders = ['set', 'query'] as const;
const alone = ['light', 'set', 'query', 'answer', 'serve', 'served'] as const;
const askers = ['query', 'serve'] as const;
const parted = ['light', 'set'] as const;
const all = [...senders, 'light', 'both', 'serve'] as const;

/** The kinds of edits. */
export const clientEdits: Readonly<Record<string, Edit>> = {
  schema: (old, chance) => {
    const at = ['components', 'schemas', chance.of(['S0', 'S0', 'S1', 'S1', 'S2'])];
    return put(old, at, edited(valueAt(old, at) ?? true, chance, plainEdit));
  },
  'operation removed': (old, chance) => put(old, ['operations', chance.of(all)]),
  'operation added': (old) => put(old, ['operations', 'more'], operation('send', 'served')),
  'address changed': (old) => put(old, ['channels', 'both', 'address'], 'moved'),
  'parameter added': (old, chance) =>
    replaced(old, chance.of(parted), channelParts('{room}/{floor}', ['room', 'floor'])),
  'parameter removed': (old, chance) => replaced(old, chance.of(parted), channelParts('all', [])),
  'parameter renamed': (old, chance) =>
    replaced(old, chance.of(parted), channelParts('{place}', ['place'])),
  'message key renamed': (old, chance) => {
    const key = chance.of(alone);
    return put(put(old, ['channels', key, 'messages', key]), ['channels', key, 'messages', 'key'], {
      ...object(valueAt(old, ['channels', key, 'messages', key])),
    });
  },
  'key of several messages renamed': (old) =>
    put(
      put(old, ['channels', 'both', 'messages', 'one']),
      ['channels', 'both', 'messages', 'uno'],
      message('S0'),
    ),
  'message added': (old, chance) =>
    put(old, ['channels', chance.of(alone), 'messages', 'further'], message('Further')),
  'message removed': (old) => put(old, ['channels', 'both', 'messages', 'two']),
  'payload removed': (old, chance) => {
    const key = chance.of(alone);
    return put(old, ['channels', key, 'messages', key], {});
  },
  'payload added': (old) => put(old, ['channels', 'ping', 'messages', 'ping'], message('S1')),
  'reply added': (old, chance) =>
    put(old, ['operations', chance.of(['light', 'set']), 'reply'], {
      channel: channelAt('served'),
    }),
  'reply removed': (old, chance) => put(old, ['operations', chance.of(askers), 'reply']),
  'reply changed': (old, chance) =>
    put(old, ['operations', chance.of(askers), 'reply', 'channel'], channelAt('both')),
  'qos changed': (old, chance) =>
    put(old, ['operations', chance.of(all), 'bindings'], { mqtt: { qos: 1 } }),
  'direction changed': (old, chance) => {
    const at = ['operations', chance.of(all), 'action'];
    return put(old, at, valueAt(old, at) === 'send' ? 'receive' : 'send');
  },
};

/** Returns the parts of a channel whose address ends so. */
function channelParts(end: string, names: readonly string[]): (key: string) => JsonObject {
  return (key) => channel(`${key}/${end}`, {}, names);
}

/** Replaces address and parameters of a channel, and keeps its messages. */
function replaced(old: JsonObject, key: string, parts: (key: string) => JsonObject): JsonObject {
  const messages = valueAt(old, ['channels', key, 'messages']) ?? {};
  return put(old, ['channels', key], { ...parts(key), messages });
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => object(value)[key], document);
}

/** Returns the document with another value at a path; without one, that key is gone. */
function put(document: JsonObject, [key, ...path]: readonly string[], value?: Json): JsonObject {
  if (key === undefined) return document;
  const rest = Object.entries(document).filter(([name]) => path.length > 0 || name !== key);
  const held = path.length > 0 ? put(object(document[key]), path, value) : value;
  return { ...Object.fromEntries(rest), ...(held !== undefined && { [key]: held }) };
}
