/** What the documents of all versions have alike. */
import type { Json, JsonObject } from '../../src/json/json.js';
import type { Draw } from './draw.js';
import { anyNames, componentNames, oddTexts, parameterNames } from './odd-names.js';
import { drawInlineSchema, drawValue } from './schemas.js';

export function drawText(draw: Draw): string {
  return draw.of(oddTexts);
}

export function drawInfo(draw: Draw): JsonObject {
  return {
    title: drawText(draw),
    version: draw.of(['1.0.0', '0', drawText(draw)]),
    ...draw.maybe(3, 'description', () => drawText(draw)),
    ...draw.maybe(5, 'termsOfService', () => 'https://example.com/terms'),
    ...draw.maybe(5, 'contact', () => ({ name: drawText(draw), email: 'a@example.com' })),
    ...draw.maybe(5, 'license', () => ({ name: drawText(draw), url: 'https://example.com/' })),
    ...draw.maybe(8, 'x-anything', () => drawValue(draw)),
  };
}

export function drawTags(draw: Draw): readonly Json[] {
  return draw.names(anyNames, draw.below(3)).map((name) => ({
    name,
    ...draw.maybe(2, 'description', () => drawText(draw)),
    ...draw.maybe(4, 'externalDocs', () => drawExternalDocs(draw)),
  }));
}

export function drawExternalDocs(draw: Draw): JsonObject {
  return {
    url: draw.of(['https://example.com/docs', 'http://a/*/b']),
    ...draw.maybe(2, 'description', () => drawText(draw)),
  };
}

/** The variables of a server; `names` are those in its address. */
export function drawVariables(draw: Draw, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.map((name) => {
      const values = draw.names(['a', 'b', '1', 'Größe', "it's", '"', '${x}', 'A'], draw.below(4));
      return [
        name,
        {
          ...(values.length === 0 ? {} : { enum: values }),
          ...draw.maybe(2, 'default', () => values[0] ?? draw.of(['localhost', '1883', 'a/b'])),
          ...draw.maybe(3, 'description', () => drawText(draw)),
          ...draw.maybe(5, 'examples', () => [...values]),
        },
      ];
    }),
  );
}

/** An address with its parameters; a topic in MQTT, as a document for another protocol may lack. */
export function drawAddress(
  draw: Draw,
  names: readonly string[] = parameterNames,
): {
  readonly text: string;
  readonly parameters: readonly string[];
} {
  const parameters = draw.names(names, draw.of([0, 0, 0, 1, 1, 2]));
  const texts = draw.several(1, 3, () => draw.of(addressTexts));
  const levels = [...texts, ...parameters.map((name) => draw.of(levelsOf(name)))];
  const text = levels.filter((_, index) => index > 0 || parameters.length > 1).join('/');
  return { text: text === '' ? (texts[0] ?? 'a') : text, parameters: parametersIn(text) };
}

const addressTexts = [
  ...['a', 'everest_api', 'b', 'v1.0', 'Status', 'set-level', 'e2m', 'module'],
  ...['$share', '-', '0', 'a_b', '~x', '%41'],
];

function levelsOf(name: string): readonly string[] {
  return [`{${name}}`, `{${name}}`, `x{${name}}`, `{${name}}y`];
}

function parametersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

const contentTypes = [
  ...['application/json', 'application/json', 'application/json', 'text/plain', 'text/json'],
  ...['application/octet-stream', 'application/vnd.x+json; charset=utf-8', 'application/xml'],
  ...['TEXT/PLAIN;charset=utf-8', 'image/png', 'odd', '', '*/*', 'avro/binary'],
];

export function drawContentType(draw: Draw): string {
  return draw.of(contentTypes);
}

/** The fields that a message and a message trait have in every version. */
export function drawMessageTexts(draw: Draw): JsonObject {
  return {
    ...draw.maybe(3, 'name', () => draw.of(anyNames)),
    ...draw.maybe(4, 'title', () => drawText(draw)),
    ...draw.maybe(4, 'summary', () => drawText(draw)),
    ...draw.maybe(4, 'description', () => drawText(draw)),
    ...draw.maybe(4, 'contentType', () => drawContentType(draw)),
    ...draw.maybe(8, 'deprecated', () => draw.oneIn(2)),
    ...draw.maybe(8, 'tags', () => drawTags(draw)),
    ...draw.maybe(8, 'externalDocs', () => drawExternalDocs(draw)),
    ...draw.maybe(8, 'correlationId', () => ({ location: drawLocation(draw) })),
    ...draw.maybe(10, 'bindings', () => drawMessageBindings(draw)),
    ...draw.maybe(10, 'x-key', () => drawValue(draw)),
  };
}

/** A runtime expression. */
export function drawLocation(draw: Draw): string {
  const name = draw.of(['replyTo', 'headers/replyTo', 'constructor', 'a~1b', 'ü', '0', 'x/y/z']);
  return draw.of([`$message.header#/${name}`, `$message.payload#/${name}`]);
}

/** A schema of an object, as the headers of a message have to be. */
export function drawHeaders(draw: Draw, schemas: readonly string[]): JsonObject {
  const names = draw.names(anyNames, draw.below(4));
  const properties = names.map((name): readonly [string, Json] => {
    return [name, draw.of([{ type: 'string' }, drawInlineSchema(draw, schemas)])];
  });
  return {
    type: 'object',
    ...draw.maybe(2, 'required', () => draw.someOf(names)),
    properties: Object.fromEntries(properties),
  };
}

/** EVerest's way: the address for the reply and what is asked for in one JSON body. */
export function drawEnvelope(draw: Draw, schemas: readonly string[]): JsonObject {
  const headers = { type: 'object', properties: { replyTo: { type: 'string' } } };
  const payload = draw.maybe(2, 'payload', () => drawInlineSchema(draw, schemas));
  return {
    type: 'object',
    ...draw.maybe(2, 'required', () => ['headers']),
    properties: { headers, ...payload },
  };
}

export function drawExamples(draw: Draw): readonly Json[] {
  return draw.several(1, 2, () => ({
    ...draw.maybe(3, 'name', () => draw.of(anyNames)),
    ...draw.maybe(3, 'summary', () => drawText(draw)),
    ...draw.maybe(3, 'headers', () => ({ [draw.of(anyNames)]: drawValue(draw) })),
    payload: drawValue(draw),
  }));
}

export function drawOperationBindings(draw: Draw): JsonObject {
  return {
    mqtt: {
      ...draw.maybe(2, 'qos', () => draw.of([0, 1, 2])),
      ...draw.maybe(2, 'retain', () => draw.oneIn(2)),
    },
    ...draw.maybe(8, 'kafka', () => ({})),
  };
}

function drawMessageBindings(draw: Draw): JsonObject {
  return draw.of<JsonObject>([{ mqtt: {} }, { amqp: {} }, {}]);
}

export function drawServerBindings(draw: Draw): JsonObject {
  const lastWill = { topic: 'will', qos: 1, message: drawText(draw), retain: false };
  return {
    mqtt: {
      ...draw.maybe(2, 'clientId', () => drawText(draw)),
      ...draw.maybe(2, 'cleanSession', () => draw.oneIn(2)),
      ...draw.maybe(2, 'keepAlive', () => draw.below(100)),
      ...draw.maybe(2, 'lastWill', () => lastWill),
    },
  };
}

export function drawProtocol(draw: Draw): string {
  return draw.oneIn(12)
    ? draw.of(['kafka', 'amqp', 'http', 'odd', ''])
    : draw.of(['mqtt', 'mqtt', 'mqtts', 'ws', 'wss', 'secure-mqtt', 'MQTT']);
}

export function drawComponentNames(draw: Draw, most: number): readonly string[] {
  const pool = draw.oneIn(10) ? anyNames : componentNames;
  return draw.names(pool, draw.below(most + 1));
}

/** The section of a mapping, left out where it would be empty. */
export function section<K extends string>(key: K, entries: JsonObject): { [P in K]?: JsonObject } {
  const fields: { [P in K]?: JsonObject } = {};
  if (Object.keys(entries).length > 0) fields[key] = entries;
  return fields;
}
