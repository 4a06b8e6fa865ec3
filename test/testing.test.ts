/** The broker that the package exports for tests. */
import { connectAsync } from 'mqtt';
import { expect, it } from '@jest/globals';
import { startTestBroker } from '../src/testing.js';
import { LampClient, LampMockServer } from './apis/generated/lamp/index.js';

it('connects a generated client and its mock server', async () => {
  await using broker = await startTestBroker();
  await using lamp = await LampMockServer.start({ url: broker.url, moduleId: 'm1' });
  await using client = await LampClient.connect({ url: broker.url, moduleId: 'm1' });
  lamp.handleSetLevel(({ level }) => level > 10);
  expect(await client.setLevel({ connector_id: 1, level: 20 })).toBe(true);
});

it('listens on a free loopback port, or on the one that it is given, and ends with the block', async () => {
  let url: string;
  {
    await using broker = await startTestBroker();
    url = broker.url;
    expect(url).toMatch(/^mqtt:\/\/127\.0\.0\.1:[1-9]\d*$/);
    const port = Number(new URL(url).port);
    await expect(startTestBroker({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    // The block closes it again.
    await broker.close();
    await using again = await startTestBroker({ port });
    expect(again.url).toBe(url);
  }
  await expect(connectAsync(url, { reconnectPeriod: 0 })).rejects.toThrow('ECONNREFUSED');
});
