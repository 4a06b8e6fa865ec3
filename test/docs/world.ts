/** What the code of the documentation meets when it runs: a broker, and peers that send what it waits for. */
import { hasMosquitto, startEmbeddedBroker, startMosquitto } from '../support/broker.js';
import {
  AuthTokenValidatorClient,
  AuthTokenValidatorMockServer,
} from '../../generated/auth-token-validator/index.js';
import {
  EvseManagerConsumerClient,
  EvseManagerConsumerMockServer,
} from '../../generated/evse-manager-consumer/index.js';
import { StreetLightsClient, StreetLightsMockServer } from '../../generated/street-lights/index.js';
import { DoorLockMockServer } from '../../examples/device/src/generated/door-lock/index.js';
import {
  WeatherStationClient,
  WeatherStationMockServer,
} from '../../generated/weather-station/index.js';

/** The values that a block may take for granted, and how its types are written. */
export const types: Readonly<Record<string, string>> = {
  url: 'string',
  fetchToken: '() => Promise<string>',
  evse: generated('evse-manager-consumer', 'EvseManagerConsumerClient'),
  everest: generated('evse-manager-consumer', 'EvseManagerConsumerMockServer'),
  tokens: generated('auth-token-validator', 'AuthTokenValidatorClient'),
  validator: generated('auth-token-validator', 'AuthTokenValidatorMockServer'),
  station: generated('weather-station', 'WeatherStationClient'),
  lights: generated('street-lights', 'StreetLightsClient'),
  logs: `{ onLog(parameters: object, handler: import('./generated/runtime/index.js').Handler<string, { wildcard1: string; wildcard2: string }>): Promise<unknown> }`,
};

function generated(api: string, name: string): string {
  return `import('./generated/${api}/index.js').${name}`;
}

interface Closable {
  close(): Promise<void>;
}

/** A broker with its peers. */
export interface World {
  readonly url: string;
  /** Creates a value that a block takes for granted. */
  readonly give: (name: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const evse_1 = { moduleId: 'evse_1' };
const summit = { stationId: 'summit' } as const;
const noBeats = { heartbeatMs: 0 };

/** Starts a world. Headers need MQTT 5, which only mosquitto speaks; all else runs without it. */
export async function startWorld(needsMqtt5: boolean): Promise<World> {
  const broker = await (needsMqtt5 ? startMosquitto() : startEmbeddedBroker());
  const { url } = broker;
  const open: Closable[] = [];
  const peers = needsMqtt5 ? [await startStation(url)] : await startPeers(url);
  const givers = giversOf(url);
  const give = async (name: string): Promise<unknown> => {
    const value = await givers[name]?.();
    if (isClosable(value)) open.push(value);
    return value;
  };
  const close = async (): Promise<void> => {
    for (const each of [...open, ...peers]) await each.close();
    await broker.stop();
  };
  return { url, give, close };
}

export { hasMosquitto };

function isClosable(value: unknown): value is Closable {
  return typeof value === 'object' && value !== null && 'close' in value;
}

function giversOf(url: string): Readonly<Record<string, () => unknown>> {
  return {
    url: () => url,
    fetchToken: () => () => Promise.resolve('secret'),
    evse: () => EvseManagerConsumerClient.connect({ url, ...evse_1 }),
    everest: () => EvseManagerConsumerMockServer.start({ url, moduleId: 'evse_2' }),
    tokens: () => AuthTokenValidatorClient.connect({ url, moduleId: 'tokens' }),
    validator: () => AuthTokenValidatorMockServer.start({ url, moduleId: 'validator', ...noBeats }),
    station: () => WeatherStationClient.connect({ url, ...summit }),
    lights: () => StreetLightsClient.connect({ url }),
    // No document in `specs` has wildcards; `test/cases` has the generated code of some that do.
    logs: () => ({ onLog: () => Promise.resolve() }),
  };
}

/** Starts mock servers that send again and again, since a block subscribes at its own time. */
async function startPeers(url: string): Promise<readonly Closable[]> {
  const evse = await EvseManagerConsumerMockServer.start({ url, ...evse_1, heartbeatMs: 20 });
  const lights = await StreetLightsMockServer.start({ url });
  const building = await DoorLockMockServer.start({ url, door: 'front' });
  const client = await AuthTokenValidatorClient.connect({ url, moduleId: 'validator' });
  await client.handleValidateToken(() => ({
    authorization_status: 'Accepted',
    tariff_messages: [],
  }));
  const timestamp = '2026-01-12T17:04:30Z';
  const timer = setInterval(() => {
    void evse.sendPowermeter({ timestamp, energy_Wh_import: { total: 21_000 } });
    void evse.sendSessionInfo({
      state: 'Unplugged',
      charged_energy_wh: 0,
      discharged_energy_wh: 0,
      latest_total_w: 0,
      session_duration_s: 0,
      timestamp,
    });
    void lights.sendLampStatus(
      { district: 'harbour', lampId: 'h-7' },
      { state: 'on', percent: 80, fault: null, reportedAt: timestamp },
    );
  }, 20);
  return [{ close: () => Promise.resolve(clearInterval(timer)) }, evse, lights, building, client];
}

function startStation(url: string): Promise<Closable> {
  return WeatherStationMockServer.start({ url, ...summit });
}
