/** Text and bytes on mosquitto, as its own clients see them. */
import { describe, expect } from '@jest/globals';
import {
  ApiClient,
  acceptBytes,
  acceptText,
  openSession,
  type ApiDescriptor,
  type ConnectOptions,
  type Handler,
  type Subscription,
} from '../../templates/runtime/index.js';
import { Collector } from '../runtime/harness.js';
import { runMosquittoPub, startMosquittoSub } from '../support/broker.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const api = {
  name: 'camera',
  servers: {},
  operations: {
    note: {
      kind: 'publish',
      id: 'note',
      address: 'note',
      messages: { it: { encoding: 'text', payload: acceptText } },
    },
    photo: {
      kind: 'publish',
      id: 'photo',
      address: 'photo',
      messages: { it: { encoding: 'binary', payload: acceptBytes } },
    },
    noted: {
      kind: 'subscribe',
      id: 'noted',
      address: 'note',
      messages: { it: { encoding: 'text', payload: acceptText } },
    },
    shot: {
      kind: 'subscribe',
      id: 'shot',
      address: 'photo',
      messages: { it: { encoding: 'binary', payload: acceptBytes } },
    },
  },
} as const satisfies ApiDescriptor;

class CameraClient extends ApiClient {
  static async connect(options: ConnectOptions): Promise<CameraClient> {
    return new CameraClient(await openSession({ api, role: 'client', variables: {} }, options));
  }
  sendNote(payload: string): Promise<void> {
    return this.publish(api.operations.note, payload);
  }
  sendPhoto(payload: Uint8Array): Promise<void> {
    return this.publish(api.operations.photo, payload);
  }
  onNoted(handler: Handler<string>): Promise<Subscription> {
    return this.subscribe(api.operations.noted, handler);
  }
  onShot(handler: Handler<Uint8Array>): Promise<Subscription> {
    return this.subscribe(api.operations.shot, handler);
  }
}

describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
  const broker = mosquittoForTests();
  const connect = (more: ConnectOptions = {}): Promise<CameraClient> =>
    CameraClient.connect({ url: broker.url, mqtt: { protocolVersion }, ...more });

  test('they are sent as they are', async () => {
    const sub = await startMosquittoSub(broker.port, ['-t', '+', '-F', '%t %x', '-C', '2']);
    await using client = await connect();
    await client.sendNote('"é"');
    await client.sendPhoto(Uint8Array.of(0, 255, 16));
    expect(await sub.nextLine()).toBe('note 22c3a922');
    expect(await sub.nextLine()).toBe('photo 00ff10');
    await sub.stop();
  });

  test('they are received as they are', async () => {
    const invalid = new Collector<string>();
    await using client = await connect({ onInvalidMessage: ({ message }) => invalid.add(message) });
    const notes = new Collector<string>();
    const shots = new Collector<Uint8Array>();
    await client.onNoted(notes.add);
    await client.onShot(shots.add);
    await runMosquittoPub(broker.port, ['-t', 'note', '-q', '1', '-m', 'plain é']);
    await client.sendPhoto(Uint8Array.of(0, 255, 16));
    await client.sendPhoto(new Uint8Array());
    expect(await notes.reach(1)).toEqual(['plain é']);
    expect(await shots.reach(2)).toEqual([Uint8Array.of(0, 255, 16), new Uint8Array()]);
    expect(invalid.items).toEqual([]);
  });
});
