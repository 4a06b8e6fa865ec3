/** Which values of a document are schemas, each told by where it stands. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/json/json.js';
import { valueAt } from '../../src/json/pointer.js';
import type { Api } from '../../src/model/api.js';
import { buildApi } from '../../src/model/model.js';
import { originId } from '../../src/model/origin.js';
import type { Schema } from '../../src/model/schema/schema.js';
import { resolveSchema } from '../../src/model/schema/schemas.js';
import { subschemas } from '../../src/model/schema/subschemas.js';
import { documentOf, loadFiles, loadText } from '../load/loading.js';
import { asyncapi3, withPayload } from '../load/spec-folder.js';

function withNested(schema: Schema): readonly Schema[] {
  return [schema, ...subschemas(schema).flatMap(withNested)];
}

/** The ids of all schemas with keywords, relative to the folder of the document. */
async function idsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const loaded = await loadFiles(files);
  const { schemas } = buildApi(documentOf(loaded));
  const all = [...schemas.values()].flatMap(withNested).filter(({ kind }) => kind === 'keywords');
  const ids = all.map(({ origin }) => originId(origin).replace(`${loaded.folder}/`, ''));
  return [...new Set(ids)].sort();
}

const payloadPointer = '/channels/c/messages/m/payload';

/** The schema of the only message. */
function payloadOf({ messages, schemas }: Api): Schema {
  const [message] = messages;
  if (message?.payload === undefined) throw new Error('There is no payload.');
  return resolveSchema(message.payload, schemas);
}

const tree = `components:
  schemas:
    Tree:
      type: object
      properties:
        kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}
        node: {$ref: 'b.yaml#/defs/Node'}
    Alias: {$ref: 'b.yaml#/defs/Node'}
`;
const other = `defs:
  Node:
    type: object
    properties:
      next: {$ref: '#/defs/Node'}
      back: {$ref: 'a.yaml#/components/schemas/Tree'}
      leaf: {$ref: '#/odd/units/Leaf'}
odd: {units: {Leaf: {type: string}}}
`;
const everywhere = [
  'a.yaml#/components/schemas/Tree',
  'a.yaml#/components/schemas/Tree/properties/kids',
  'b.yaml#/defs/Node',
  'b.yaml#/odd/units/Leaf',
];

describe('schemas', () => {
  it.each([
    ['3.0.0', withPayload("{$ref: '#/components/schemas/Tree'}", tree)],
    [
      '2.6.0',
      `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {c: {publish: {message: {payload: {$ref: '#/components/schemas/Tree'}}}}}\n${tree}`,
    ],
  ])('may refer to each other in cycles between files, AsyncAPI %s', async (_, text) => {
    expect(await idsOf({ 'a.yaml': text, 'b.yaml': other })).toEqual(everywhere);
  });

  it('keep their references, by the id of what they lead to', async () => {
    const loaded = await loadFiles({ 'a.yaml': withPayload('{}', tree), 'b.yaml': other });
    const { schemas } = buildApi(documentOf(loaded));
    const node = `${join(loaded.folder, 'b.yaml')}#/defs/Node`;
    const alias = `${join(loaded.folder, 'a.yaml')}#/components/schemas/Alias`;
    expect(schemas.get(alias)).toMatchObject({ kind: 'reference', target: node });
    expect(schemas.get(node)?.origin).toEqual({
      file: join(loaded.folder, 'b.yaml'),
      pointer: '/defs/Node',
    });
  });

  it('are told by the place of the value as written', async () => {
    const loaded = await loadText(withPayload('{type: object, properties: {a/b: {type: string}}}'));
    const document = documentOf(loaded);
    const { file, pointer } = payloadOf(buildApi(document)).origin;
    expect({ file, pointer }).toEqual({
      file: join(loaded.folder, 'a.yaml'),
      pointer: payloadPointer,
    });
    const { main, files } = document;
    expect(files.get(file)).toBe(main);
    expect(valueAt(main.data, `${pointer}/properties/a~1b`)).toEqual({ type: 'string' });
  });

  it('stand under every keyword that applies them', async () => {
    const one = (name: string): string => `${name}: {type: string}`;
    const singles =
      'additionalItems additionalProperties contains else if not propertyNames then'.split(' ');
    const keywords = [
      ...singles.map(one),
      `properties: {items: {type: string}, properties: {type: object, properties: {x: {type: string}}}}`,
      `patternProperties: {'^a': {type: string}}`,
      `definitions: {D: {type: string}, Unused: {type: string}}`,
      `dependencies: {a: [b], c: {type: object}}`,
      `items: [{type: string}]`,
      `allOf: [{$ref: '#${payloadPointer}/definitions/D'}, {type: object}]`,
      `anyOf: [{type: object}]`,
      `oneOf: [{type: object}, true]`,
    ];
    const ids = await idsOf({ 'a.yaml': withPayload(`{${keywords.join(', ')}}`) });
    const ends = [
      ...singles,
      ...'allOf/1 anyOf/0 definitions/D dependencies/c items/0 oneOf/0'.split(' '),
      ...'patternProperties/^a properties/items properties/properties'.split(' '),
      'properties/properties/properties/x',
    ];
    const start = `a.yaml#${payloadPointer}`;
    expect(ids).toEqual([start, ...ends.map((end) => `${start}/${end}`)].toSorted());
  });

  it('are not data that looks like a schema', async () => {
    const payload =
      '{type: object, default: {properties: {a: {}}}, examples: [{items: {}}], x-y: {properties: {}}}';
    expect(await idsOf({ 'a.yaml': withPayload(payload) })).toEqual([`a.yaml#${payloadPointer}`]);
  });

  it('are the payloads and headers of all alternatives, those of traits merged', async () => {
    const v2 = `asyncapi: 2.6.0
info: {title: T, version: '1'}
channels:
  'c/{p}':
    parameters: {p: {schema: {type: string}}}
    subscribe: {message: {oneOf: [{payload: {type: string}}, {$ref: '#/components/messages/M'}]}}
components:
  messages: {M: {headers: {type: object}, traits: [{$ref: '#/components/messageTraits/T'}]}}
  messageTraits: {T: {contentType: text/plain, headers: {type: object, properties: {h: {type: string}}}}}
`;
    expect(await idsOf({ 'a.yaml': v2 })).toEqual([
      'a.yaml#/channels/c~1{p}/subscribe/message/oneOf/0/payload',
      'a.yaml#/components/messages/M/headers/+traits',
      'a.yaml#/components/messages/M/headers/+traits/properties/h',
    ]);
  });

  it('may have their format around them, if it is JSON Schema', async () => {
    const json =
      "{schemaFormat: 'application/schema+json;version=draft-07', schema: {type: string}}";
    const avro =
      "{schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: record, name: R, fields: []}}";
    const more = `components: {schemas: {J: ${json}, A: ${avro}, L: {$ref: '#/components/schemas/J'}}}`;
    expect(await idsOf({ 'a.yaml': withPayload(json, more) })).toEqual([
      `a.yaml#${payloadPointer}/schema`,
      'a.yaml#/components/schemas/J/schema',
    ]);
  });

  it('stand at each place where an alias repeats them', async () => {
    const text = asyncapi3(`x-s: &s {type: string}
channels: {c: {address: c, messages: {m: {payload: *s}, n: {payload: *s}}}}
`);
    expect(await idsOf({ 'a.yaml': text })).toEqual([
      'a.yaml#/channels/c/messages/m/payload',
      'a.yaml#/channels/c/messages/n/payload',
    ]);
  });

  it('get no id from what a document says', async () => {
    const payload =
      '{type: object, x-parser-schema-id: evil, properties: {a: {x-parser-schema-id: b}}}';
    const ids = await idsOf({ 'a.yaml': withPayload(payload, 'x-parser-spec-parsed: true') });
    expect(ids).toEqual([`a.yaml#${payloadPointer}`, `a.yaml#${payloadPointer}/properties/a`]);
  });

  it.each(['a b', 'a/b', 'a~b', 'ü', '{x}', 'a#b', 'a?b', 'a"b', 'a%b', '[0]', 'constructor'])(
    'may be a property called %j that refers to itself',
    async (key) => {
      const segment = key.replaceAll('~', '~0').replaceAll('/', '~1');
      const pointer = `#/components/schemas/S/properties/${encodeURIComponent(segment)}`;
      const inner = { type: 'object', properties: { self: { $ref: pointer } } };
      const schemas: JsonObject = { S: { type: 'object', properties: { [key]: inner } } };
      const loaded = await loadText(
        withPayload(`{$ref: '${pointer}'}`, `components: ${JSON.stringify({ schemas })}`),
      );
      const payload = payloadOf(buildApi(documentOf(loaded)));
      const expected = `#/components/schemas/S/properties/${segment}`;
      expect(originId(payload.origin).replace(/^[^#]*/, '')).toBe(expected);
      const self = payload.kind === 'keywords' ? payload.properties.get('self') : undefined;
      expect(self).toMatchObject({ kind: 'reference', target: originId(payload.origin) });
    },
  );
});

describe('the format of a payload in AsyncAPI 2', () => {
  const avro = 'application/vnd.apache.avro;version=1.9.0';
  const json = 'application/schema+json;version=draft-07';
  const documentWith = (message: string): string => `asyncapi: 2.6.0
info: {title: T, version: '1'}
channels: {c: {publish: {message: {${message}}}}}
components: {schemas: {S: {type: string}}}
`;

  it('stands beside it, and says whether it is read', async () => {
    const payload = "payload: {$ref: '#/components/schemas/S'}";
    expect(await idsOf({ 'a.yaml': documentWith(payload) })).toHaveLength(1);
    const [read, unread] = await Promise.all(
      [json, avro].map(async (format) => {
        const text = documentWith(`schemaFormat: '${format}', ${payload}`);
        return buildApi(documentOf(await loadText(text))).messages[0];
      }),
    );
    expect(read).toHaveProperty('payload');
    expect(unread).not.toHaveProperty('payload');
    expect(unread).toMatchObject({ hasPayload: true, schemaFormat: avro });
  });

  it('may be that of a trait, which has the last word', async () => {
    const text = documentWith(`payload: {type: string}, traits: [{schemaFormat: '${avro}'}]`);
    const [message] = buildApi(documentOf(await loadText(text))).messages;
    expect(message).not.toHaveProperty('payload');
    expect(message).toMatchObject({ hasPayload: true, schemaFormat: avro });
  });
});
