/** The options of `mock` that are about EVerest. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { root } from '../support/project.js';
import { temporaryFolders } from '../write/temporary-folder.js';
import { putFiles } from './bin.js';
import { runCommand, startMockCommand, type CommandRun } from './run-command.js';

jest.setTimeout(40_000);

const newFolder = temporaryFolders();
const manager = join(root, 'specs/everest/evse_manager_consumer_API.yaml');
const base = 'everest_api/1/evse_manager_consumer/evse_1';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  putFiles(folder, files);
  return folder;
}

/** Runs the EVSE manager as EVerest, with a scenario, on a broker of its own. */
function runEverest(scenario: string, args: readonly string[] = []): CommandRun {
  return startMockCommand(folderWith({ 'day.yaml': scenario }), [
    ...[manager, '--everest', '--scenario', 'day.yaml', '--var', 'module_id=evse_1'],
    ...['--port', '0', ...args],
  ]);
}

async function connectTo(mock: CommandRun): Promise<MqttClient> {
  const [, url = ''] = await mock.until(/mock server on (\S+),/);
  return connectAsync(url);
}

const quiet = 'description: Nothing happens.\nsteps: [{ at: 0 }]\n';

describe('what cannot work', () => {
  it.each([
    [['--scenario', 'ac-basic'], '--scenario needs --everest.'],
    [['--quirk', 'no-get=on'], '--quirk needs --everest.'],
    [
      ['--everest', '--everest-config', 'config.yaml', '--var', 'module_id=evse_1'],
      '--everest-config names the modules, and --var module_id would name them again.',
    ],
    [[], 'No document is given.'],
    [['--everest', '--scenario', 'ac-basik'], 'Did you mean ac-basic?'],
    [['--everest', '--quirk', 'no-gte=on'], 'There is no quirk no-gte.'],
    [['--everest', '--quirk', 'no-get'], 'A quirk must have the form name=on or name=off'],
    [['--everest', '--speed', '0'], 'A speed must be a number from 0.01 to 1000.'],
    [['--everest', '--seed', '-1'], 'A seed must be an integer'],
    [['--everest', '--profile', '2025'], 'Allowed choices are main, 2026.02, spec.'],
    [
      ['--everest', '--side', 'counterpart', '--scenario', 'ac-basic'],
      '--scenario is about EVerest, and --side counterpart acts as its drivers.',
    ],
  ])('mock %j: %s', async (args, message) => {
    const specs = args.includes('--everest') || args.length === 0 ? [] : [manager];
    const ended = await runCommand(newFolder(), ['mock', ...specs, ...args, '--port', '0']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  it('a scenario with mistakes, each with its line and a frame', async () => {
    const day = `description: A day
station: { phasen: 3 }
steps:
  - { at: 5, do: plugg }
  - { at: 6, do: { stop: {} } }
`;
    const folder = folderWith({ 'day.yaml': day });
    const args = ['mock', manager, '--everest', '--scenario', 'day.yaml', '--port', '0'];
    const { code, stderr } = await runCommand(folder, args);
    expect(code).toBe(3);
    expect(stderr).toContain('day.yaml:2:12 error SCENARIO_INVALID');
    expect(stderr).toContain('phasen is not a property that the schema allows.');
    expect(stderr).toContain('> 2 | station: { phasen: 3 }\n    |            ^^^^^^\n');
    expect(stderr).toContain('day.yaml:4:14 error SCENARIO_INVALID');
    expect(stderr).toContain('do must be one of plug, unplug,');
    expect(stderr).toContain('reason is required.');
    expect(stderr).toContain('3 errors');
  });

  it('a scenario whose steps go back in time', async () => {
    const day = 'description: A day\nsteps:\n  - { at: 5, do: plug }\n  - { at: 4, do: unplug }\n';
    const folder = folderWith({ 'day.yaml': day });
    const args = ['mock', manager, '--everest', '--scenario', 'day.yaml', '--format', 'json'];
    const { code, stdout } = await runCommand(folder, args);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [{ code: 'SCENARIO_INVALID', line: 4, column: 7 }],
    });
  });
});

it('tells which expectations of a scenario are not met, and where they stand', async () => {
  const mock = runEverest(`description: Wrong expectations
steps:
  - { at: 0, do: pause, reply: true }
  - { at: 0, do: { assert: { session_info: { state: Charging } } } }
  - { when: { session_event: { event: ChargingStarted } }, within: 0.1 }
`);
  await mock.until(/✗ day\.yaml:3:5: The reply to pause is false, and must be true\n/);
  await mock.until(/✗ day\.yaml:4:5: The latest session_info is \{"state":"Unplugged"/);
  await mock.until(/✗ day\.yaml:5:5: Nothing was published within 0\.1 s that fits session_event /);
  await mock.until(/✗ day: the scenario is over; 3 expectations were not met\n/);
  mock.stop();
  expect(await mock.ended).toMatchObject({ code: 4, stderr: '' });
});

it('says why a command of older releases is not answered, unless its quirk is off', async () => {
  const request = JSON.stringify({ headers: { replyTo: 'r/1' }, payload: 42 });
  const mock = runEverest(quiet);
  const client = await connectTo(mock);
  await client.publishAsync(`${base}/m2e/reserve`, request, { qos: 1 });
  await mock.until(/m2e\/reserve is ignored, as by releases of EVerest since the end of 2025/);
  await client.publishAsync(`${base}/m2e/random_delay_enable`, '', { qos: 1 });
  await mock.until(/evse_manager_consumer: The station does nothing on m2e\/random_delay_enable\n/);
  await client.endAsync();
  mock.stop();
  await mock.ended;
  const other = runEverest(quiet, ['--quirk', 'no-legacy-commands=off']);
  const second = await connectTo(other);
  await second.publishAsync(`${base}/m2e/reserve`, request, { qos: 1 });
  await other.until(/→ reply\s+r\/1 true\n/);
  await other.until(/"timestamp":"","connector_id":1,"event":"ReservationStart"/);
  await second.endAsync();
  other.stop();
  await other.ended;
});

it('counts heartbeats from 0 again after a restart, and answers nothing in between', async () => {
  const mock = runEverest(`description: A restart
steps:
  - { at: 1.5, do: { restart: { seconds: 1 } } }
`);
  const client = await connectTo(mock);
  await mock.until(/day: restart\n/);
  const request = JSON.stringify({ headers: { replyTo: 'r/1' } });
  await client.publishAsync(`${base}/m2e/pause_charging`, request, { qos: 1 });
  await mock.until(/EVerest restarts, so nothing answers\n/);
  await mock.until(/"event":"Enabled"[^]*"event":"Enabled"/);
  await mock.until(/heartbeat 0\n[^]*heartbeat 0\n/);
  await client.endAsync();
  mock.stop();
  await mock.ended;
  expect(mock.printed()).not.toContain('r/1 true');
});

it('reports communication checks: cleared by the first, until none comes', async () => {
  const mock = runEverest(quiet);
  const client = await connectTo(mock);
  await client.publishAsync(`${base}/m2e/communication_check`, 'true', { qos: 1 });
  await mock.until(/evse_manager_consumer: CommunicationFault is cleared\n/);
  await mock.until(/CommunicationFault is raised: Bridge to implementation connection lost\./);
  await client.endAsync();
  mock.stop();
  await mock.ended;
});

it('writes notes as JSON, too', async () => {
  const mock = runEverest(quiet, ['--format', 'json']);
  const [line] = await mock.until(/^.*"event":"note".*\n/m);
  expect(JSON.parse(line)).toMatchObject({
    text: 'day: the scenario is over, as expected',
    isProblem: false,
  });
  mock.stop();
  expect(await mock.ended).toMatchObject({ code: 0 });
});

describe('--control-port', () => {
  it('prints where the control API is and its token, and ends with the mock server', async () => {
    const mock = runEverest(quiet, ['--control-port', '0', '--quiet']);
    const [, url = ''] = await mock.until(/control API on (\S+), described at \/openapi\.yaml\n/);
    const [, token = ''] = await mock.until(/Authorization: Bearer ([\w-]{32})"\n/);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const log = await fetch(`${url}/log`, { headers });
    const plugged = await fetch(`${url}/actions`, { method: 'POST', headers, body: '"plug"' });
    expect(await plugged.json()).toEqual({ action: 'plug' });
    mock.stop();
    expect(await mock.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await log.text()).toMatch(/^data: .*"event":"SessionStarted"/m);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('says so if the port is taken, and closes the mock server', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const ended = await runEverest(quiet, ['--control-port', String(port)]).ended;
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain(`Port ${String(port)} for the control API is in use.`);
    server.close();
  });

  it('is an event of --format json, and opens no socket unless it is asked for', async () => {
    const mock = runEverest(quiet, ['--control-port', '0', '--format', 'json']);
    const [line] = await mock.until(/^.*"event":"control".*\n/m);
    expect(JSON.parse(line)).toEqual({
      event: 'control',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      token: expect.stringMatching(/^[\w-]{32}$/),
    });
    mock.stop();
    await mock.ended;
    const without = runEverest(quiet, ['--format', 'json']);
    await without.until(/as expected/);
    without.stop();
    await without.ended;
    expect(without.printed()).not.toContain('"control"');
  });
});
