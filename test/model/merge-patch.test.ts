/** JSON Merge Patch over nodes: RFC 7386, and what keeps it within limits. */
import { expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../src/json/json.js';
import { createMergePatch } from '../../src/model/merge-patch.js';
import { Node } from '../../src/model/node.js';

const file = '/a.yaml';

/** References lead to the definitions of their name. */
function nodesOf(definitions: Readonly<Record<string, Json>>) {
  const locate = ({ $ref }: JsonObject) =>
    typeof $ref === 'string' ? { file, pointer: `/${$ref}` } : undefined;
  const source = {
    path: file,
    text: '',
    data: definitions,
    place: () => ({ file, line: 1, column: 1 }),
  };
  const links = { files: new Map([[file, source]]), linkOf: locate, endOf: locate };
  return (value: Json, pointer = ''): Node => new Node({ value, origin: { file, pointer } }, links);
}

function merged(target: Json, patch: Json, definitions: Readonly<Record<string, Json>> = {}): Json {
  const nodeOf = nodesOf(definitions);
  return createMergePatch({ mostFields: 1000 })(nodeOf(target), nodeOf(patch)).value;
}

// RFC 7386, appendix A, but for patches that lose what is null in them where there is no target.
it.each<readonly [Json, Json, Json]>([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
])('%j and the patch %j are %j', (target, patch, expected) => {
  expect(merged(target, patch)).toEqual(expected);
});

it('keeps references where only one value has something, and follows them where both have', () => {
  const definitions = { A: { x: 1 }, B: { y: 2 } };
  expect(
    merged({ a: { $ref: 'A' }, both: { $ref: 'A' } }, { both: { $ref: 'B' } }, definitions),
  ).toEqual({ a: { $ref: 'A' }, both: { x: 1, y: 2 } });
});

it('takes the fields whole that it is told to', () => {
  const nodeOf = nodesOf({});
  const merge = createMergePatch({ mostFields: 1000, isWhole: (key) => key === 'w' });
  const both = merge(nodeOf({ w: { a: 1 }, v: { a: 1 } }), nodeOf({ w: { b: 2 }, v: { b: 2 } }));
  expect(both.value).toEqual({ w: { b: 2 }, v: { a: 1, b: 2 } });
});

it('T-10: ends where two values lead back to themselves', () => {
  const definitions = { A: { next: { $ref: 'A' }, a: 1 }, B: { next: { $ref: 'B' }, b: 2 } };
  expect(merged({ $ref: 'A' }, { $ref: 'B' }, definitions)).toEqual({
    a: 1,
    b: 2,
    next: { $ref: 'B' },
  });
});

it('T-10: merges no more fields than it may, and then takes the patch', () => {
  const levels = 40;
  const at = (name: string, level: number): Json => ({ $ref: `${name}${level}` });
  const definitions = Object.fromEntries(
    ['A', 'B'].flatMap((name) =>
      Array.from({ length: levels }, (_, level) => {
        return [`${name}${level}`, { l: at(name, level + 1), r: at(name, level + 1), [name]: 1 }];
      }),
    ),
  );
  const ends = { [`A${levels}`]: 'a', [`B${levels}`]: 'b' };
  const nodeOf = nodesOf({ ...definitions, ...ends });
  const merge = createMergePatch({ mostFields: 10_000 });
  const both = merge(nodeOf(at('A', 0)), nodeOf(at('B', 0)));
  // 2^40 fields would be merged without a limit.
  expect(both.get('l', 'l')?.value).toMatchObject({ A: 1, B: 1 });
});

it('T-11: merges no deeper than it may, and then takes the patch', () => {
  const nested = (name: string, depth: number): Json => {
    let value: Json = { [name]: 1 };
    for (let level = 0; level < depth; level += 1) value = { next: value, [name]: 1 };
    return value;
  };
  const nodeOf = nodesOf({});
  const merge = createMergePatch({ mostFields: Infinity });
  const both = merge(nodeOf(nested('a', 100_000)), nodeOf(nested('b', 100_000)));
  expect(both.get(...Array<string>(150).fill('next'))?.value).toMatchObject({ a: 1, b: 1 });
  expect(both.get(...Array<string>(300).fill('next'), 'a')).toBeUndefined();
});
