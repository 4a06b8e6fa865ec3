import { expect, it } from '@jest/globals';
import { openLog } from '../../src/cli/mock-log.js';
import { createPaint } from '../../src/cli/paint.js';
import { LogFolding } from '../../src/mock/log-folding.js';
import type { MockEvent } from '../../src/mock/mock-event.js';
import type { ObservedMessage } from '../../templates/runtime/index.js';

const time = new Date('2026-01-01T12:00:00Z');

function eventOf(payload: unknown, more: Partial<ObservedMessage> = {}): MockEvent {
  const usual = { direction: 'sent', kind: 'message', operation: 'heartbeat' } as const;
  const message = { ...usual, topic: 'a/heartbeat', payload, ...more };
  return { event: 'message', api: 'lift', id: 'receive_heartbeat', time, message };
}

function unusedOn(topic: string): MockEvent {
  return { event: 'unused', time, topic, payload: new Uint8Array(), reason: 'nobody' };
}

/** Returns, for each event, "full", how many there were so far, or "nothing". */
function fold(events: readonly MockEvent[]): readonly (string | number)[] {
  const folding = new LogFolding();
  return events.map((event) => {
    const folded = folding.next(event);
    return folded.kind === 'count' ? folded.count : folded.kind;
  });
}

/** Returns the numbers of the events, from 1, that are logged. */
function loggedOf(events: readonly MockEvent[]): readonly number[] {
  return fold(events).flatMap((each, index) => (each === 'nothing' ? [] : [index + 1]));
}

const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

it('of heartbeats, the first is logged, then the 10th, the 100th and each 1000th', () => {
  const beats = count(2_500).map((payload) => eventOf(payload));
  expect(loggedOf(beats)).toEqual([1, 10, 100, 1_000, 2_000]);
  expect(fold(beats)[9]).toBe(10);
  const checks = beats.map(() => eventOf(true));
  expect(loggedOf(checks)).toEqual([1, 10, 100, 1_000, 2_000]);
});

it('a heartbeat that starts again, or stops counting, starts a new run', () => {
  expect(fold([0, 1, 2, 0, 1, 1, 5].map((payload) => eventOf(payload)))).toEqual([
    ...['full', 'nothing', 'nothing'],
    ...['full', 'nothing'],
    ...['full', 'full'],
  ]);
  expect(fold([true, true, false, true].map((payload) => eventOf(payload)))).toEqual([
    ...['full', 'nothing', 'full', 'full'],
  ]);
});

it.each<[string, (index: number) => MockEvent]>([
  ['other messages', () => eventOf('the same')],
  ['objects', () => eventOf({ count: 1 })],
  ['requests', () => eventOf(true, { kind: 'request' })],
  ['messages that are not valid', () => eventOf(undefined, { error: new Error('not valid') })],
  ['errors', () => ({ event: 'error', error: new Error('away') })],
  ['messages of many topics', (index) => eventOf(true, { topic: `a/${index}` })],
])('%s are all logged', (_, make) => {
  expect(new Set(fold(count(1_500).map(make)))).toEqual(new Set(['full']));
});

it('counts each topic, direction and API by itself, and no more than a thousand of them', () => {
  const [own, other] = [eventOf(true), eventOf(true, { topic: 'b/heartbeat' })];
  const received = eventOf(true, { direction: 'received' });
  expect(fold([own, other, received, own, other, received])).toEqual([
    ...['full', 'full', 'full', 'nothing', 'nothing', 'nothing'],
  ]);
  const many = count(1_001).map((index) => unusedOn(`t/${index}`));
  expect(fold([...many, ...many]).slice(-2)).toEqual(['nothing', 'full']);
});

it('the log shows a heartbeat, and then how many there were', async () => {
  let printed = '';
  const out = { terminal: false, color: false, paint: createPaint(false) };
  const write = (text: string): void => void (printed += text);
  const log = await openLog({ log: [], format: 'pretty' }, { out: { ...out, write } });
  for (const payload of count(12)) log.add(eventOf(payload));
  expect(printed).toBe(
    '12:00:00.000 → message a/heartbeat 0\n12:00:00.000 → message a/heartbeat 9 (10 so far)\n',
  );
});
