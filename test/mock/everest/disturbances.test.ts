/** What scenarios and tests do to the connection between EVerest and its clients. */
import { expect, it } from '@jest/globals';
import { authConsumer, evseManagerConsumer } from '../../../generated/index.js';
import { startMock, type Mock } from '../../../src/testing.js';

const { EvseManagerConsumerClient, EvseManagerConsumerMockServer } = evseManagerConsumer;
const { AuthConsumerMockServer } = authConsumer;

async function startDisturbed() {
  const mock = await startMock({
    ...{ apis: [EvseManagerConsumerMockServer, AuthConsumerMockServer], everest: true },
    ...{ clock: 'fake', variables: { module_id: 'm1' }, onError: () => undefined },
  });
  const evse = await EvseManagerConsumerClient.connect({ url: mock.url, moduleId: 'm1' });
  const close = async (): Promise<void> => {
    await Promise.all([evse.close(), mock.close()]);
  };
  return { mock, evse, [Symbol.asyncDispose]: close };
}

/** Returns the heartbeats of an API that clients got. */
function beatsOf(mock: Mock, wanted: string): readonly unknown[] {
  return mock
    .history()
    .filter(({ api, operation }) => api === wanted && operation === 'heartbeat')
    .map(({ payload }) => payload);
}

it('heartbeats that get lost are counted, in the modules that are meant', async () => {
  await using disturbed = await startDisturbed();
  const { mock } = disturbed;
  await mock.station.dropHeartbeats({ count: 2, api: 'evse_manager_consumer' });
  await mock.clock.advance(4_000);
  expect(beatsOf(mock, 'evse-manager-consumer')).toEqual([0, 3, 4]);
  expect(beatsOf(mock, 'auth-consumer')).toEqual([0, 1, 2, 3, 4]);
  await mock.station.dropHeartbeats();
  await mock.clock.advance(2_000);
  expect(beatsOf(mock, 'evse-manager-consumer')).toEqual([0, 3, 4, 6]);
  expect(beatsOf(mock, 'auth-consumer')).toEqual([0, 1, 2, 3, 4, 6]);
});

it('replies that are late come when their time is over', async () => {
  await using disturbed = await startDisturbed();
  const { mock, evse } = disturbed;
  await mock.station.delayReplies({ seconds: 2 });
  let reply: unknown;
  const asking = evse.getEvse().then((value) => (reply = value));
  await mock.expect('get_evse').within(5_000).toHaveBeenCalledOnce();
  await mock.clock.advance(1_999);
  const isSent = (): boolean => mock.history().some(({ kind }) => kind === 'reply');
  expect([reply, isSent()]).toEqual([undefined, false]);
  await mock.clock.advance(1);
  expect(await asking).toMatchObject({ id: 1 });
  await mock.station.delayReplies({ seconds: 0 });
  expect(await evse.getEvse()).toMatchObject({ id: 1 });
});

it('replies that are withheld never come, also when others come again', async () => {
  await using disturbed = await startDisturbed();
  const { mock, evse } = disturbed;
  await mock.station.withholdReplies({ api: 'evse_manager_consumer' });
  await expect(evse.getEvse({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  const [withheld] = mock.history().filter(({ kind }) => kind === 'reply');
  expect(withheld?.problem).toContain('The scenario withholds replies');
  await mock.station.resumeReplies({ api: 'evse_manager_consumer' });
  expect(await evse.getEvse()).toMatchObject({ id: 1 });
});
