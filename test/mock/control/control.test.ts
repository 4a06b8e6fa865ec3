/** The control API: every answer of its document, from a running server, checked by that document. */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { MAX_BODY_BYTES } from '../../../src/mock/control/read-body.js';
import { blocksOf } from '../../docs/page.js';
import type { ApiPlan } from '../../../src/plan/plan.js';
import { root } from '../../support/project.js';
import { caller, open, readPlans, startControlled, TOKEN, type Controlled } from './controlled.js';
import { Description } from './description.js';

const description = new Description();
let plans: readonly ApiPlan[] = [];
let running: Controlled;
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  plans = await readPlans();
  running = await startControlled(plans);
  call = caller(running.control, description);
});

afterAll(async () => {
  await running.close();
  expect(running.errors).toEqual([]);
});

/** The rest of a head, and a part of a body. */
const UNFINISHED = `Authorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"pl`;

function finding(values: object): object {
  return { findings: [expect.objectContaining(values)] };
}

describe('what is open to everybody on this machine', () => {
  it.each(['/health', '/openapi.yaml', '/scenarios/scenario.schema.json'])(
    '%s, without a token, but not for web pages, and only with GET',
    async (path) => {
      expect((await call(path, { headers: { Authorization: '' } })).status).toBe(200);
      const foreign = await call(path, { headers: { Origin: 'https://example.com' } });
      expect(foreign).toMatchObject({ status: 403, body: finding({ code: 'ORIGIN' }) });
      const rebound = await call(path, { headers: { Host: 'example.com:80' } });
      expect(rebound).toMatchObject({ status: 403, body: finding({ code: 'HOST' }) });
      const posted = await call(path, { method: 'POST' });
      expect(posted).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    },
  );

  it('the document, which links to the actions of scenarios', async () => {
    expect((await call('/openapi.yaml')).body).toBe(description.text);
    expect((await call('/health')).body).toEqual({ status: 'ok' });
  });
});

describe('what needs the token', () => {
  it.each([
    ['/state', 'GET'],
    ['/log', 'GET'],
    ['/actions', 'POST'],
    ['/messages', 'POST'],
  ])(
    '%s: none, a wrong one, another origin, another host, another method',
    async (path, method) => {
      for (const Authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${TOKEN}`]) {
        const refused = await call(path, { method, headers: { Authorization } });
        expect(refused).toMatchObject({ status: 401, body: finding({ code: 'TOKEN' }) });
      }
      for (const headers of [{ Origin: 'null' }, { Host: '127.0.0.1.example.com' }]) {
        expect((await call(path, { method, headers })).status).toBe(403);
      }
      const other = method === 'GET' ? 'DELETE' : 'GET';
      expect((await call(path, { method: other })).status).toBe(405);
    },
  );

  it('takes requests of its own pages, by every name of the loopback interface', async () => {
    const own = { Origin: running.control.url };
    expect((await call('/state', { headers: own })).status).toBe(200);
    for (const Host of ['localhost:80', '[::1]', 'LOCALHOST']) {
      expect((await call('/state', { headers: { Host } })).status).toBe(200);
    }
  });

  it('says what is near an unknown path', async () => {
    const response = await open(`${running.control.url}/action?x`, { method: 'POST' });
    expect(response.statusCode).toBe(404);
    const [text] = await response.toArray();
    expect(String(text)).toContain('Did you mean /actions?');
  });
});

describe('actions', () => {
  it('charge a car, which the state shows', async () => {
    expect(await call('/actions', { body: 'plug' })).toMatchObject({
      status: 200,
      body: { action: 'plug' },
    });
    await call('/actions', { body: { swipe: { token: 'CARD_1' } } });
    running.clock.advance(5_000);
    const { body } = await call('/state');
    expect(body).toMatchObject({
      broker: running.broker.url,
      apis: [
        {
          name: 'auth-token-validator',
          sends: ['receive_request_validate_token', 'receive_heartbeat'],
        },
        { name: 'evse-manager-consumer', state: 'connected' },
        { name: 'lamps', sends: ['receive_brightness', 'receive_picture'] },
      ],
      everest: {
        ...{ profile: 'main', isOn: true },
        station: {
          tokens: [{ token: 'CARD_1', status: 'UsedToStart' }],
          evses: [
            {
              ...{ id: 1, state: 'Charging', isEnabled: true },
              session: { event: 'ChargingStarted', isTransaction: true },
              meter: { current_A: { L1: 16 } },
            },
          ],
        },
        modules: [
          { type: 'auth_token_validator', hasClient: false, latched: { heartbeat: 0 } },
          { id: 'evse_manager_consumer', latched: { selected_protocol: 'IEC61851-1' } },
        ],
      },
    });
  });

  it('return the reply of commands, limit, and disable', async () => {
    expect((await call('/actions', { body: 'pause' })).body).toEqual({
      action: 'pause',
      reply: true,
    });
    await call('/actions', { body: { set_power: { current_A: 8 } } });
    await call('/actions', { body: 'unplug' });
    running.clock.advance(5_000);
    expect((await call('/state')).body).toMatchObject({
      everest: { station: { evses: [{ session: null, limits: { uuid: 'evse_manager' } }] } },
    });
    await call('/actions', { body: 'disable' });
    running.clock.advance(0);
    expect((await call('/state')).body).toMatchObject({
      everest: { station: { evses: [{ state: 'Disabled', isEnabled: false }] } },
    });
  });

  it.each([
    ['plugg', { message: 'There is no action "plugg".', help: 'Did you mean plug?' }],
    ['constructor', { message: 'There is no action "constructor".' }],
    [
      { __proto__: null, swipe: { token: 1 } },
      { path: '/swipe/token', help: 'Expected: string.' },
    ],
    [{ swipe: { tokn: 'A' } }, { path: '/swipe/tokn', help: 'Check the spelling, or remove it.' }],
    [{ stop: {} }, { path: '/stop/reason', message: 'reason is required.' }],
    [{ plug: {} }, { path: '/plug', help: 'Write it as a string: "plug".' }],
    ['publish', { path: '', message: 'The action publish needs arguments.' }],
    [{ assert: { session_info: {} } }, { message: 'Only scenarios have the action assert.' }],
    [{}, { message: 'An action is a word, or an object with one member.' }],
    [[], { message: 'An action is a word, or an object with one member.' }],
    [{ plug: {}, unplug: {} }, { path: '/plug' }],
    [
      { command: { name: 'pause_chargin' } },
      { path: '/command/name', help: 'Did you mean pause_charging?' },
    ],
    [{ command: { api: 'constructor', name: 'assign' } }, { path: '/command/name' }],
    [
      { publish: { variable: 'sesion_event', payload: 1 } },
      { path: '/publish/variable', help: 'Did you mean session_event?' },
    ],
    [
      { publish: { api: 'evse_manager', variable: 'x', payload: 1 } },
      { path: '/publish/api', help: expect.stringContaining('evse_manager_consumer') },
    ],
  ])('refuse %j', async (body, expected) => {
    const { status, body: answer } = await call('/actions', { body });
    expect(status).toBe(400);
    const findings = expect.arrayContaining([
      expect.objectContaining({ code: 'ACTION', ...expected }),
    ]);
    expect(answer).toEqual({ findings });
  });

  it('need a station', async () => {
    const alone = await startControlled(plans, { hasStation: false });
    const ask = caller(alone.control, description);
    const refused = await ask('/actions', { body: 'plug' });
    expect(refused).toMatchObject({ status: 404, body: finding({ code: 'NOT_FOUND' }) });
    expect((await ask('/state')).body).toMatchObject({ everest: null });
    await alone.close();
  });
});

describe('messages', () => {
  it('go to the topic: a sample, a payload, parameters, and bytes', async () => {
    const client = await connectAsync(running.broker.url);
    const got: string[] = [];
    client.on('message', (topic, payload) => got.push(`${topic} ${payload.toString()}`));
    await client.subscribeAsync(['lamps/#', 'picture'], { qos: 1 });
    const operation = 'receive_brightness';
    const sent = await call('/messages', { body: { operation } });
    expect(sent.body).toEqual({ api: 'lamps', operation });
    await call('/messages', { body: { operation, payload: 7, parameters: { lampId: 'l1' } } });
    const bytes = { operation: 'receive_picture', payload: { base64: 'YWJj' } };
    await call('/messages', { body: bytes });
    await client.endAsync();
    expect(got).toEqual([
      expect.stringMatching(/^lamps\/lampId\/brightness \d+$/),
      ...['lamps/l1/brightness 7', 'picture abc'],
    ]);
  });

  it('that are requests get the reply of the client, or none in time', async () => {
    const operation = 'receive_request_validate_token';
    const payload = { id_token: { value: 'A', type: 'ISO14443' }, authorization_type: 'RFID' };
    const silent = await call('/messages', { body: { operation, payload } });
    expect(silent).toMatchObject({ status: 504, body: finding({ code: 'NO_REPLY' }) });
    const client = await connectAsync(running.broker.url);
    const reply = { authorization_status: 'Accepted', tariff_messages: [] };
    client.on('message', (_, payload) => {
      const [, replyTo = ''] = /"replyTo":"([^"]*)"/.exec(payload.toString()) ?? [];
      client.publish(replyTo, JSON.stringify(reply));
    });
    await client.subscribeAsync('everest_api/1/auth_token_validator/+/e2m/validate_token');
    const answered = await call('/messages', { body: { operation, payload } });
    expect(answered).toMatchObject({ status: 200, body: { operation, reply } });
    await client.endAsync();
  });

  const operation = 'receive_brightness';
  it.each([
    [{ operation: 'receive_brightnes' }, { message: expect.stringContaining('Did you mean') }],
    [{ operation: 'send_dim' }, { message: expect.stringContaining('the mock server receives') }],
    [{ operation: 'receive_heartbeat' }, { message: expect.stringContaining('Several APIs') }],
    [{ operation: 'constructor' }, { message: expect.stringContaining('There is no operation') }],
    [{ operation, payload: 101 }, { path: '/payload' }],
    [
      { operation, parameters: { lamp: 'a' } },
      { message: expect.stringContaining('It has lampId') },
    ],
    [{ operation, parameters: { lampId: 'a/b' } }, { path: '/parameters' }],
    [{ operation, parameters: { lampId: 1 } }, { path: '/parameters' }],
    [{ operation, parameters: [] }, { path: '/parameters' }],
    [{ operation, topic: 'x' }, { help: 'It has operation, payload and parameters.' }],
    [{}, { path: '/operation' }],
    ['receive_brightness', { path: '/operation' }],
  ])('refuse %j', async (body, expected) => {
    const { status, body: answer } = await call('/messages', { body });
    expect(status).toBe(400);
    expect(answer).toEqual(finding({ code: 'MESSAGE', ...expected }));
  });

  it('and the health say that the broker is away', async () => {
    const lonely = await startControlled(plans);
    const ask = caller(lonely.control, description);
    await lonely.broker.close();
    while (lonely.mock.apis.some(({ engine }) => engine.state === 'connected')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await ask('/health')).toMatchObject({ status: 503, body: { status: 'not connected' } });
    const refused = await ask('/messages', { body: { operation } });
    expect(refused).toMatchObject({ status: 503, body: finding({ code: 'BROKER' }) });
    await lonely.close();
  });
});

describe.each(['/actions', '/messages'])('the body of %s', (path) => {
  const nested = `${'['.repeat(2_000)}${']'.repeat(2_000)}`;
  it.each([
    ['nothing', '', 400, 'BODY'],
    ['no JSON', '{', 400, 'BODY'],
    ['what is nested too deep', nested, 400, 'BODY'],
    ['what is too large', `"${'x'.repeat(MAX_BODY_BYTES)}"`, 413, 'LIMIT'],
  ])('is not %s', async (_, text, status, code) => {
    const refused = await call(path, { text });
    expect(refused).toMatchObject({ status, body: finding({ code }) });
  });

  it('is declared to be JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const refused = await call(path, { text: '"plug"', headers: { 'Content-Type': type } });
      expect(refused).toMatchObject({ status: 415, body: finding({ code: 'BODY' }) });
    }
  });
});

it('takes the commands of docs/mock-server.md', async () => {
  const shown = blocksOf('docs/mock-server.md').find(({ text }) => text.startsWith('curl '));
  const lines = shown?.text.trimEnd().split('\n') ?? [];
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    const [, options = '', path = ''] =
      /^curl -H "Authorization: Bearer \$TOKEN" (.*)http:\/\/127\.0\.0\.1:9000(\/\w+)$/.exec(
        line,
      ) ?? [];
    const [, json] = /^--json '(.*)' $/.exec(options) ?? [];
    if (options === '-N ') (await open(`${running.control.url}${path}`, {})).destroy();
    else
      expect((await call(path, json === undefined ? {} : { body: JSON.parse(json) })).status).toBe(
        200,
      );
  }
});

describe('the Dockerfile', () => {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const commandAt = (pattern: RegExp): readonly string[] =>
    JSON.parse(pattern.exec(text)?.[1] ?? '').map(String);

  it('has a health check that asks the control API', async () => {
    const [node, ...args] = commandAt(/^ {2}CMD (\[.*\])$/m);
    const { port } = new URL(running.control.url);
    const check = async (at: string): Promise<unknown> => {
      const script = args.map((arg) => arg.replace(':9000', `:${at}`));
      const [code]: unknown[] = await once(spawn(node ?? '', script), 'exit');
      return code;
    };
    expect(node).toBe('node');
    expect(await check(port)).toBe(0);
    expect(await check('1')).toBe(1);
  });

  it('runs a command whose options exist, as a user without rights', () => {
    const help = readFileSync(join(root, 'test/cli/widths/120/help-mock.txt'), 'utf8');
    const options = commandAt(/^CMD (\[.*\])$/m).filter((word) => word.startsWith('--'));
    expect(options.length).toBeGreaterThan(2);
    for (const option of options) expect(help).toContain(`  ${option} `);
    expect(text.indexOf('USER node')).toBeLessThan(text.indexOf('ENTRYPOINT'));
  });
});

describe('the log', () => {
  it('streams what happens, with control characters escaped, to eight clients at most', async () => {
    const url = `${running.control.url}/log`;
    const streams = await Promise.all(Array.from({ length: 8 }, () => open(url, {})));
    const ninth = await call('/log');
    expect(ninth).toMatchObject({ status: 429, body: finding({ code: 'LIMIT' }) });
    const [first] = streams;
    await call('/actions', {
      body: { publish: { variable: 'evse_id', payload: 'a\u001b[31m\u009b' } },
    });
    let text = '';
    for await (const piece of first ?? []) {
      text += String(piece);
      if (text.includes('evseId')) break;
    }
    const exchange = {
      method: 'GET',
      path: '/log',
      status: 200,
      headers: first?.headers ?? {},
      text,
    };
    description.check(exchange);
    const [, id, data = ''] = /\nid: (\d+)\ndata: (\{.*"evseId".*\})\n\n/.exec(text) ?? [];
    expect(Number(id)).toBeGreaterThan(1);
    expect(data).not.toContain('\u009b');
    const event: unknown = JSON.parse(data);
    description.assert(['components', 'schemas', 'LogEvent'], event);
    expect(event).toMatchObject({
      event: 'message',
      api: 'evse-manager-consumer',
      direction: 'sent',
    });
    for (const stream of streams) stream.destroy();
  });
});

it('disconnects who sends a request too slowly', async () => {
  const hasty = await startControlled(plans, { requestMs: 50 });
  const { hostname, port } = new URL(hasty.control.url);
  for (const start of [
    '',
    'GET /state HT',
    `POST /actions HTTP/1.1\r\nHost: localhost\r\n${UNFINISHED}`,
  ]) {
    const socket = connect(Number(port), hostname);
    socket.resume().write(start);
    await once(socket, 'close');
  }
  await hasty.close();
  expect(hasty.errors).toEqual([]);
});

it('was seen to give every answer of its document', () => {
  expect(description.unseen).toEqual([]);
});
