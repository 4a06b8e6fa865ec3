import { expect, test } from '@jest/globals';
import type { IPublishPacket } from 'mqtt';
import { Inbox } from '../../templates/runtime/connection/inbox.js';
import type { IncomingMessage } from '../../templates/runtime/messages/message.js';
import { TaskGroup } from '../../templates/runtime/connection/tasks.js';

function reply(topic: string, correlationData?: Uint8Array): IncomingMessage {
  const properties = correlationData && { correlationData: Buffer.from(correlationData) };
  const packet: IPublishPacket = {
    cmd: 'publish',
    topic,
    payload: '',
    qos: 0,
    dup: false,
    retain: false,
    ...(properties && { properties }),
  };
  return { topic, body: new Uint8Array(), packet };
}

test('fault 13: every place is below the filter, and nobody can guess it', () => {
  const inbox = new Inbox('a/reply');
  const places = [inbox.reserve({ isCorrelated: true }), inbox.reserve({ isCorrelated: true })].map(
    ({ replyTo }) => replyTo,
  );
  expect(inbox.filter).toMatch(/^a\/reply\/[0-9a-f]{32}\/\+$/);
  for (const place of places) {
    expect(place.slice(0, -32)).toBe(inbox.filter.slice(0, -1));
    expect(place.slice(-32)).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(places[0]).not.toBe(places[1]);
  expect(new Inbox('a/reply').filter).not.toBe(inbox.filter);
});

test('a reply with foreign correlation data is not ours; one without is known by its topic', async () => {
  const inbox = new Inbox('a');
  const group = new TaskGroup();
  const waiter = inbox.reserve({ isCorrelated: true });
  const task = group.start<IncomingMessage>();
  inbox.receive(reply(waiter.replyTo));
  inbox.expect(waiter, task);
  inbox.receive(reply('a/elsewhere'));
  inbox.receive(reply(waiter.replyTo, Uint8Array.of(1)));
  inbox.receive(reply(waiter.replyTo, new Uint8Array(16)));
  inbox.receive(reply(waiter.replyTo, waiter.correlationData?.subarray(0, 15)));
  expect(task.isSettled).toBe(false);
  inbox.receive(reply(waiter.replyTo, waiter.correlationData));
  expect((await task.promise).topic).toBe(waiter.replyTo);
  const second = inbox.reserve({ isCorrelated: true });
  const other = group.start<IncomingMessage>();
  inbox.expect(second, other);
  inbox.receive(reply(second.replyTo));
  expect(other.isSettled).toBe(true);
});

test('what was forgotten gets nothing', () => {
  const inbox = new Inbox('a');
  const waiter = inbox.reserve({ isCorrelated: true });
  const task = new TaskGroup().start<IncomingMessage>();
  inbox.expect(waiter, task);
  inbox.forget(waiter);
  inbox.receive(reply(waiter.replyTo));
  expect(task.isSettled).toBe(false);
});
