import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TopicError } from '../../templates/runtime/errors.js';
import {
  checkTopicValue,
  isTopicName,
  joinTopic,
  matchesFilter,
} from '../../templates/runtime/topics/topic.js';
import { TopicTemplate } from '../../templates/runtime/topics/topic-template.js';

test.each([
  ['everest_api/', 'discover', 'everest_api/discover'],
  ['everest_api', 'discover', 'everest_api/discover'],
  ['everest_api//', '/discover', 'everest_api/discover'],
  ['/production', 'a/b', '/production/a/b'],
  ['/', 'a', '/a'],
  ['', '/a/', '/a/'],
])('joins %j and %j', (prefix, address, topic) => {
  expect(joinTopic(prefix, address)).toBe(topic);
});

test.each([
  ['a/b', true],
  [' ', true],
  ['a\u{1F600}', true],
  ['x'.repeat(65_535), true],
  ['', false],
  ['a/+', false],
  ['a/#', false],
  ['a\0', false],
  ['a\ud800', false],
  ['x'.repeat(65_536), false],
  ['é'.repeat(32_768), false],
])('knows whether %j is a topic (case %#)', (topic, verdict) => {
  expect(isTopicName(topic)).toBe(verdict);
});

test.each([
  ['a/b', 'a/b', true],
  ['a/b', 'a/c', false],
  ['a/b', 'a/b/c', false],
  ['a/+', 'a/b', true],
  ['a/+', 'a/', true],
  ['a/+', 'a', false],
  ['a/+', 'a/b/c', false],
  ['+/+', '/a', true],
  ['+', '/a', false],
  ['a/+/c', 'a/b/c', true],
  ['a/+/c', 'a//c', true],
  ['a/#', 'a', true],
  ['a/#', 'a/b/c', true],
  ['a/#', 'ab', false],
  ['#', 'a/b', true],
  ['+/b/#', 'a/b', true],
  ['#', '$SYS/x', false],
  ['+/x', '$SYS/x', false],
  ['$SYS/#', '$SYS/x', true],
])('matches %s with %s: %s (MQTT 4.7)', (filter, topic, verdict) => {
  expect(matchesFilter(filter, topic)).toBe(verdict);
});

const level = fc.constantFrom('a', 'b', '', '$x');

test('matches as splitting at the slashes would', () => {
  const filters = fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 });
  const topics = fc.array(level, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(filters, fc.boolean(), topics, (filter, isOpen, topic) => {
      const all = isOpen ? [...filter, '#'] : filter;
      expect(matchesFilter(all.join('/'), topic.join('/'))).toBe(matchesBySplitting(all, topic));
    }),
    { numRuns: 5000 },
  );
});

function matchesBySplitting(filter: string[], topic: string[]): boolean {
  if (topic.join('/').startsWith('$') && !filter.join('/').startsWith('$')) {
    return false;
  }
  const end = filter.indexOf('#');
  const wanted = end < 0 ? filter : filter.slice(0, end);
  const fits = end < 0 ? topic.length === wanted.length : topic.length >= wanted.length;
  return fits && wanted.every((part, i) => part === '+' || part === topic[i]);
}

test.each(['', 'a/b', 'a+', '#', 'a\0b', 'a\nb', '\ufffe', '\ud800', 5, undefined])(
  '%j fills no place',
  (value) => {
    expect(() => checkTopicValue({ name: 'module_id' }, value)).toThrow(TopicError);
  },
);

test('the error says what may stand there', () => {
  expect(() => checkTopicValue({ name: 'kind', values: ['wall', 'desk'] }, 'floor')).toThrow(
    '"kind" cannot be "floor": it must be one of "wall", "desk"',
  );
});

describe('a template', () => {
  const template = new TopicTemplate({
    prefix: 'lamps/{not_a_parameter}',
    address: 'e2m/{room}/lamp-{kind}',
    parameters: { kind: { values: ['wall', 'desk'], default: 'desk' } },
  });

  test('gives a topic, with the default where a value is left out', () => {
    expect(template.format({ room: 'r1', kind: 'wall' })).toBe(
      'lamps/{not_a_parameter}/e2m/r1/lamp-wall',
    );
    expect(template.format({ room: 'r1' })).toBe('lamps/{not_a_parameter}/e2m/r1/lamp-desk');
  });

  test('selects by parameters that share a level, which no filter can', () => {
    const shared = new TopicTemplate({ prefix: 'p', address: 'dev/{model}-{serial}/report' });
    expect(shared.filter({ model: 'alpha' })).toBe('p/dev/+/report');
    expect(shared.selects('p/dev/alpha-7/report', { model: 'alpha' })).toBe(true);
    expect(shared.selects('p/dev/beta-7/report', { model: 'alpha' })).toBe(false);
    expect(shared.selects('p/dev/beta-7/report', { model: undefined })).toBe(true);
    expect(shared.selects('p/dev/beta/report', {})).toBe(false);
  });

  test('gives a filter, with wildcards for what is left out', () => {
    expect(template.filter()).toBe('lamps/{not_a_parameter}/e2m/+/+');
    expect(template.filter({ kind: 'wall' })).toBe('lamps/{not_a_parameter}/e2m/+/lamp-wall');
    expect(template.filter({ room: undefined })).toBe('lamps/{not_a_parameter}/e2m/+/+');
  });

  test('reads the parameters of its topics only', () => {
    const prefix = 'lamps/{not_a_parameter}/e2m';
    expect(template.match(`${prefix}/r1/lamp-wall`)).toEqual({ room: 'r1', kind: 'wall' });
    expect(template.match(`${prefix}/r1/lamp-floor`)).toBeUndefined();
    expect(template.match(`${prefix}/r1/wall`)).toBeUndefined();
    expect(template.match(`${prefix}/r1/lamp-wall/x`)).toBeUndefined();
  });

  test('R-15: refuses names and values that make no topic', () => {
    expect(() => template.format({ kind: 'wall' })).toThrow(TopicError);
    expect(() => template.format({ room: 'a/b', kind: 'wall' })).toThrow(TopicError);
    expect(() => template.format({ room: 'a', kind: 'floor' })).toThrow(TopicError);
    expect(() => template.filter({ rom: 'a' })).toThrow('has no parameter "rom"');
    const open = new TopicTemplate({ prefix: '', address: '{a}/b' });
    expect(() => open.format({ a: '$SYS' })).toThrow('the broker');
    expect(() => open.format({ a: 'x'.repeat(65_535) })).toThrow(TopicError);
  });

  test('R-15: refuses values that could not be told apart again', () => {
    const ambiguous = new TopicTemplate({ prefix: '', address: 'x/{a}-{b}' });
    expect(ambiguous.format({ a: '1', b: '2-3' })).toBe('x/1-2-3');
    expect(() => ambiguous.format({ a: '1-2', b: '3' })).toThrow(TopicError);
  });

  test('R-15: reads back what it wrote', () => {
    const twoInOne = new TopicTemplate({ prefix: 'p/', address: '{a}/x-{b}.{c}/{a_b}' });
    const value = fc.string({
      minLength: 1,
      unit: fc.constantFrom('a', '.', '-', ' ', 'é', '{a}', '$'),
    });
    fc.assert(
      fc.property(fc.record({ a: value, b: value, c: value, a_b: value }), (parameters) => {
        let topic: string;
        try {
          topic = twoInOne.format(parameters);
        } catch (error) {
          expect(error).toBeInstanceOf(TopicError);
          return;
        }
        expect(twoInOne.match(topic)).toEqual(parameters);
      }),
      { numRuns: 2000 },
    );
  });

  describe('with a parameter of several levels at its end', () => {
    const template = new TopicTemplate({
      prefix: 'p',
      address: 'logs/{wildcard1}/{wildcard2}',
      parameters: { wildcard1: {}, wildcard2: { multiLevel: true } },
    });

    test('gives a filter with # for what is left out', () => {
      expect(template.filter()).toBe('p/logs/+/#');
      expect(template.filter({ wildcard1: 'a' })).toBe('p/logs/a/#');
      expect(template.filter({ wildcard2: 'b/c' })).toBe('p/logs/+/b/c');
    });

    test('reads everything from there on, or nothing', () => {
      expect(template.match('p/logs/a/b/c')).toEqual({ wildcard1: 'a', wildcard2: 'b/c' });
      expect(template.match('p/logs/a/')).toEqual({ wildcard1: 'a', wildcard2: '' });
      expect(template.match('p/logs/a')).toEqual({ wildcard1: 'a', wildcard2: '' });
      expect(template.match('p/logs')).toBeUndefined();
      expect(template.match('p/log/a/b')).toBeUndefined();
    });

    test('selects by its value', () => {
      expect(template.selects('p/logs/a/b/c', { wildcard2: 'b/c' })).toBe(true);
      expect(template.selects('p/logs/a/b/d', { wildcard2: 'b/c' })).toBe(false);
    });

    test('gives a topic, without wildcards and other forbidden characters', () => {
      expect(template.format({ wildcard1: 'a', wildcard2: 'b/c' })).toBe('p/logs/a/b/c');
      for (const wildcard2 of ['', '#', 'a/+', 'a\0']) {
        expect(() => template.format({ wildcard1: 'a', wildcard2 })).toThrow(TopicError);
      }
      expect(() => template.format({ wildcard1: 'a/b', wildcard2: 'c' })).toThrow(TopicError);
    });

    test('may be the whole address', () => {
      const all = new TopicTemplate({
        prefix: '',
        address: '{wildcard1}',
        parameters: { wildcard1: { multiLevel: true } },
      });
      expect(all.filter()).toBe('#');
      expect(all.match('a/b')).toEqual({ wildcard1: 'a/b' });
    });
  });
});
