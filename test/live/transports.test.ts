/** the transports, with both versions of MQTT. The other tests run over TCP. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConnectionError } from '../../templates/runtime/index.js';
import { LampClient, LampMockServer, type Lamp } from '../apis/generated/lamp/index.js';
import { Collector } from '../runtime/harness.js';
import {
  findFreePort,
  hasMosquitto,
  startEmbeddedBroker,
  startMosquitto,
  type Mosquitto,
} from '../support/broker.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const newFolder = temporaryFolders();
const lamp: Lamp = { lamp_id: 'a', level: 1 };

/** Makes a certificate for the loopback; `undefined` without `openssl`. */
function makeCertificate(folder: string): readonly string[] | undefined {
  const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
  if (key === undefined || certificate === undefined) return undefined;
  const what = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  const made = spawnSync('openssl', ['req', '-x509', ...what, ...name, ...files]);
  return made.status === 0 ? [certificate, key] : undefined;
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const describeHere = hasMosquitto && hasOpenssl ? describe : describe.skip;

describeHere('on mosquitto', () => {
  let broker: Mosquitto | undefined;
  let ca: string;
  const urls = new Map<string, string>();

  beforeAll(async () => {
    const [certificate = '', key = ''] = makeCertificate(newFolder()) ?? [];
    ca = readFileSync(certificate, 'utf8');
    const tls = [`certfile ${certificate}`, `keyfile ${key}`];
    const ws = ['protocol websockets'];
    const listeners = [
      ['mqtts', tls],
      ['ws', ws],
      ['wss', [...ws, ...tls]],
    ] as const;
    // Started by root, mosquitto would become another user, who may not read the key.
    const lines = ['user root'];
    for (const [protocol, settings] of listeners) {
      const port = await findFreePort();
      urls.set(protocol, `${protocol}://127.0.0.1:${String(port)}`);
      lines.push(`listener ${String(port)} 127.0.0.1`, ...settings);
    }
    broker = await startMosquitto(lines);
    urls.set('mqtt', broker.url);
  });
  afterAll(() => broker?.stop());

  it.each(
    ['mqtt', 'mqtts', 'ws', 'wss'].flatMap((protocol) =>
      ([4, 5] as const).map((level) => [protocol, level] as const),
    ),
  )('R-22: requests and events over %s, MQTT %i', async (protocol, protocolVersion) => {
    const url = urls.get(protocol) ?? '';
    const mqtt = { protocolVersion, ca };
    await using mock = await LampMockServer.start({ url, moduleId: 'm1', heartbeatMs: 0, mqtt });
    await using client = await LampClient.connect({ url, moduleId: 'm1', mqtt });
    const seen = new Collector<Lamp>();
    await client.onLamp(seen.add, { qos: 2 });
    await mock.sendLamp(lamp, { qos: 2 });
    expect(await seen.reach(1)).toEqual([lamp]);
    await expect(client.setLevel({ connector_id: 1, level: 1 })).resolves.toBe(true);
  });

  it.each(['mqtts', 'wss'])('R-22: a certificate that is not trusted: %s', async (protocol) => {
    const connecting = LampClient.connect({ url: urls.get(protocol), moduleId: 'm1' });
    await expect(connecting).rejects.toBeInstanceOf(ConnectionError);
    await expect(connecting).rejects.toThrow('certificate');
  });
});

it('R-22: requests and events on the embedded broker', async () => {
  const broker = await startEmbeddedBroker();
  const { url } = broker;
  const mock = await LampMockServer.start({ url, moduleId: 'm1', heartbeatMs: 0 });
  const client = await LampClient.connect({ url, moduleId: 'm1' });
  const seen = new Collector<Lamp>();
  await client.onLamp(seen.add);
  await mock.sendLamp(lamp);
  expect(await seen.reach(1)).toEqual([lamp]);
  await expect(client.setLevel({ connector_id: 1, level: 1 })).resolves.toBe(true);
  await client.close();
  await mock.close();
  await broker.stop();
});
