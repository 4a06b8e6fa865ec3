import { expect, it } from '@jest/globals';
import { encodingOf } from '../../src/model/encoding.js';

it.each([
  ['application/json', 'json'],
  ['Application/JSON; charset=utf-8', 'json'],
  ['application/vnd.acme.event+json;v=1', 'json'],
  ['text/json', 'json'],
  ['text/plain', 'text'],
  [' text/csv ; header=present', 'text'],
  ['application/octet-stream', 'binary'],
  ['image/png', 'binary'],
  ['application/x-protobuf', 'binary'],
  ['application/xml', 'binary'],
  ['application/jsonl', 'binary'],
])('%s is %s', (contentType, encoding) => {
  expect(encodingOf(contentType)).toBe(encoding);
});
