/** Where an object of a document has objects that are schemas, or lead to some. */
import { expect, it } from '@jest/globals';
import { childrenOf, type Role } from '../../src/conformance/roles/asyncapi-fields.js';
import type { JsonObject } from '../../src/json/json.js';

function pointersIn(value: JsonObject, role: Role): readonly string[] {
  return childrenOf(value, role, '')
    .map((child) => `${child.role} ${child.pointer}`)
    .toSorted();
}

const text = { type: 'string' };

it('every keyword of JSON Schema that holds schemas is known', () => {
  const singles = 'additionalItems additionalProperties contains else if not propertyNames then';
  const schema = {
    ...Object.fromEntries(singles.split(' ').map((keyword) => [keyword, text])),
    ...{ properties: { items: text }, patternProperties: { '^a': text } },
    ...{ definitions: { D: text }, $defs: { E: text }, dependencies: { a: ['b'], c: text } },
    ...{ items: [text], allOf: [text], anyOf: [text], oneOf: [text, true] },
    ...{ default: { properties: { a: {} } }, examples: [{ items: {} }], 'x-y': { not: {} } },
  };
  expect(pointersIn(schema, 'schema')).toEqual(
    [
      ...singles.split(' ').map((keyword) => `schema /${keyword}`),
      ...'$defs/E allOf/0 anyOf/0 definitions/D dependencies/a dependencies/c'.split(' '),
      ...'items/0 oneOf/0 oneOf/1 patternProperties/^a properties/items'.split(' '),
    ]
      .map((each) => (each.startsWith('schema ') ? each : `schema /${each}`))
      .toSorted(),
  );
  expect(pointersIn({ items: text }, 'schema')).toEqual(['schema /items']);
});

it('messages have payload, headers, traits and alternatives; parameters of AsyncAPI 2 a schema', () => {
  const message = { payload: text, headers: text, traits: [{}], oneOf: [{}], examples: [{}] };
  expect(pointersIn(message, 'message')).toEqual([
    ...['message /oneOf/0', 'message /traits/0', 'multiFormat /headers', 'multiFormat /payload'],
  ]);
  expect(pointersIn({ schema: text, enum: ['a'] }, 'parameter')).toEqual(['schema /schema']);
});

it('schemas of other formats are not looked into', () => {
  const avro = 'application/vnd.apache.avro;version=1.9.0';
  const json = 'application/schema+json;version=draft-07';
  const inside = (schemaFormat: string) => ({ schemaFormat, schema: text });
  expect(pointersIn(inside(avro), 'multiFormat')).toEqual([]);
  expect(pointersIn(inside(json), 'multiFormat')).toEqual(['schema /schema']);
  const beside = (schemaFormat: string) => ({ schemaFormat, payload: text });
  expect(pointersIn(beside(avro), 'message')).toEqual([]);
  expect(pointersIn(beside(json), 'message')).toEqual(['multiFormat /payload']);
});
