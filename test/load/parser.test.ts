import { expect, it } from '@jest/globals';
import { createParser, type Parse } from '../../src/load/source/parser.js';

function fileOf(parsed: ReturnType<Parse>): unknown {
  return 'file' in parsed ? parsed.file : undefined;
}

const text = 'asyncapi: 3.0.0\n';

it('parses a file once, until its text changes', () => {
  const parse = createParser();
  const first = fileOf(parse('a.yaml', text));
  expect(fileOf(parse('a.yaml', text))).toBe(first);
  const changed = parse('a.yaml', `${text}info: {}\n`);
  expect(changed).toMatchObject({ file: { data: { info: {} } } });
  expect(fileOf(parse('a.yaml', text))).not.toBe(first);
});

it('keeps files with the same text apart, since their findings name them', () => {
  const parse = createParser();
  expect(parse('a.yaml', text)).toMatchObject({ file: { path: 'a.yaml' } });
  expect(parse('b.yaml', text)).toMatchObject({ file: { path: 'b.yaml' } });
});

it('forgets the file that was not needed for longest when the files become large', () => {
  const parse = createParser();
  const large = `x: ${'y'.repeat(200_000)}`;
  const [a, b] = ['a.yaml', 'b.yaml'].map((path) => fileOf(parse(path, large)));
  expect(fileOf(parse('a.yaml', large))).toBe(a);
  parse('c.yaml', large);
  expect(fileOf(parse('a.yaml', large))).toBe(a);
  expect(fileOf(parse('b.yaml', large))).not.toBe(b);
});
