import { expect, it } from '@jest/globals';
import { knownFields } from '../../src/build/known-fields.js';

it('the fields of an object are listed by the path of the error about another field', () => {
  const closed = { additionalProperties: false, properties: { a: {}, b: {} } };
  const part = {
    ...closed,
    allOf: [{ properties: { c: {} } }, { properties: { 'x/y': closed } }],
  };
  expect(knownFields(part, '#/allOf/0')).toEqual({
    '#/allOf/0/additionalProperties': ['a', 'b'],
    '#/allOf/0/allOf/1/properties/x~1y/additionalProperties': ['a', 'b'],
  });
});
