/** Which patterns can keep a matcher busy for ever, and which only look like it. */
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import { slowPart } from '../../src/rules/backtracking/slow-part.js';
import { brief, lintPayload } from './linting.js';

/** With what has to be repeated, and stand at the end, for a match to take exponential time. */
const slow: readonly (readonly [pattern: string, part: string, repeated: string, end?: string])[] =
  [
    ['^(a|a)*$', '(a|a)*', 'a'],
    ['(a+)+$', '(a+)+', 'a'],
    ['^(a*)*b', '(a*)*', 'a'],
    ['^(a|aa)+$', '(a|aa)+', 'a'],
    ['^(?:a|b|ab)*$', '(?:a|b|ab)*', 'ab'],
    ['^(\\w+\\s?)*$', '(\\w+\\s?)*', 'a'],
    ['^(x+x+)+y', '(x+x+)+', 'x'],
    ['^(?:[a-z0-9]+-?)+$', '(?:[a-z0-9]+-?)+', 'a'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', '(([a-z])+.)+', 'a'],
    ['^(?=(a+)+$)', '(a+)+', 'a'],
    ['^(\\p{L}+)*$', '(\\p{L}+)*', 'a'],
    ['^(\\p{L}|é)*$', '(\\p{L}|é)*', 'é'],
    ['^([^a]|😀)*$', '([^a]|😀)*', '😀', 'a'],
    ['^(?:\\d|\\w)+x', '(?:\\d|\\w)+', '1'],
    ['^(a{1,64})+$', '(a{1,64})+', 'a'],
    ['^(?:(a+)+b)*', '(a+)+', 'a'],
    ['^(_|\\W)*\\d$|^(é|\\W)*\\d$', '(é|\\W)*', 'é'],
    ['^(a|b?a)*(|b)c', '(a|b?a)*', 'a'],
  ];

const fast = [
  '^[a-z]+$',
  '^([0-9a-f]{2}:){5}[0-9a-f]{2}$',
  '^(?:[0-9a-f]{32})+$',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$',
  '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?$',
  '^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\\-]*[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\\-]*[A-Za-z0-9])$',
  '^((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.?\\b){4}$',
  '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?$',
  '^([A-Z]{2}\\*?){1}[A-Z0-9]{3}\\*?E[A-Z0-9]+(\\*?[A-Z0-9]{1,30})?$',
  '^(?:\\+|00)[1-9](?:[ -]?\\d){6,14}$',
  '^([a-z]+,)*[a-z]+$',
  '^[^\\s]+(\\s+[^\\s]+)*$',
  '^(/[^/]+)*/?$',
  '^(foo|bar|baz)+$',
  '^(?:w0|w1|w10)*$',
  '^(é|[a-z])*\\d$',
  // What cannot fail afterwards is never tried again.
  '(a+)+',
  '^(a+)+(b|)',
  '(?!(a+)+)b',
  'a{100000}$',
];

it.each(slow)('%s can be kept busy, by the part %s', (pattern, part, repeated, end = '!') => {
  expect(slowPart(pattern)).toEqual({ text: part });
  const expression = new RegExp(pattern, 'u');
  const sandbox = { expression, text: repeated.repeat(60) + end };
  const match = (): unknown => runInNewContext('expression.test(text)', sandbox, { timeout: 100 });
  expect(match).toThrow('timed out');
});

it.each(fast)('%s cannot', (pattern) => {
  expect(slowPart(pattern)).toBeUndefined();
});

it.each([
  ['^(\\-|\\-)*$', '(\\-|\\-)*'],
  ['(?<=(a+)+)b', '(a+)+'],
  ['^(a?){30}a{30}$', '(a?){30}'],
  ['^(a{1,2}){30}$', '(a{1,2}){30}'],
  ['^(.*?,){11}P', '(.*?,){11}'],
])('%s is found by %s', (pattern, part) => {
  expect(slowPart(pattern)).toEqual({ text: part });
});

const words = Array.from({ length: 3_000 }, (_, index) => `w${String(index)}`).join('|');

it.each([
  ['many words in a loop', `^(?:${words})*$`],
  ['many alternatives', `^(?:${[...words].fill('[a-z]').join('|')})*$`],
  ['many optional parts', `^(?:${'a?'.repeat(5_000)})*b`],
  ['nested repetitions', '^(((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9})*$'],
  ['deep nesting', `${'('.repeat(100_000)}a${')'.repeat(100_000)}*$`],
  [
    'many characters',
    `^([${Array.from({ length: 9_000 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('')}]|b)*$`,
  ],
])('%s are not looked at for long', (_, pattern) => {
  const start = performance.now();
  expect(slowPart(pattern)).toBe('too large');
  expect(performance.now() - start).toBeLessThan(5_000);
});

it('is a warning at each pattern, with the part and a remedy', async () => {
  const found = await lintPayload(
    "{ type: object, properties: { a: { type: string, pattern: '^(a+)+$' } }, patternProperties: { '^(a|a)*$': {} } }",
  );
  expect(brief(found)).toEqual(['warning PATTERN_SLOW 4:96', 'warning PATTERN_SLOW 4:51']);
  expect(found[1]?.message).toContain('"(a+)+" can match the same characters in many ways');
  expect(found[0]?.help).toContain('a+ instead of (a+)+');
});

it('is a warning where it cannot be told', async () => {
  const found = await lintPayload(`{ type: string, pattern: '^(?:${'a?'.repeat(900)})*b' }`);
  expect(brief(found)).toEqual(['warning PATTERN_SLOW 4:18']);
  expect(found[0]?.message).toContain('too large');
});
