/** AsyncAPI 2.x in the terms of the model. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import type { Api } from '../../src/model/api.js';
import { apiOfFiles } from '../support/apis.js';
import { root } from '../support/project.js';

let api: Api;
beforeAll(async () => {
  api = await apiOfFiles({ 'v2.yaml': readFileSync(join(root, 'test/model/v2.yaml'), 'utf8') });
}, 30_000);

it('the url of a server is its host and what comes before all topics', () => {
  const locations = api.servers.map(({ host, pathname }) => [host, pathname]);
  expect(locations).toEqual([
    ['broker.example:1883', 'a/{id}'],
    ['broker.example', 'a/b'],
    ['broker.example:8883', undefined],
    ['{host}:{port}', undefined],
  ]);
  expect(api.servers[3]?.variables.map(({ name }) => name)).toEqual(['host', 'port']);
});

it('the scheme of a url says what the protocol leaves open', () => {
  expect(api.servers.map(({ protocol }) => protocol)).toEqual(['mqtt', 'mqtts', 'mqtt', 'mqtts']);
});

it('the key of a channel is its address', () => {
  expect(api.channels.map(({ address }) => address?.text)).toEqual([
    'lamps/{lampId}/status',
    'empty',
  ]);
  expect(api.channels[0]?.parameters).toMatchObject([
    { name: 'lampId', description: 'Number.', values: ['1', '2'], default: '1' },
  ]);
});

it('`subscribe` is what the application sends, `publish` what it receives', () => {
  expect(api.operations.map(({ id, kind }) => `${id}: ${kind}`)).toEqual([
    'dimLamp: subscribe',
    'send_lamps_lampId_status: publish',
    'receive_empty: subscribe',
  ]);
});

it('operations have texts, bindings and traits', () => {
  expect(api.operations).toMatchObject([
    { description: 'From the trait.', mqtt: { qos: 2 } },
    { summary: 'What a lamp does.', mqtt: {} },
    {},
  ]);
});

it('messages go by their id, name or key, else by their operation', () => {
  expect(api.operations.map(({ messages }) => messages.map(({ id }) => id))).toEqual([
    ['byId', 'byName', 'status', 'dimLamp'],
    ['status'],
    ['receive_empty'],
  ]);
  expect(api.operations[2]?.messages).toMatchObject([{ summary: 'From the trait.' }]);
});
