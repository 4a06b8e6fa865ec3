import { isObject, type Json, member } from '../../src/json/json.js';
import { pointerOf } from '../../src/json/pointer.js';
import { keysOf, pathsIn, replaceAt } from '../support/json-paths.js';
import type { Draw } from './draw.js';
import { anyNames, oddTexts } from './odd-names.js';
import { drawContentType, drawLocation } from './parts.js';
import { drawInlineSchema, drawValue } from './schemas.js';

/** A schema gets a keyword, or something else a field of AsyncAPI, that hardly any document has. */
export function addOddField(draw: Draw, data: Json): Json | undefined {
  const table = draw.of([keywords, fields]);
  const [key, values] = draw.of(Object.entries(table));
  const value = draw.oneIn(3) ? draw.of(anyValues)(draw) : draw.of(values);
  const places = pathsIn(data).filter((path) => Object.hasOwn(table, path.at(-1) ?? ''));
  if (places.length === 0) return data;
  return replaceAt(data, draw.of(places).slice(0, -1), (parent) =>
    isObject(parent) ? { ...parent, [key]: value } : parent,
  );
}

const anyValues: readonly ((draw: Draw) => Json)[] = [
  (draw) => draw.of(oddTexts),
  (draw) => drawValue(draw),
  (draw) => drawInlineSchema(draw, []),
  (draw) => [drawInlineSchema(draw, [])],
  (draw) => ({ [draw.of(anyNames)]: drawInlineSchema(draw, []) }),
];

type OddFields = Readonly<Record<string, readonly Json[]>>;

const slowPattern = '^(a+)+$';

const keywords: OddFields = {
  type: ['any', 'null', 'String', [], ['string', 'string'], ['null', 'object'], { $ref: '#' }],
  enum: [[], [1, 1], [null], [{}, {}], ['a', 'A'], [[[]]], 'a', [1, '1'], ['__proto__']],
  const: [null, {}, [], 0, -0, Infinity, '', { $ref: '#/info' }, { ['__proto__']: null }],
  multipleOf: [0, -1, 1e-300, 0.1, '1'],
  minimum: [1e308, -Infinity, '0', null],
  exclusiveMaximum: [true, false, 0, 2 ** 53],
  minLength: [-1, 0.5, 1e9, 2 ** 53, '1'],
  maxLength: [0, -1],
  pattern: ['(', '[', '\\', '^', '', '(?<a>', '\\u{110000}', '(?i)a', slowPattern, '\\_', '/*'],
  format: ['', 'date-time', 'regex', 'constructor', '__proto__', 'int64', 7],
  items: [[], [{}], true, false, [true, false], { $ref: '#' }],
  additionalItems: [false, {}, 0],
  minItems: [-1, 1e9, 10, '1'],
  maxItems: [0, 1, 300],
  uniqueItems: ['true', true, 1],
  contains: [false, {}, []],
  properties: [[], {}, { '': {} }, { constructor: {} }, { a: null }, { a: { type: 'a' } }],
  required: [true, [], ['a', 'a'], [''], [1], ['__proto__'], ['constructor', 'toString']],
  additionalProperties: ['no', null, false, { $ref: '#' }],
  patternProperties: [{ '(': {} }, { '': false }, { [slowPattern]: {} }, { '^x-': { type: 'x' } }],
  propertyNames: [false, { pattern: '(' }, { enum: [] }, { type: 'integer' }],
  dependencies: [{ a: [] }, { a: ['b', 'b'] }, { a: false }, { a: 'b' }, { constructor: {} }],
  minProperties: [-1, 1e9, 3],
  maxProperties: [0, 1],
  allOf: [[], [{}], [true, false], {}, [{ $ref: '#' }], [null]],
  anyOf: [[], [false], [{ type: 'string' }, { type: 'string' }]],
  oneOf: [[], [{}, {}], [{ const: 1 }, { const: '1' }], [{ required: ['a'] }]],
  not: [{}, false, { not: {} }, []],
  if: [true, {}, { properties: { a: { const: 1 } } }],
  then: [false, { required: ['b'] }],
  else: [false, {}],
  discriminator: ['none', '', 'type', { propertyName: 'type' }, '__proto__'],
  default: [null, {}, { $ref: '#' }, [{ $ref: '#/info' }], Infinity],
  examples: [[], {}, [{ $ref: '#' }], [{ payload: { $ref: '#/channels' } }], [null], 'a'],
  definitions: [{}, { a: { $ref: '#/components' } }, []],
  $defs: [{ a: {} }],
  $id: ['#', '', 'http://[', 'b.json', 'https://example.com/a.json', '#/components', 1],
  $schema: [
    'http://json-schema.org/draft-04/schema#',
    'https://json-schema.org/draft/2020-12/schema',
    'http://json-schema.org/draft-07/schema',
    '',
  ],
  $anchor: ['a', '#a'],
  $dynamicRef: ['#a'],
  $comment: [1, '*/'],
  nullable: [true],
  unevaluatedProperties: [false],
  readOnly: ['yes', true],
  deprecated: [{}, true],
};

const fields: OddFields = {
  id: ['', 'urn:a', 'a b', '#'],
  defaultContentType: ['', 'application/xml', 'text/plain', 1],
  servers: [[], {}, [{ $ref: '#/servers' }], ['production'], [{ $ref: '#/servers/none' }]],
  host: ['', ':', 'a:b:c', '[::1]:1883', '{a}{a}', 'a/b', '{', 'user:pass@host', '%zz', 'ü:0'],
  url: ['', 'mqtt://', '{scheme}://a', 'mqtt://a:99999', '//a', 'mqtt://u:p@h/{x}?y#z'],
  pathname: ['', '/', 'a', '/{x}', '?', '/{x}{x}'],
  protocol: ['', 'mqtt', 'MQTTS', 'kafka', 'constructor', 1],
  protocolVersion: ['', '5', 5, '3.1.1'],
  variables: [{}, { a: {} }, { a: { enum: [], default: 'b' } }, []],
  address: [null, '', 'a/#', '+', '/', 'a//b', '{a}', '{a}{b}', '{', '}', '{}', '{a}/{a}', '$SYS'],
  parameters: [{}, { a: {} }, { a: { enum: [] } }, { '': {} }, { a: { location: '$a' } }, []],
  messages: [{}, [], { a: {} }, [{ $ref: '#/components/messages' }], { a: { $ref: '#' } }],
  message: [{}, { oneOf: [] }, { oneOf: [{}, {}] }, { $ref: '#/channels' }, []],
  payload: [true, false, null, {}, [], 'text', { $ref: '#/info' }, { schema: {} }],
  headers: [{}, { type: 'string' }, true, { properties: { a: false } }, { allOf: [{}] }],
  schemaFormat: [
    ...['application/vnd.aai.asyncapi;version=3.0.0', 'application/schema+json;version=draft-07'],
    ...['application/vnd.apache.avro;version=1.9.0', 'application/raml+yaml;version=1.0', '', 'a'],
  ],
  contentType: ['', 'application/json', 'a/b;c', '*/*', 'text/plain', 1],
  correlationId: [{}, { location: '' }, { location: '$message.header#' }, { $ref: '#/info' }],
  traits: [[], [{}], [[]], [[{}, {}]], [{ payload: {} }], [{ $ref: '#/operations' }], {}],
  bindings: [
    ...[{}, { mqtt: null }, { mqtt: { qos: 7 } }, { mqtt: { qos: '1', retain: 'no' } }, []],
    ...[{ mqtt: { messageExpiryInterval: -1 } }, { mqtt: { lastWill: { topic: '#' } } }],
    ...[{ mqtt: { bindingVersion: '9.9.9' } }, { mqtt5: {} }, { $ref: '#' }],
  ],
  security: [[], [{}], [{ $ref: '#/components' }], [{ type: 'userPassword' }], {}],
  tags: [[], [{}], [{ name: 'a' }, { name: 'a' }], ['a'], {}],
  externalDocs: [{}, { url: '' }, { url: 'javascript:alert(1)' }, []],
  action: ['send', 'receive', 'publish', '', null],
  channel: [{}, { $ref: '#/channels' }, { $ref: '#' }, { address: 'a' }],
  reply: [{}, { address: {} }, { channel: { $ref: '#/channels' } }, { messages: [] }, []],
  subscribe: [{}, { message: {} }, { operationId: '' }, null],
  publish: [{}, { message: { oneOf: [{}] } }, { operationId: 'constructor' }],
  operationId: ['', 'constructor', 'a b', 1],
  name: ['', 'constructor', 'a b', 1],
  messageId: ['', 'a', 1],
  'x-parser-schema-id': ['', 'a', 1, '<anonymous-schema-1>', '/etc/passwd#/a'],
  'x-parser-circular': [true],
  'x-parser-message-name': ['', 1],
  'x-parser-original-payload': [{}],
};

/** An operation of AsyncAPI 3 goes the other way, to another channel, or has another reply. */
export function changeOperation(draw: Draw, data: Json): Json | undefined {
  const operations = member(data, 'operations');
  const names = keysOf(operations);
  if (names.length === 0) return data;
  const channels = keysOf(member(data, 'channels'));
  const channel =
    channels.length === 0 ? {} : { $ref: `#${pointerOf(['channels', draw.of(channels)])}` };
  const address = { location: drawLocation(draw) };
  const another = member(member(operations, String(draw.of(names))), 'reply');
  const [key, value] = draw.of<readonly [string, Json | undefined]>([
    ['action', draw.of(['send', 'receive'])],
    ['channel', channel],
    ['messages', draw.of<Json | undefined>([undefined, [], [channel]])],
    ['bindings', { mqtt: { qos: draw.below(4), retain: draw.oneIn(2) } }],
    ['reply', undefined],
    ['reply', another],
    ['reply', draw.of<Json>([{ channel }, { address }, { address, channel }])],
    ['reply', { channel, messages: [] }],
    ['traits', [{ bindings: { mqtt: {} } }, { description: draw.of(oddTexts) }]],
    ['contentType', drawContentType(draw)],
  ]);
  return replaceAt(data, ['operations', draw.of(names)], (operation) => {
    if (!isObject(operation)) return operation;
    const others = Object.entries(operation).filter(([name]) => name !== key);
    return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
  });
}
