import { expect, it } from '@jest/globals';
import { addressParameters, parseAddress } from '../../src/model/address.js';

it.each([
  ['a/b', []],
  ['{a}', ['a']],
  ['{a}/x/{b}{c}', ['a', 'b', 'c']],
  ['a/{b', []],
  ['a/{}/b', []],
  ['{}', []],
  ['{a{}', []],
  ['{}{a}', ['a']],
  ['a/{{b}}', ['b']],
  ['', []],
  ['{a}/{a}', ['a', 'a']],
])('the parameters of %s are %j', (text, names) => {
  const address = parseAddress(text);
  expect(addressParameters(address)).toEqual(names);
  const back = address.segments.map((each) =>
    each.kind === 'parameter' ? `{${each.name}}` : each.text,
  );
  expect(back.join('')).toBe(text);
});

it.each([
  ['+', '+'],
  ['#', '#'],
  ['a/+/b', '+'],
  ['{a}/+/+/#', '+ + #'],
  ['a+/b', ''],
  ['a/#/b', ''],
  ['a#', ''],
  ['a/{b}+', ''],
  ['{+}', ''],
  ['a/{#', ''],
])('the wildcards of %s are "%s"', (text, wildcards) => {
  const { segments } = parseAddress(text);
  const found = segments.flatMap((each) => (each.kind === 'wildcard' ? [each.text] : []));
  expect(found.join(' ')).toBe(wildcards);
});
