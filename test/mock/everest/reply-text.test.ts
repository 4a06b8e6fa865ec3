/** The text of EVerest's replies, which only the wire shows. */
import { describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { authTokenValidator, evseManagerConsumer } from '../../../generated/index.js';
import { formatReplies } from '../../../src/mock/everest/modules/reply-text.js';
import { Quirks, type Switches } from '../../../src/mock/everest/quirks.js';
import { startMock, type StartMockOptions } from '../../../src/testing.js';
import {
  createValidators,
  type ApiDescriptor,
  type Assert,
} from '../../../templates/runtime/index.js';
import { StationMockServer } from '../../apis/generated/station/index.js';
import { Collector } from '../../runtime/harness.js';

const { EvseManagerConsumerMockServer } = evseManagerConsumer;
const { AuthTokenValidatorMockServer } = authTokenValidator;

const schema = {
  type: 'object',
  properties: {
    id: { type: 'integer', minimum: 1 },
    phases: { oneOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'null' }] },
    limit: { oneOf: [{ $ref: 'Limit' }, { type: 'null' }] },
  },
};
const limit = {
  type: 'object',
  properties: { ampere: { type: 'number', maximum: 230 }, 'a/b': { type: 'integer' } },
};

/** Returns the text of a reply with these quirks. */
function textOf(reply: unknown, switches: Switches = {}, text = JSON.stringify(reply)): string {
  const validators = createValidators({ Reply: schema, Limit: limit });
  const payload: Assert<unknown> = (value) => {
    validators.assert('Reply', value);
  };
  const api: ApiDescriptor = {
    ...{ name: 'limits', servers: {} },
    operations: {
      getLimits: {
        ...{ id: 'get', kind: 'request', address: 'm2e/limits/get', envelope: 'body' },
        ...{ messages: {}, payload: false, replies: { reply: { payload } } },
      },
    },
  };
  return formatReplies(api, new Quirks('main', switches))?.(text, 'getLimits') ?? text;
}

describe('a reply', () => {
  it('has sorted keys, lines with 4 spaces, and numbers of 32 bits', () => {
    const reply = {
      phases: [1, 3],
      limit: { ampere: 16.1, 'a/b': 5, empty: {} },
      id: 2,
      none: [],
      'Größe "x"': 'é\n',
    };
    expect(textOf(reply)).toBe(
      [
        '{',
        '    "Größe \\"x\\"": "é\\n",',
        '    "id": 2,',
        '    "limit": {',
        '        "a/b": 5,',
        '        "ampere": 16.100000381469727,',
        '        "empty": {}',
        '    },',
        '    "none": [],',
        '    "phases": [',
        '        1,',
        '        3',
        '    ]',
        '}',
      ].join('\n'),
    );
    expect(JSON.parse(textOf(reply, { 'float-noise': false }))).toEqual(reply);
  });

  it('has a fraction wherever the document allows one', () => {
    const off = { 'reply-layout': false };
    expect(textOf({ limit: { ampere: 230 }, id: 230 }, off)).toBe(
      '{"limit":{"ampere":230.0},"id":230}',
    );
    expect(textOf({ limit: { ampere: -0.5 } }, off)).toBe('{"limit":{"ampere":-0.5}}');
    expect(textOf({ limit: { ampere: 1e21 } }, off)).toBe(
      '{"limit":{"ampere":1.0000000200408773e+21}}',
    );
    expect(textOf({ limit: { ampere: -1e300 } }, off)).toBe('{"limit":{"ampere":-1e+300}}');
  });

  it('with more integers than an error lists keeps its numbers', () => {
    const many = { phases: Array.from({ length: 200 }, (_, index) => index), limit: { ampere: 5 } };
    expect(textOf(many, { 'reply-layout': false })).toBe(JSON.stringify(many));
  });

  it('that is a plain value or no JSON stays as it is', () => {
    for (const text of ['true', 'null', '"a"', '/etc/everest/ca.pem', '']) {
      expect(textOf(undefined, {}, text)).toBe(text);
    }
  });

  it('without the quirks is what everybody would send', () => {
    const off = { 'reply-layout': false, 'float-noise': false };
    expect(textOf({ limit: { ampere: 16.1 }, id: 2 }, off)).toBe(
      '{"limit":{"ampere":16.1},"id":2}',
    );
  });
});

/** Starts a mock EVerest and a client that sees bytes. */
async function startWired(given: Partial<StartMockOptions> = {}) {
  const mock = await startMock({
    ...{ apis: [StationMockServer, EvseManagerConsumerMockServer, AuthTokenValidatorMockServer] },
    ...{ everest: true, clock: 'fake', variables: { module_id: 'm1' }, ...given },
  });
  const client = await connectAsync(mock.url);
  const bodies = new Collector<string>();
  client.on('message', (_topic, body) => bodies.add(body.toString()));
  await client.subscribeAsync(['replies', 'everest_api/1/+/m1/e2m/validate_token']);
  const ask = async (topic: string): Promise<string | undefined> => {
    const count = bodies.items.length + 1;
    await client.publishAsync(
      `everest_api/1/${topic}`,
      JSON.stringify({ headers: { replyTo: 'replies' } }),
    );
    return (await bodies.reach(count)).at(-1);
  };
  const close = async (): Promise<void> => {
    await Promise.all([client.endAsync(), mock.close()]);
  };
  return { mock, client, bodies, ask, [Symbol.asyncDispose]: close };
}

describe('on the wire', () => {
  const evse =
    '{\n    "connectors": [\n        {\n            "id": 1\n        }\n    ],\n    "id": 7\n}';
  const reply = { id: 7, connectors: [{ id: 1 }] };

  it('replies of the station, of handlers and of overrides have the layout, and the history the values', async () => {
    await using wired = await startWired();
    const { mock, ask } = wired;
    await mock.station.publish({ api: 'station', variable: 'limits', payload: { ampere: 16.1 } });
    expect(await ask('station/m1/m2e/limits/get')).toBe('{\n    "ampere": 16.100000381469727\n}');
    mock.override({ get_limits: { ampere: 230 } });
    expect(await ask('station/m1/m2e/limits/get')).toBe('{\n    "ampere": 230.0\n}');
    mock.server(EvseManagerConsumerMockServer).handleGetEvse(() => reply);
    expect(await ask('evse_manager_consumer/m1/m2e/get_evse')).toBe(evse);
    const replies = mock.history().filter(({ kind }) => kind === 'reply');
    expect(replies.map(({ payload }) => payload)).toEqual([
      { ampere: 16.1 },
      { ampere: 230 },
      reply,
    ]);
    const sent = mock.history().filter(({ operation }) => operation === 'limits');
    expect(sent.map(({ payload }) => payload)).toEqual([{ ampere: 16.1 }]);
  });

  it('replies of other profiles, and requests of EVerest, are compact', async () => {
    await using spec = await startWired({ profile: 'spec' });
    spec.mock.server(EvseManagerConsumerMockServer).handleGetEvse(() => reply);
    expect(await spec.ask('evse_manager_consumer/m1/m2e/get_evse')).toBe(JSON.stringify(reply));
    await using main = await startWired();
    const check = 'everest_api/1/auth_token_validator/m1/m2e/communication_check';
    await main.client.publishAsync(check, 'true');
    await main.mock
      .expect('auth-token-validator/communication_check')
      .within(5_000)
      .toHaveBeenCalled();
    await main.mock.station.plugIn();
    await main.mock.station.swipe('CARD_1');
    const [request] = await main.bodies.reach(1);
    expect(request).toMatch(
      /^\{"headers":\{"replyTo":"[^"]+"\},"payload":\{"id_token":\{"value":"CARD_1"/,
    );
  });
});
