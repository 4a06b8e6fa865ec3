import { describe, expect, it } from '@jest/globals';
import specs from '@asyncapi/specs';
import { completed, toJson } from '../../src/build/definitions.js';
import { splitIntoParts } from '../../src/build/split.js';
import type { Json } from '../../src/json/json.js';
import { versions } from '../../src/load/version.js';

const object = { type: 'object', properties: { a: { type: 'string' } } };
const definitions = {
  name: { type: 'string', title: 'A name' },
  thing: object,
  tree: { type: 'object', additionalProperties: { $ref: '#/definitions/tree' } },
  Reference: { required: ['$ref'], properties: { $ref: { type: 'string' } } },
  text: { oneOf: [{ $ref: '#/definitions/Reference' }, { oneOf: [{ type: 'string' }, object] }] },
};

/** The part for a value of which the given schema is the field `a`, and the names of all parts. */
function partOf(field: Json): { readonly field: unknown; readonly names: readonly string[] } {
  const parts = splitIntoParts({ properties: { a: field }, definitions });
  const root = Object(parts.get(''));
  return { field: root.properties.a, names: [...parts.keys()].toSorted() };
}

const refer = (name: string): Json => ({ $ref: `#/definitions/${name}` });

describe('a schema', () => {
  it('for an object within is a part of its own, and so are those that it refers to', () => {
    expect(partOf(refer('thing'))).toEqual({ field: { part: 'thing' }, names: ['', 'thing'] });
    expect(partOf(refer('tree'))).toEqual({ field: { part: 'tree' }, names: ['', 'tree'] });
  });

  it('for a plain value stays where it is, without what says nothing', () => {
    expect(partOf(refer('name'))).toEqual({ field: { type: 'string' }, names: [''] });
  });

  it('for the value of the part itself is included', () => {
    const parts = splitIntoParts({
      allOf: [refer('thing'), { then: refer('thing') }],
      definitions,
    });
    expect([...parts]).toEqual([['', { allOf: [object, { then: object }] }]]);
  });

  it('beside a reference is a part of which a reference may take the place', () => {
    const field = { oneOf: [refer('Reference'), refer('thing')] };
    expect(partOf(field)).toEqual({ field: { partOrReference: 'thing' }, names: ['', 'thing'] });
  });

  it('with alternatives within alternatives has one list of them', () => {
    const names = ['text/oneOf/1/oneOf/0', 'text/oneOf/1/oneOf/1'];
    expect(partOf(refer('text'))).toEqual({
      field: { partOrReference: names.join('|') },
      names: ['', ...names],
    });
  });

  it('keeps alternatives that say nothing of values within', () => {
    const field = { anyOf: [{ required: ['a'] }, { properties: { b: { const: 1 } } }] };
    expect(partOf(field)).toEqual({ field, names: [''] });
  });

  it('compares items by a keyword of ours', () => {
    expect(partOf({ uniqueItems: true }).field).toEqual({ distinct: true });
  });

  it('with a condition on objects within, or an unknown keyword, is refused', () => {
    expect(() => partOf({ not: { properties: { b: refer('thing') } } })).toThrow(
      '/not must not need other parts',
    );
    expect(() => partOf({ contains: {} })).toThrow('/contains is not supported');
    expect(() => partOf(refer('nothing'))).toThrow('has no "/definitions/nothing"');
  });
});

describe("AsyncAPI's own schema", () => {
  it.each(Object.entries(specs.schemasWithoutId))('has parts: %s', (version, schema) => {
    const parts = splitIntoParts(completed(toJson(schema), version));
    expect(parts.size).toBeGreaterThan(40);
    const text = JSON.stringify([...parts]);
    expect(/"\$ref":"#|"uniqueItems":true/.exec(text)).toBeNull();
  });

  it('is there for the supported versions', () => {
    expect(Object.keys(specs.schemasWithoutId)).toEqual(versions);
  });

  it('is refused where it is not what it was when it was completed', () => {
    expect(() => completed({ definitions: {} }, '2.6.0')).toThrow('no "message"');
    expect(() => completed({ definitions: {} }, '3.0.0')).toThrow('no "channel"');
  });
});
