/** the subscriptions to replies. */
import { expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { Connection } from '../../templates/runtime/connection/connection.js';
import { LampClient } from '../apis/generated/lamp/index.js';
import { startAnswering, type AnsweringBroker } from './answering-broker.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();
const withCommand = ({ arrived }: AnsweringBroker, cmd: string): string[] =>
  arrived.items.filter((line) => line.split(' ')[1] === cmd);
const subscribed = (broker: AnsweringBroker): string[] =>
  withCommand(broker, 'subscribe').map((line) => line.split(' ')[2] ?? '');

it('R-18: a persistent session has one subscription to replies, whichever program resumes it', async () => {
  const broker = await startAnswering(watched);
  for (const clientId of ['station/1', 'station/1', 'station%2f1']) {
    const mqtt = { clean: false, clientId };
    const { client } = await watched.connect({ url: broker.url, mqtt });
    await client.getLamp({ timeoutMs: 10 }).catch(() => undefined);
    await client.close();
  }
  const [first = '', ...others] = subscribed(broker);
  expect(first).toMatch(/\/reply\/station%2f1\/\+$/);
  expect(others).toEqual([first, first.replace('%', '%25')]);
});

it('R-18: a clean session has a topic for replies that nobody can guess', async () => {
  const broker = await startAnswering(watched);
  for (let i = 0; i < 2; i += 1) {
    const { client } = await watched.connect({ url: broker.url, mqtt: { clientId: 'station' } });
    await client.getLamp({ timeoutMs: 10 }).catch(() => undefined);
  }
  expect(new Set(subscribed(broker)).size).toBe(2);
});

it('R-18: each API on a connection has its own `replyTopic`', async () => {
  const broker = await startAnswering(watched);
  const given = await connectAsync(broker.url);
  const clients = ['first', 'second'].map((replyTopic) =>
    LampClient.connect({ client: given, moduleId: 'm1', replyTopic }),
  );
  for (const client of await Promise.all(clients)) {
    await client.getLamp({ timeoutMs: 10 }).catch(() => undefined);
  }
  expect(subscribed(broker).map((filter) => filter.split('/')[0])).toEqual(['first', 'second']);
  for (const client of await Promise.all(clients)) await client.close();
  await given.endAsync(true);
});

it('R-18: reply topics with parameters do not add subscriptions without end', async () => {
  const broker = await startAnswering(watched);
  const given = await connectAsync(broker.url);
  const connection = Connection.acquire(given);
  const space = connection.spaceOf('');
  const pending = space.inboxes.sharedAt('back/pending');
  pending.expect(pending.reserve(), { resolve: () => undefined });
  await space.openInbox(pending);
  for (let i = 0; i < 250; i += 1) {
    await space.openInbox(space.inboxes.sharedAt(`back/${String(i)}`));
  }
  expect(space.inboxes.sharedAt('back/pending')).toBe(pending);
  await space.openInbox(space.inboxes.sharedAt('back/0'));
  const ended = withCommand(broker, 'unsubscribe');
  expect(ended).not.toContain('0 unsubscribe back/pending');
  expect(withCommand(broker, 'subscribe').length - ended.length).toBeLessThanOrEqual(100);
  await connection.release(1000);
  await given.endAsync(true);
});
