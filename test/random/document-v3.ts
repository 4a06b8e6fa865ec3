import { type Json, type JsonObject, member } from '../../src/json/json.js';
import { pointerOf } from '../../src/json/pointer.js';
import type { Draw } from './draw.js';
import { anyNames } from './odd-names.js';
import * as parts from './parts.js';
import { drawInlineSchema, drawSchemas, drawValue } from './schemas.js';

/** What has been drawn of a document so far: names to refer to. */
interface Known {
  readonly draw: Draw;
  readonly version: string;
  readonly schemas: readonly string[];
  readonly servers: readonly string[];
  readonly channels: JsonObject;
}

/** An AsyncAPI 3 document in one file; references are written `0#<pointer>`. */
export function drawDocument3(draw: Draw, version: string): JsonObject {
  const schemas = parts.drawComponentNames(draw, 5);
  const serverNames = parts.drawComponentNames(draw, 2);
  const servers = serverNames.map((name): readonly [string, Json] => [name, drawServer(draw)]);
  const start: Known = { draw, version, schemas, servers: serverNames, channels: {} };
  const names = draw.names(channelNames, draw.below(4));
  const channels = Object.fromEntries(names.map((name) => [name, drawChannel(start)]));
  const known = { ...start, channels };
  const operations = Object.fromEntries(
    names.length === 0
      ? []
      : draw.names(operationNames, draw.below(6)).map((name) => [name, drawOperation(known)]),
  );
  return {
    asyncapi: version,
    ...draw.maybe(8, 'id', () => 'urn:example:api'),
    info: { ...parts.drawInfo(draw), ...draw.maybe(6, 'tags', () => parts.drawTags(draw)) },
    ...draw.maybe(5, 'defaultContentType', () => parts.drawContentType(draw)),
    ...parts.section('servers', Object.fromEntries(servers)),
    ...parts.section('channels', channels),
    ...parts.section('operations', operations),
    ...parts.section('components', parts.section('schemas', drawSchemas(draw, schemas))),
  };
}

/** AsyncAPI 3.0.0, Channels Object: no query, no fragment. */
const channelNames = anyNames.filter((name) => !/[?#]/.test(name));

const operationNames = [
  ...['send_set', 'receive_set', 'send_request_get', 'receive_reply_get', 'onSet', 'handleSet'],
  ...['publish-state', 'subscribe.state', 'close', 'connect', 'send_then', 'receive_state'],
  ...['sendSet', 'Send_Set', 'send set', ...anyNames],
];

function drawServer(draw: Draw): JsonObject {
  const [host = 'host', path = 'path'] = draw.names(['house-id', 'port', 'Url', 'module_id'], 2);
  const hostText = draw.of(['localhost:1883', `{${host}}.example.com`, `example.com:{${host}}`]);
  const pathname = draw.of([undefined, undefined, '/a', 'b/', `/{${path}}/x`, `{${path}}`, '/']);
  const text = hostText + (pathname ?? '');
  const used = [host, path].filter((name) => text.includes(`{${name}}`));
  return {
    host: hostText,
    ...(pathname === undefined ? {} : { pathname }),
    protocol: parts.drawProtocol(draw),
    ...draw.maybe(4, 'protocolVersion', () => draw.of(['3.1.1', '5', '5.0'])),
    ...draw.maybe(4, 'title', () => parts.drawText(draw)),
    ...draw.maybe(4, 'description', () => parts.drawText(draw)),
    ...parts.section('variables', parts.drawVariables(draw, used)),
    ...draw.maybe(6, 'bindings', () => parts.drawServerBindings(draw)),
    ...draw.maybe(6, 'tags', () => parts.drawTags(draw)),
    ...draw.maybe(8, 'security', () => [{ type: 'userPassword' }]),
  };
}

function drawChannel(known: Known): JsonObject {
  const { draw, servers } = known;
  const { text, parameters } = parts.drawAddress(draw);
  const address = draw.of<Json | undefined>([text, text, text, text, text, text, null, undefined]);
  const declared = typeof address === 'string' ? parameters : [];
  const messages = draw.names(anyNames, draw.of([0, 1, 1, 1, 2, 3]));
  const references = draw
    .someOf(servers)
    .map((name) => ({ $ref: `0#${pointerOf(['servers', name])}` }));
  return {
    ...(address === undefined ? {} : { address }),
    ...draw.maybe(6, 'title', () => parts.drawText(draw)),
    ...draw.maybe(6, 'description', () => parts.drawText(draw)),
    ...parts.section(
      'messages',
      Object.fromEntries(messages.map((name) => [name, drawMessage(known)])),
    ),
    ...parts.section(
      'parameters',
      Object.fromEntries(declared.map((name) => [name, drawParameter(draw)])),
    ),
    ...(references.length > 0 && draw.oneIn(4) ? { servers: references } : {}),
    ...draw.maybe(8, 'tags', () => parts.drawTags(draw)),
    ...draw.maybe(8, 'externalDocs', () => parts.drawExternalDocs(draw)),
    ...draw.maybe(8, 'bindings', () => ({ mqtt: {} })),
  };
}

function drawParameter(draw: Draw): JsonObject {
  const values = draw.names(['x', 'y', '1', 'a b', '"'], draw.below(3));
  return {
    ...(values.length === 0 ? {} : { enum: values }),
    ...draw.maybe(4, 'default', () => values[0] ?? 'x'),
    ...draw.maybe(3, 'description', () => parts.drawText(draw)),
    ...draw.maybe(6, 'location', () => parts.drawLocation(draw)),
    ...draw.maybe(6, 'examples', () => ['x']),
  };
}

function drawMessage(known: Known): JsonObject {
  const { draw, schemas } = known;
  return {
    ...parts.drawMessageTexts(draw),
    ...drawPayload(known),
    ...draw.maybe(4, 'headers', () => parts.drawHeaders(draw, schemas)),
    ...draw.maybe(4, 'examples', () => parts.drawExamples(draw)),
    ...draw.maybe(8, 'traits', () => draw.several(1, 2, () => drawMessageTrait(known))),
  };
}

function drawMessageTrait({ draw, schemas }: Known): JsonObject {
  return {
    ...parts.drawMessageTexts(draw),
    ...draw.maybe(4, 'headers', () => parts.drawHeaders(draw, schemas)),
    ...draw.maybe(6, 'examples', () => parts.drawExamples(draw)),
  };
}

/** A schema in place, one that is referred to, one of a stated format, or none. */
function drawPayload({ draw, version, schemas }: Known): JsonObject {
  if (draw.oneIn(6)) return {};
  if (draw.oneIn(6)) return { payload: parts.drawEnvelope(draw, schemas) };
  if (draw.oneIn(6)) return { payload: drawFormatted(draw, { version, schemas }) };
  if (schemas.length > 0 && draw.oneIn(2)) {
    return { payload: { $ref: `0#${pointerOf(['components', 'schemas', draw.of(schemas)])}` } };
  }
  return { payload: drawInlineSchema(draw, schemas) };
}

/** AsyncAPI 3, Multi Format Schema Object. */
function drawFormatted(draw: Draw, { version, schemas }: Pick<Known, 'version' | 'schemas'>): Json {
  const own = [`vnd.aai.asyncapi;version=${version}`, 'schema+json;version=draft-07'];
  const format = draw.of([...own, `vnd.aai.asyncapi+yaml;version=${version}`]);
  return draw.of<() => Json>([
    () => ({
      schemaFormat: `application/${format}`,
      schema: drawInlineSchema(draw, schemas),
    }),
    () => ({
      schemaFormat: 'application/vnd.apache.avro;version=1.9.0',
      schema: { type: 'record', name: 'R', fields: [] },
    }),
    () => ({ schemaFormat: 'application/x-protobuf', schema: 'message M {}' }),
    () => ({ schemaFormat: 'odd', schema: drawValue(draw) }),
  ])();
}

function drawOperation(known: Known): JsonObject {
  const { draw, channels } = known;
  const channel = draw.of(Object.keys(channels));
  return {
    action: draw.of(['send', 'receive']),
    channel: { $ref: `0#${pointerOf(['channels', channel])}` },
    ...draw.maybe(3, 'messages', () => drawMessageReferences(channel, known)),
    ...draw.maybe(6, 'title', () => parts.drawText(draw)),
    ...draw.maybe(6, 'summary', () => parts.drawText(draw)),
    ...draw.maybe(6, 'description', () => parts.drawText(draw)),
    ...draw.maybe(3, 'bindings', () => parts.drawOperationBindings(draw)),
    ...draw.maybe(8, 'tags', () => parts.drawTags(draw)),
    ...draw.maybe(8, 'traits', () => draw.several(1, 2, () => drawOperationTrait(draw))),
    ...draw.maybe(8, 'security', () => [{ type: 'userPassword' }]),
    ...draw.maybe(3, 'reply', () => drawReply(known)),
  };
}

function drawMessageReferences(channel: string, { draw, channels }: Known): readonly Json[] {
  const keys = Object.keys(member(channels[channel], 'messages') ?? {});
  return draw.someOf(keys).map((key) => ({
    $ref: `0#${pointerOf(['channels', channel, 'messages', key])}`,
  }));
}

function drawOperationTrait(draw: Draw): JsonObject {
  return {
    ...draw.maybe(2, 'summary', () => parts.drawText(draw)),
    ...draw.maybe(2, 'description', () => parts.drawText(draw)),
    ...draw.maybe(2, 'bindings', () => parts.drawOperationBindings(draw)),
    ...draw.maybe(4, 'tags', () => parts.drawTags(draw)),
  };
}

/** With a channel of its own or not, and an address that the request tells or not. */
function drawReply(known: Known): JsonObject {
  const { draw, channels } = known;
  const channel = draw.of(Object.keys(channels));
  const location = {
    location: parts.drawLocation(draw),
    ...draw.maybe(3, 'description', () => parts.drawText(draw)),
  };
  return {
    ...draw.maybe(2, 'address', () => location),
    ...(draw.oneIn(4)
      ? {}
      : {
          channel: { $ref: `0#${pointerOf(['channels', channel])}` },
          ...draw.maybe(3, 'messages', () => drawMessageReferences(channel, known)),
        }),
  };
}
