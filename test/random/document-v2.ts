import type { Json, JsonObject } from '../../src/json/json.js';
import { pointerOf } from '../../src/json/pointer.js';
import type { Draw } from './draw.js';
import { anyNames, templateNames } from './odd-names.js';
import * as parts from './parts.js';
import { drawInlineSchema, drawSchemas, drawValue } from './schemas.js';

interface Known {
  readonly draw: Draw;
  readonly version: string;
  /** The middle number of the version: each brought fields of its own. */
  readonly minor: number;
  readonly schemas: readonly string[];
  readonly messages: readonly string[];
  readonly servers: readonly string[];
  /** Ids given so far: none may stand twice. */
  readonly ids: Set<string>;
}

/** An AsyncAPI 2 document in one file; references are written `0#<pointer>`. */
export function drawDocument2(draw: Draw, version: string): JsonObject {
  const known: Known = {
    draw,
    version,
    minor: Number(version.split('.')[1]),
    schemas: parts.drawComponentNames(draw, 5),
    messages: parts.drawComponentNames(draw, 2),
    servers: draw.names(['production', 'test', 'a-b', 'class', '1'], draw.below(3)),
    ids: new Set(),
  };
  const { schemas, messages, servers } = known;
  const entriesOf = (names: readonly string[], make: () => Json): JsonObject =>
    Object.fromEntries(names.map((name) => [name, make()]));
  const components = {
    ...parts.section('schemas', drawSchemas(draw, schemas)),
    ...parts.section(
      'messages',
      entriesOf(messages, () => drawMessage(known)),
    ),
  };
  return {
    asyncapi: version,
    ...draw.maybe(8, 'id', () => 'urn:example:api'),
    info: parts.drawInfo(draw),
    ...draw.maybe(5, 'defaultContentType', () => parts.drawContentType(draw)),
    ...parts.section(
      'servers',
      entriesOf(servers, () => drawServer(known)),
    ),
    channels: Object.fromEntries(draw.several(0, 3, () => drawChannel(known))),
    ...parts.section('components', components),
    ...draw.maybe(8, 'tags', () => parts.drawTags(draw)),
    ...draw.maybe(8, 'externalDocs', () => parts.drawExternalDocs(draw)),
  };
}

function drawServer({ draw }: Known): JsonObject {
  const [host = 'host', path = 'path'] = draw.names(['house-id', 'port', 'Url', 'module_id'], 2);
  const url = draw.of([
    ...['localhost:1883', 'mqtt://localhost', `{${host}}.example.com/{${path}}`, 'a.b/c/'],
    ...[`mqtts://example.com:{${host}}/{${path}}`, `{${host}}`],
  ]);
  const used = [host, path].filter((name) => url.includes(`{${name}}`));
  return {
    url,
    protocol: parts.drawProtocol(draw),
    ...draw.maybe(4, 'protocolVersion', () => draw.of(['3.1.1', '5'])),
    ...draw.maybe(4, 'description', () => parts.drawText(draw)),
    ...parts.section('variables', parts.drawVariables(draw, used)),
    ...draw.maybe(6, 'bindings', () => parts.drawServerBindings(draw)),
  };
}

function drawChannel(known: Known): readonly [string, Json] {
  const { draw, servers, minor } = known;
  const { text, parameters } = parts.drawAddress(draw, templateNames);
  const declared = parameters.map((name): readonly [string, Json] => [name, drawParameter(known)]);
  const channel = {
    ...draw.maybe(4, 'description', () => parts.drawText(draw)),
    ...draw.maybe(2, 'publish', () => drawOperation(known)),
    ...draw.maybe(2, 'subscribe', () => drawOperation(known)),
    ...parts.section('parameters', Object.fromEntries(declared)),
    ...(minor >= 2 && draw.oneIn(6) ? { servers: draw.someOf(servers) } : {}),
    ...draw.maybe(10, 'bindings', () => ({ mqtt: {} })),
  };
  return [text, channel];
}

function drawParameter({ draw, schemas }: Known): JsonObject {
  return {
    ...draw.maybe(3, 'description', () => parts.drawText(draw)),
    ...draw.maybe(2, 'schema', () =>
      draw.of<Json>([{ type: 'string' }, { enum: ['x', 'y'] }, drawInlineSchema(draw, schemas)]),
    ),
    ...draw.maybe(6, 'location', () => parts.drawLocation(draw)),
  };
}

function drawOperation(known: Known): JsonObject {
  const { draw, minor } = known;
  return {
    ...drawOperationTexts(draw),
    ...draw.maybe(2, 'operationId', () => drawId(known, operationIds)),
    ...(minor >= 4 && draw.oneIn(12) ? { security: [] } : {}),
    ...draw.maybe(8, 'traits', () => draw.several(1, 2, () => drawOperationTexts(draw))),
    ...(draw.oneIn(6) ? {} : { message: drawMessages(known) }),
  };
}

const operationIds = [
  ...['send_set', 'onSet', 'publish', 'subscribe', 'close', 'connect', 'sendSet', ...anyNames],
];

function drawId({ draw, ids }: Known, pool: readonly string[]): string {
  const drawn = draw.of(pool);
  const id = ids.has(drawn) ? `${drawn}${ids.size}` : drawn;
  ids.add(id);
  return id;
}

function drawOperationTexts(draw: Draw): JsonObject {
  return {
    ...draw.maybe(6, 'summary', () => parts.drawText(draw)),
    ...draw.maybe(6, 'description', () => parts.drawText(draw)),
    ...draw.maybe(8, 'tags', () => parts.drawTags(draw)),
    ...draw.maybe(8, 'externalDocs', () => parts.drawExternalDocs(draw)),
    ...draw.maybe(3, 'bindings', () => parts.drawOperationBindings(draw)),
  };
}

function drawMessages(known: Known): JsonObject {
  const { draw } = known;
  if (!draw.oneIn(4)) return drawMessageOrReference(known);
  return { oneOf: draw.several(0, 3, () => drawMessageOrReference(known)) };
}

function drawMessageOrReference(known: Known): JsonObject {
  const { draw, messages } = known;
  if (messages.length === 0 || draw.oneIn(2)) {
    // Among the components it would stand twice where two channels refer to the message.
    const isTold = known.minor >= 4 && draw.oneIn(4);
    return { ...drawMessage(known), ...(isTold ? { messageId: drawId(known, anyNames) } : {}) };
  }
  return { $ref: `0#${pointerOf(['components', 'messages', draw.of(messages)])}` };
}

function drawMessage(known: Known): JsonObject {
  const { draw, schemas } = known;
  return {
    ...drawMessageTrait(known),
    ...drawPayload(known),
    ...draw.maybe(8, 'traits', () => draw.several(1, 2, () => drawMessageTrait(known))),
    ...draw.maybe(4, 'headers', () => parts.drawHeaders(draw, schemas)),
  };
}

function drawMessageTrait({ draw, minor, schemas }: Known): JsonObject {
  return {
    ...parts.drawMessageTexts(draw),
    ...draw.maybe(8, 'headers', () => parts.drawHeaders(draw, schemas)),
    ...(minor >= 1 ? draw.maybe(4, 'examples', () => parts.drawExamples(draw)) : {}),
  };
}

function drawPayload({ draw, version, schemas }: Known): JsonObject {
  if (draw.oneIn(6)) return {};
  if (draw.oneIn(8)) {
    const record = { type: 'record', name: 'R', fields: [] };
    return draw.of<JsonObject>([
      { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: record },
      { schemaFormat: 'application/x-protobuf', payload: 'message M {}' },
      { schemaFormat: 'odd', payload: drawValue(draw) },
    ]);
  }
  const format = draw.maybe(8, 'schemaFormat', () =>
    draw.of([
      `application/vnd.aai.asyncapi;version=${version}`,
      'application/schema+json;version=draft-07',
    ]),
  );
  if (draw.oneIn(6)) return { ...format, payload: parts.drawEnvelope(draw, schemas) };
  if (schemas.length > 0 && draw.oneIn(2)) {
    const reference = `0#${pointerOf(['components', 'schemas', draw.of(schemas)])}`;
    return { ...format, payload: { $ref: reference } };
  }
  return { ...format, payload: drawInlineSchema(draw, schemas) };
}
