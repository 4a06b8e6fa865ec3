/**
 * Every kind of interaction on mosquitto, with MQTT 3.1.1 and with 5: the generated client, against
 * the generated mock server and against mosquitto's own clients.
 */
import { afterEach, describe, expect } from '@jest/globals';
import { GreenhouseClient, GreenhouseMockServer } from '../../generated/greenhouse/index.js';

import { StreetLightsClient, StreetLightsMockServer } from '../../generated/street-lights/index.js';
import {
  WeatherStationClient,
  WeatherStationMockServer,
  type AllClear,
  type FromInstrumentHeaders,
  type Gust,
  type Storm,
} from '../../generated/weather-station/index.js';
import { Collector } from '../runtime/harness.js';
import {
  hasMosquitto,
  runMosquittoPub,
  startMosquittoSub,
  type RunningCommand,
} from '../support/broker.js';
import { startProxy } from '../support/proxy.js';
import { mosquittoForTests, test } from './on-mosquitto.js';

const station = 'weather/summit';

const broker = mosquittoForTests();

/** Nothing that one test leaves at the broker is there for the next. */
afterEach(async () => {
  if (!hasMosquitto) return;
  for (const topic of ['warnings', 'forecast']) await pub('-t', `${station}/${topic}`, '-r', '-n');
});

const pub = (...parameters: string[]): Promise<void> => runMosquittoPub(broker.port, parameters);
const sub = (...parameters: string[]): Promise<RunningCommand> =>
  startMosquittoSub(broker.port, parameters);

const stationAt = (protocolVersion: 4 | 5) =>
  ({ url: broker.url, stationId: 'summit', mqtt: { protocolVersion } }) as const;
const townAt = (protocolVersion: 4 | 5) =>
  ({ url: broker.url, mqtt: { protocolVersion } }) as const;
const houseAt = (protocolVersion: 4 | 5) =>
  ({ url: broker.url, houseId: 'h1', mqtt: { protocolVersion } }) as const;

describe.each([4, 5] as const)('with MQTT protocol level %i', (protocolVersion) => {
  const connect = (): Promise<WeatherStationClient> =>
    WeatherStationClient.connect(stationAt(protocolVersion));
  const start = (): Promise<WeatherStationMockServer> =>
    WeatherStationMockServer.start(stationAt(protocolVersion));

  test('publish: JSON, and nothing where the message has no payload', async () => {
    const seen = await sub('-t', `${station}/#`, '-q', '2', '-F', '%t %q %p', '-C', '2');
    await using client = await connect();
    await client.sendObservation('rainbow');
    await client.sendSiren();
    expect(await seen.nextLine()).toBe(`${station}/observations 1 "rainbow"`);
    expect(await seen.nextLine()).toBe(`${station}/siren 2 `);
    await seen.stop();
  });

  test('subscribe: with parameters, and to all of them', async () => {
    await using client = await StreetLightsClient.connect(townAt(protocolVersion));
    await using mock = await StreetLightsMockServer.start(townAt(protocolVersion));
    const harbour = new Collector<string>();
    const everywhere = new Collector<string>();
    await client.onLampStatus({ district: 'harbour' }, (_status, { parameters }) => {
      harbour.add(parameters.lampId);
    });
    // Overlaps the first one: each handler is called once all the same.
    await client.onLampStatus({}, (_status, { parameters: { district, lampId } }) => {
      everywhere.add(`${district} ${lampId}`);
    });
    const status = { percent: 80, fault: null, reportedAt: '2026-01-12T17:04:30Z' };
    await mock.sendLampStatus({ district: 'harbour', lampId: '1' }, { ...status, state: 'on' });
    await mock.sendLampStatus({ district: 'hillside', lampId: '2' }, { ...status, state: 'on' });
    await mock.sendLampStatus({ district: 'harbour', lampId: '3' }, { ...status, state: 'off' });
    expect(await everywhere.reach(3)).toEqual(['harbour 1', 'hillside 2', 'harbour 3']);
    expect(await harbour.reach(2)).toEqual(['1', '3']);
  });

  test('request: the reply address in the body', async () => {
    await using client = await GreenhouseClient.connect(houseAt(protocolVersion));
    await using mock = await GreenhouseMockServer.start(houseAt(protocolVersion));
    mock.handleOpenVents(({ side, percent }) => ({ side, percent: percent / 2 }));
    await expect(client.openVents({ side: 'lee', percent: 50 })).resolves.toEqual({
      side: 'lee',
      percent: 25,
    });
    await expect(client.stopWatering()).resolves.toBe(true);
  });

  test('respond: the client answers', async () => {
    await using client = await GreenhouseClient.connect(houseAt(protocolVersion));
    await using mock = await GreenhouseMockServer.start(houseAt(protocolVersion));
    await client.handleApproveWatering(({ litres }) => ({ approved: litres < 10 }));
    await expect(mock.approveWatering({ bed: 1, litres: 12 })).resolves.toEqual({
      approved: false,
    });
  });

  test('several messages on one channel: as a union, and with a handler for each', async () => {
    await using client = await connect();
    await using mock = await start();
    const union = new Collector<string>();
    const storms = new Collector<Storm>();
    const ends = new Collector<readonly [AllClear, string]>();
    await client.onWarning((warning) => {
      union.add(warning.kind === 'storm' ? `storm ${warning.beaufort}` : warning.kind);
    });
    await client.onWarning({
      storm: storms.add,
      allClear: (payload, { message }) => ends.add([payload, message]),
    });
    await mock.sendWarning({ kind: 'storm', beaufort: 10 });
    await pub('-t', `${station}/warnings`, '-q', '1', '-m', '{"kind":"all_clear"}');
    expect(await union.reach(2)).toEqual(['storm 10', 'all_clear']);
    expect(await storms.reach(1)).toEqual([{ kind: 'storm', beaufort: 10 }]);
    expect(await ends.reach(1)).toEqual([[{ kind: 'all_clear' }, 'allClear']]);
  });

  test('several messages: the handlers may be the methods of an object', async () => {
    class Warnings {
      readonly forces: number[] = [];
      storm({ beaufort }: Storm): void {
        this.forces.push(beaufort);
      }
    }
    await using client = await connect();
    await using mock = await start();
    const warnings = new Warnings();
    const last = new Collector<AllClear>();
    await client.onWarning(warnings);
    await client.onWarning({ allClear: last.add });
    await mock.sendWarning({ kind: 'storm', beaufort: 12 });
    await mock.sendWarning({ kind: 'all_clear' });
    await last.reach(1);
    expect(warnings.forces).toEqual([12]);
  });

  test('subscribing that is given up leaves nothing in the way of the next', async () => {
    await using client = await connect();
    await using mock = await start();
    const given = [new AbortController(), new AbortController()];
    const gone = given.map(({ signal }) => client.onTemperature(() => undefined, { signal }));
    for (const controller of given) controller.abort();
    await Promise.allSettled(gone);
    const seen = new Collector<number>();
    await client.onTemperature(seen.add);
    await mock.sendTemperature(7);
    expect(await seen.reach(1)).toEqual([7]);
  });

  test('retained: whoever comes later gets the last value, each listener once', async () => {
    await using mock = await start();
    await mock.sendWarning({ kind: 'storm', beaufort: 11 });
    await using client = await connect();
    const first = new Collector<boolean>();
    const second = new Collector<boolean>();
    await client.onWarning((_warning, { retain }) => first.add(retain));
    await client.onWarning((_warning, { retain }) => second.add(retain));
    await first.reach(1);
    await second.reach(1);
    await mock.sendWarning({ kind: 'all_clear' });
    expect(await first.reach(2)).toEqual([true, false]);
    expect(await second.reach(2)).toEqual([true, false]);
  });

  test('quality of service: 0, 1 and 2, as the document says', async () => {
    const seen = await sub('-t', `${station}/#`, '-q', '2', '-F', '%t %q', '-C', '3');
    await using client = await connect();
    await using mock = await start();
    await mock.sendTemperature(11.5);
    await client.sendObservation('hail');
    await client.sendSiren();
    const lines = [await seen.nextLine(), await seen.nextLine(), await seen.nextLine()];
    expect(lines.map((line) => line.slice(station.length))).toEqual([
      '/temperature 0',
      '/observations 1',
      '/siren 2',
    ]);
    await seen.stop();
  });

  test('content types: text and bytes', async () => {
    await using client = await connect();
    await using mock = await start();
    const bulletins = new Collector<string>();
    const pictures = new Collector<Uint8Array>();
    await client.onBulletin(bulletins.add);
    await client.onPicture(pictures.add);
    await mock.sendBulletin('Fog, "thick".');
    await mock.sendPicture(Uint8Array.of(255, 216, 0));
    expect(await bulletins.reach(1)).toEqual(['Fog, "thick".']);
    expect(await pictures.reach(1)).toEqual([Uint8Array.of(255, 216, 0)]);
  });

  test('last will: sent by the broker when the client is gone without a word', async () => {
    const seen = await sub('-t', `${station}/clients/gone`, '-C', '1');
    const proxy = await startProxy(broker.port);
    const client = await WeatherStationClient.connect({
      ...stationAt(protocolVersion),
      url: proxy.url,
      reconnect: false,
      onError: () => undefined,
    });
    proxy.cut();
    expect(await seen.nextLine()).toBe('bye');
    await client.close();
    await proxy.stop();
    await seen.stop();
  });
});

describe('headers', () => {
  const gust = ['-t', `${station}/wind/50`, '-q', '1', '-m', '{"kind":"gust","speed":17.5}'];
  const property = (name: string, value: string): string[] => [
    ...['-D', 'publish', 'user-property', name, value],
  ];

  test('are what the document says, on both sides', async () => {
    await using client = await WeatherStationClient.connect({
      url: broker.url,
      stationId: 'summit',
    });
    await using mock = await WeatherStationMockServer.start({
      url: broker.url,
      stationId: 'summit',
    });
    const gusts = new Collector<readonly [Gust, FromInstrumentHeaders]>();
    const failures = new Collector<string>();
    await client.onWind(
      { height: '50' },
      {
        gust: (payload, { headers }) => gusts.add([payload, headers]),
        instrumentFailed: (_payload, { headers }) => failures.add(headers.instrument),
      },
    );
    const headers = { instrument: 'A-17', quality: 8, suspect: false };
    await mock.sendWind({ height: '50' }, { kind: 'gust', speed: 17.5 }, { headers });
    await mock.sendWind({ height: '50' }, undefined, { headers: { instrument: '42' } });
    await pub('-V', '5', ...property('instrument', '7'), ...property('quality', '9'), ...gust);
    expect(await gusts.reach(2)).toEqual([
      [{ kind: 'gust', speed: 17.5 }, headers],
      [
        { kind: 'gust', speed: 17.5 },
        { instrument: '7', quality: 9 },
      ],
    ]);
    expect(await failures.reach(1)).toEqual(['42']);
  });

  test('are checked, when they come and before they go', async () => {
    const invalid = new Collector<string>();
    await using client = await WeatherStationClient.connect({
      url: broker.url,
      stationId: 'summit',
      onInvalidMessage: ({ message }) => invalid.add(message),
    });
    await client.onWind({}, () => undefined);
    await pub('-V', '5', ...property('instrument', 'A'), ...property('quality', '12'), ...gust);
    await pub('-V', '5', ...gust);
    const [tooGood, unnamed] = await invalid.reach(2);
    expect(tooGood).toContain('/quality');
    expect(unnamed).toContain('/instrument is required');
    await using mock = await WeatherStationMockServer.start({
      url: broker.url,
      stationId: 'summit',
    });
    await expect(
      mock.sendWind(
        { height: '10' },
        { kind: 'calm' },
        { headers: { instrument: 'A', quality: 0.5 } },
      ),
    ).rejects.toMatchObject({ code: 'VALIDATION' });
  });

  test('travel as user properties', async () => {
    const seen = await sub('-V', '5', '-t', `${station}/observations`, '-F', '%P %p', '-C', '1');
    await using client = await WeatherStationClient.connect({
      url: broker.url,
      stationId: 'summit',
    });
    await client.sendObservation('hail', { headers: { observer: 'J. D.' } });
    expect(await seen.nextLine()).toBe('observer:J. D. "hail"');
    await seen.stop();
  });

  test('need MQTT 5', async () => {
    await using client = await WeatherStationClient.connect(stationAt(4));
    await expect(
      client.sendObservation('hail', { headers: { observer: 'J. D.' } }),
    ).rejects.toThrow('protocolVersion: 5');
  });
});

describe('replies by MQTT 5 properties', () => {
  const where = () => ({ url: broker.url, stationId: 'summit' }) as const;

  test('to the topic that the document has for them: each to its request', async () => {
    await using mock = await WeatherStationMockServer.start(where());
    mock.handlePastDay((day) => [Number(day.slice(-2))]);
    await using one = await WeatherStationClient.connect(where());
    await using other = await WeatherStationClient.connect(where());
    const seen = await sub('-V', '5', '-t', `${station}/past-day/answers`, '-F', '%p', '-C', '3');
    const answers = Promise.all([
      one.pastDay('2026-01-01'),
      other.pastDay('2026-01-02'),
      one.pastDay('2026-01-03'),
    ]);
    await expect(answers).resolves.toEqual([[1], [2], [3]]);
    const lines = [await seen.nextLine(), await seen.nextLine(), await seen.nextLine()];
    expect(lines.toSorted()).toEqual(['[1]', '[2]', '[3]']);
    await seen.stop();
  });

  test('to the topic of the document, where a request names none', async () => {
    await using mock = await WeatherStationMockServer.start(where());
    mock.handlePastDay(() => [5]);
    const seen = await sub('-V', '5', '-t', `${station}/past-day/answers`, '-C', '1');
    await pub('-V', '5', '-t', `${station}/past-day`, '-m', '"2026-01-01"');
    expect(await seen.nextLine()).toBe('[5]');
    await seen.stop();
  });

  test('of a responder that sends no correlation data, where one waits only', async () => {
    await using client = await WeatherStationClient.connect(where());
    const seen = await sub('-V', '5', '-t', `${station}/past-day`, '-C', '1');
    const answer = client.pastDay('2026-01-01');
    await seen.nextLine();
    await pub('-t', `${station}/past-day/answers`, '-m', '[1,2]');
    await expect(answer).resolves.toEqual([1, 2]);
    await seen.stop();
  });

  test('to the topic in a header, for those who know of no response topic', async () => {
    await using mock = await WeatherStationMockServer.start(where());
    mock.handleTide((harbour, { headers }) => `${harbour}, ${headers.language ?? 'en'}`);
    await using client = await WeatherStationClient.connect(where());
    await expect(client.tide('Brest', { headers: { language: 'fr' } })).resolves.toBe('Brest, fr');
    await expect(client.tide('Brest')).resolves.toBe('Brest, en');
    const seen = await sub('-V', '5', '-t', 'my/answer', '-C', '1');
    const header = ['-D', 'publish', 'user-property', 'reply-to', 'my/answer'];
    await pub('-V', '5', '-t', `${station}/tides`, ...header, '-m', '"Dover"');
    expect(await seen.nextLine()).toBe('Dover, en');
    await seen.stop();
  });

  test('to a topic of their own, where the document has none', async () => {
    await using mock = await WeatherStationMockServer.start(where());
    await using client = await WeatherStationClient.connect(where());
    await client.handleCalibration((raw) => raw + 0.5);
    await expect(mock.calibration(1)).resolves.toBe(1.5);
  });
});

describe('R-20: message expiry', () => {
  test('is what the document says, or the call', async () => {
    await using client = await WeatherStationClient.connect({
      url: broker.url,
      stationId: 'summit',
    });
    const seen = await sub('-V', '5', '-t', `${station}/forecast`, '-C', '2', '-F', '%E %p');
    await client.sendForecast({ hours: 6, sky: 'clear' });
    await client.sendForecast({ hours: 1, sky: 'rain' }, { messageExpiryInterval: 60 });
    expect(await seen.nextLine()).toBe('21600 {"hours":6,"sky":"clear"}');
    expect(await seen.nextLine()).toBe('60 {"hours":1,"sky":"rain"}');
    await seen.stop();
  });
});
