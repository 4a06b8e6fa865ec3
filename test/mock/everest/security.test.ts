/** Replies that no document allows: two to one request, and one that is not JSON. */
import { expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { startTestBroker } from '../../../src/testing.js';
import { FakeClock } from '../../../src/mock/clock/fake-clock.js';
import { EverestMock } from '../../../src/mock/everest/everest-mock.js';
import { Quirks, type Switches } from '../../../src/mock/everest/quirks.js';
import { Collector } from '../../runtime/harness.js';
import {
  acceptAnything,
  startMockServer,
  type ApiDescriptor,
  type RequestOperation,
} from '../../../templates/runtime/index.js';

const base = 'everest_api/1/evse_security_consumer/certs';
const request = (name: string): RequestOperation => ({
  ...{ id: name, kind: 'request', address: `m2e/${name}`, envelope: 'body' },
  messages: { request: { payload: acceptAnything } },
  payload: true,
  replies: { reply: { payload: acceptAnything } },
});
const api: ApiDescriptor = {
  name: 'certs',
  servers: {
    default: { host: '', protocol: 'mqtt', pathname: base.replace('certs', '{module_id}') },
  },
  operations: {
    isInstalled: request('is_ca_certificate_installed'),
    getLocation: request('get_verify_location'),
  },
};

/** Returns the bodies of all replies, sorted. */
async function repliesWith(switches: Switches, count: number): Promise<readonly string[]> {
  await using broker = await startTestBroker();
  const clock = new FakeClock();
  const nothing = (): void => undefined;
  const everest = new EverestMock({
    ...{ clock, liveClock: clock, seed: 1, profile: 'main', report: nothing, note: nothing },
    quirks: new Quirks('main', switches),
  });
  const { descriptor, options } = everest.adaptOne(api, { module_id: 'certs' });
  const plan = { api: descriptor, samples: {}, variables: { module_id: 'certs' } };
  const engine = await startMockServer(plan, { ...options, url: broker.url });
  const client = await connectAsync(broker.url);
  const bodies = new Collector<string>();
  const ends = new Collector<string>();
  await client.subscribeAsync('replies/#');
  client.on('message', (topic, body) => {
    (topic === 'replies/end' ? ends : bodies).add(body.toString());
  });
  const ask = (name: string, replyTo: string): Promise<unknown> =>
    client.publishAsync(
      `${base}/m2e/${name}`,
      JSON.stringify({ headers: { replyTo }, payload: {} }),
    );
  await ask('is_ca_certificate_installed', 'replies/a');
  await ask('get_verify_location', 'replies/b');
  await bodies.reach(count);
  // Requests are answered in their order, so further replies would be here before.
  await ask('get_verify_location', 'replies/end');
  await ends.reach(1);
  await Promise.all([client.endAsync(), engine.close()]);
  return bodies.items.sort();
}

const location = '/etc/everest/certs/ca/v2g/V2G_ROOT_CA.pem';

it('answers as EVerest does', async () => {
  expect(await repliesWith({}, 3)).toEqual([location, 'false', 'true']);
});

it('answers as the document says, if the quirks are off', async () => {
  const off = { 'second-reply': false, 'raw-verify-location': false };
  expect(await repliesWith(off, 2)).toEqual([JSON.stringify(location), 'false']);
});

it('sends null for empty structures of session costs', () => {
  const payload = { idle_price: {}, cost_chunks: [{ cost: {} }], currency: 'EUR', list: [] };
  const output = { api: 'session_cost_consumer', variable: 'session_cost', payload };
  expect(new Quirks('main').apply(output)?.payload).toEqual({
    ...{ idle_price: null, cost_chunks: [{ cost: null }], currency: 'EUR', list: [] },
  });
  expect(new Quirks('spec').apply(output)?.payload).toEqual(payload);
});
