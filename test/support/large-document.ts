import type { Json, JsonObject } from '../../src/json/json.js';

const payload = (of: string): JsonObject => ({ $ref: `#/components/schemas/${of}` });
const channel = (name: string): JsonObject => ({ $ref: `#/channels/${name}` });

/**
 * A document with so many of everything: component schemas, operations that send, receive and ask,
 * messages in place that want the same names, properties of one object and values of one enum.
 */
export function largeDocument(size: number): JsonObject {
  const each = (entries: (index: number) => readonly (readonly [string, Json])[]): JsonObject =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => entries(index)).flat());
  const names = Array.from({ length: size }, (_, index) => `value${index}`);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Large', version: '1.0.0' },
    servers: { broker: { host: 'localhost', protocol: 'mqtt' } },
    channels: {
      ...each((index) => [
        [`sent${index}`, channelOf(`sent/${index}`, payload(`Thing${index}`))],
        [`asked${index}`, channelOf(`asked/${index}`, payload(`Thing${index}`))],
        [`answered${index}`, channelOf(`answered/${index}`, payload(`Thing${index}`))],
        [`inPlace${index}`, channelOf(`in-place/${index}`, thing(index))],
      ]),
      wide: channelOf('wide', payload('Wide')),
    },
    operations: {
      ...each((index) => [
        [`send_thing_${index}`, { action: 'send', channel: channel(`sent${index}`) }],
        [`receive_place_${index}`, { action: 'receive', channel: channel(`inPlace${index}`) }],
        [
          `send_request_thing_${index}`,
          {
            action: 'send',
            channel: channel(`asked${index}`),
            reply: { channel: channel(`answered${index}`) },
          },
        ],
      ]),
      send_wide: { action: 'send', channel: channel('wide') },
    },
    components: {
      schemas: {
        ...each((index) => [[`Thing${index}`, thing(index)]]),
        Wide: wide(names),
        Choice: { type: 'string', enum: names },
      },
    },
  };
}

function channelOf(address: string, message: JsonObject): JsonObject {
  return { address, messages: { message: { payload: message } } };
}

function thing(index: number): JsonObject {
  const mode = { type: 'string', enum: ['on', 'off', `mode${index}`] };
  return {
    type: 'object',
    required: ['mode'],
    properties: { mode, level: { type: 'integer' }, parts: { type: 'array', items: mode } },
  };
}

function wide(names: readonly string[]): JsonObject {
  return {
    type: 'object',
    required: names,
    properties: {
      ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
      choice: payload('Choice'),
    },
  };
}

/** A document with so many keys in all, none of its mappings wider than a hundred. */
export function documentOfKeys(keys: number): JsonObject {
  const properties = Array.from({ length: 50 }, (_, index) => [`key${index}`, { type: 'string' }]);
  const schema = { type: 'object', properties: Object.fromEntries(properties) };
  const count = Math.ceil(keys / (2 * properties.length));
  const sections = Array.from({ length: Math.ceil(count / 100) }, (_, index) => index);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Keys', version: '1.0.0' },
    channels: Object.fromEntries(
      sections.map((section) => [
        `channel${section}`,
        {
          address: `channel/${section}`,
          messages: Object.fromEntries(
            Array.from({ length: 100 }, (_, index) => [`m${index}`, { payload: schema }]),
          ),
        },
      ]),
    ),
  };
}
