/** connections that are dead, and how the keepalive time is agreed on. */
import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import { Collector } from '../runtime/harness.js';
import { startEmbeddedBroker } from '../support/broker.js';
import { startProxy } from '../support/proxy.js';
import { mosquittoForTests, test } from './on-mosquitto.js';
import { useWatched } from './watched-client.js';

const watched = useWatched();

/** By far longer than one and a half times a keepalive time of 1 s, on a busy machine, too. */
const CEILING_MS = 10_000;

it.each([0, 1] as const)(
  'R-10: a half-open connection is noticed, although messages with QoS %i are sent all the time',
  async (qos) => {
    const broker = await startEmbeddedBroker();
    const proxy = await startProxy(broker.port);
    const { client, states, reasons } = await watched.connect({
      url: proxy.url,
      mqtt: { keepalive: 1 },
      reconnect: { baseDelayMs: 1, maxDelayMs: 20 },
    });
    const isOver = new AbortController();
    const sending = (async () => {
      while (!isOver.signal.aborted) {
        await client.sendPing({ qos, timeoutMs: 20 }).catch(() => undefined);
        await sleep(20);
      }
    })();
    const began = performance.now();
    proxy.unplug();
    expect(await states.reach(3)).toEqual(['connected', 'reconnecting', 'connected']);
    expect(performance.now() - began).toBeLessThan(CEILING_MS);
    expect(reasons[0]).toMatch(/keepalive/i);
    isOver.abort();
    await sending;
    await client.sendPing({ qos: 1 });
    await client.close();
    await proxy.stop();
    await broker.stop();
  },
);

const broker = mosquittoForTests();

// Browsers run the timers of a hidden tab once a minute, unless they are those of a worker.
test('R-10: a client whose timers are throttled comes back, and gets what it has missed', async () => {
  const throttled = {
    set: (run: () => void, ms: number) => Number(setInterval(run, ms * 8)),
    clear: (timer: number) => clearInterval(timer),
  };
  const seen = new Collector<number>();
  const states = new Collector<string>();
  const client = await LampClient.connect({
    url: broker.url,
    moduleId: 'm1',
    mqtt: { keepalive: 1, clean: false, clientId: 'tab', timerVariant: throttled },
    reconnect: { baseDelayMs: 1, maxDelayMs: 20 },
    handlers: { onLamp: ({ level }: Lamp) => seen.add(level) },
    onStateChange: states.add,
    onError: () => undefined,
  });
  const mock = await LampMockServer.start({ url: broker.url, moduleId: 'm1', heartbeatMs: 0 });
  await states.reach(2);
  await mock.sendLamp({ lamp_id: 'a', level: 7 });
  expect(await seen.reach(1)).toEqual([7]);
  expect(states.items.slice(0, 3)).toEqual(['connected', 'reconnecting', 'connected']);
  await client.close();
  await mock.close();
});

it('R-12: the keepalive time of the broker replaces that of the client', async () => {
  const pings = new Collector<number>();
  const scripted = await watched.broker({
    properties: { serverKeepAlive: 1 },
    onPing: () => pings.add(performance.now()),
  });
  const began = performance.now();
  await watched.connect({ url: scripted.url, mqtt: { protocolVersion: 5, keepalive: 60 } });
  const [first = Infinity] = await pings.reach(1);
  expect(first - began).toBeLessThan(CEILING_MS);
});
