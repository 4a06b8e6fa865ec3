import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject, LoadedDocument } from '../../src/load/document.js';
import { valueAt } from '../../src/load/pointer.js';
import { documentOf, loadFiles, loadText } from './loading.js';
import { asyncapi3, withPayload } from './spec-folder.js';

/** All ids in the resolved document, relative to the folder, with their objects. */
function idsIn(json: unknown, folder: string): ReadonlyMap<string, object> {
  const ids = new Map<string, object>();
  const seen = new Set<unknown>();
  const stack = [json];
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const id: unknown = Reflect.get(value, 'x-parser-schema-id');
    if (typeof id === 'string') ids.set(id.replace(`${folder}/`, ''), value);
    for (const key of Object.keys(value)) stack.push(Reflect.get(value, key));
  }
  return ids;
}

async function idsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const loaded = await loadFiles(files);
  return [...idsIn(documentOf(loaded).resolved, loaded.folder).keys()].sort();
}

const payloadPointer = '/channels/c/messages/m/payload';

/** The id of the schema at a pointer of the resolved document. */
function idAt({ resolved }: LoadedDocument, pointer: string): string {
  const id = valueAt(resolved, `${pointer}/x-parser-schema-id`);
  return typeof id === 'string' ? id : '';
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

describe('the id of a schema', () => {
  it.each([
    ['3.0.0', withPayload("{$ref: '#/components/schemas/Tree'}", tree)],
    [
      '2.6.0',
      `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {c: {publish: {message: {payload: {$ref: '#/components/schemas/Tree'}}}}}\n${tree}`,
    ],
  ])('survives in circles between files, AsyncAPI %s', async (_, text) => {
    expect(await idsOf({ 'a.yaml': text, 'b.yaml': other })).toEqual(everywhere);
  });

  it('leaves no reference in the resolved document', async () => {
    const text = withPayload("{$ref: 'b.yaml#/defs/Node'}", tree);
    const { document } = await loadFiles({ 'a.yaml': text, 'b.yaml': other });
    const nodes = [...idsIn(document?.resolved, '').values()];
    expect(nodes.length).toBeGreaterThan(3);
    expect(nodes.flatMap((node) => Object.keys(node))).not.toContain('$ref');
  });

  it('leads to the raw node', async () => {
    const loaded = await loadText(withPayload('{type: object, properties: {a/b: {type: string}}}'));
    const { files, main } = documentOf(loaded);
    const [path = '', pointer = ''] = idAt(documentOf(loaded), payloadPointer).split('#');
    expect(files.get(path)).toBe(main);
    expect(valueAt(main.data, `${pointer}/properties/a~1b`)).toEqual({ type: 'string' });
  });

  it('is given to every keyword that holds schemas', async () => {
    const one = (name: string): string => `${name}: {type: string}`;
    const keywords = [
      ...['additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else', 'contains'].map(
        one,
      ),
      `properties: {items: {type: string}, properties: {type: object, properties: {x: {type: string}}}}`,
      `patternProperties: {'^a': {type: string}}`,
      `definitions: {D: {type: string}}`,
      `dependencies: {a: [b], c: {type: object}}`,
      `items: [{type: string}]`,
      `additionalItems: {type: string}`,
      `allOf: [{type: object}]`,
      `anyOf: [{type: object}]`,
      `oneOf: [{type: object}, true]`,
    ];
    const ids = await idsOf({ 'a.yaml': withPayload(`{${keywords.join(', ')}}`) });
    const start = 'a.yaml#/channels/c/messages/m/payload';
    expect(ids).toEqual(
      [
        '',
        ...'additionalItems additionalProperties allOf/0 anyOf/0 contains definitions/D'.split(' '),
        ...'dependencies/c else if items/0 not oneOf/0 patternProperties/^a'.split(' '),
        ...'properties/items properties/properties properties/properties/properties/x'.split(' '),
        ...'propertyNames then'.split(' '),
      ]
        .map((end) => (end === '' ? start : `${start}/${end}`))
        .sort(),
    );
  });

  it('is not given to data that looks like a schema', async () => {
    const payload =
      '{type: object, default: {properties: {a: {}}}, examples: [{items: {}}], x-y: {properties: {}}}';
    expect(await idsOf({ 'a.yaml': withPayload(payload) })).toEqual([
      'a.yaml#/channels/c/messages/m/payload',
    ]);
  });

  it('is given to headers, traits, parameters and alternatives of messages', async () => {
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
    // The parser merges the headers of a trait into those of the message; in AsyncAPI 2 over them.
    expect(await idsOf({ 'a.yaml': v2 })).toEqual([
      'a.yaml#/channels/c~1{p}/parameters/p/schema',
      'a.yaml#/channels/c~1{p}/subscribe/message/oneOf/0/payload',
      'a.yaml#/components/messageTraits/T/headers',
      'a.yaml#/components/messageTraits/T/headers/properties/h',
    ]);
  });

  it('is given to the inner schema of a multi-format schema', async () => {
    const json =
      "{schemaFormat: 'application/schema+json;version=draft-07', schema: {type: string}}";
    const avro =
      "{schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: record, name: R, fields: []}}";
    expect(
      await idsOf({
        'a.yaml': withPayload(json, `components: {schemas: {J: ${json}, A: ${avro}}}`),
      }),
    ).toEqual([
      'a.yaml#/channels/c/messages/m/payload/schema',
      'a.yaml#/components/schemas/J/schema',
    ]);
  });

  it('is that of each place for what an alias repeats', async () => {
    const text = asyncapi3(`x-s: &s {type: string}
channels: {c: {address: c, messages: {m: {payload: *s}, n: {payload: *s}}}}
`);
    expect(await idsOf({ 'a.yaml': text })).toEqual([
      'a.yaml#/channels/c/messages/m/payload',
      'a.yaml#/channels/c/messages/n/payload',
    ]);
  });

  it('is not what the document writes there', async () => {
    const payload =
      '{type: object, x-parser-schema-id: evil, properties: {a: {x-parser-schema-id: b}}}';
    const ids = await idsOf({ 'a.yaml': withPayload(payload, 'x-parser-spec-parsed: true') });
    expect(ids).toEqual([
      'a.yaml#/channels/c/messages/m/payload',
      'a.yaml#/channels/c/messages/m/payload/properties/a',
    ]);
  });

  it.each(['a b', 'a/b', 'a~b', 'ü', '{x}', 'a#b', 'a?b', 'a"b', 'a%b', '[0]', 'constructor'])(
    'is right for a property called %j that refers to itself',
    async (key) => {
      const pointer = `#/components/schemas/S/properties/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
      const schemas: JsonObject = {
        S: {
          type: 'object',
          properties: { [key]: { type: 'object', properties: { self: { $ref: pointer } } } },
        },
      };
      const loaded = await loadText(
        withPayload(`{$ref: '${pointer}'}`, `components: ${JSON.stringify({ schemas })}`),
      );
      const self = idAt(documentOf(loaded), `${payloadPointer}/properties/self`);
      const expected = `#/components/schemas/S/properties/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      expect(self.replace(/^[^#]*/, '')).toBe(expected);
    },
  );

  it('does not lose the folder', async () => {
    const loaded = await loadText(withPayload('{type: string}'));
    expect(idAt(documentOf(loaded), payloadPointer)).toBe(
      `${join(loaded.folder, 'a.yaml')}#/channels/c/messages/m/payload`,
    );
  });
});
