import { describe, expect, test } from '@jest/globals';
import { ConnectionError, TopicError } from '../../templates/runtime/errors.js';
import { prefixOf, selectServer, urlOf } from '../../templates/runtime/connection/server.js';
import { lampApi } from '../apis/generated/lamp/index.js';

const { cloud } = lampApi.servers;

test('the first server counts, unless another one is named', () => {
  expect(selectServer(lampApi, undefined)).toBe(lampApi.servers.default);
  expect(selectServer(lampApi, 'cloud')).toBe(cloud);
  expect(() => selectServer(lampApi, 'toString')).toThrow(ConnectionError);
});

describe('the prefix', () => {
  test('has its variables filled in', () => {
    expect(prefixOf(cloud, { module_id: 'm1' })).toBe('cloud/m1/');
    expect(prefixOf({ host: 'h', protocol: 'mqtt' }, {})).toBe('');
  });

  test('takes defaults and only what the document lists', () => {
    const server = {
      host: 'h',
      protocol: 'mqtt',
      pathname: 'x/{stage}',
      variables: { stage: { values: ['test', 'live'], default: 'test' } },
    };
    expect(prefixOf(server, {})).toBe('x/test');
    expect(prefixOf(server, { stage: undefined })).toBe('x/test');
    expect(prefixOf(server, { stage: 'live' })).toBe('x/live');
    expect(() => prefixOf(server, { stage: 'prod' })).toThrow(TopicError);
  });

  test('needs every variable', () => {
    expect(() => prefixOf(cloud, {})).toThrow('has no value');
  });
});

describe('the URL', () => {
  test.each([
    ['h', 'mqtt', 'mqtt://h:1883'],
    ['h:9', 'mqtt', 'mqtt://h:9'],
    ['h', 'secure-mqtt', 'mqtts://h:8883'],
    ['h', 'MQTTS', 'mqtts://h:8883'],
    ['h', 'ws', 'ws://h:80'],
    ['h', 'wss', 'wss://h:443'],
    ['[::1]', 'mqtt', 'mqtt://[::1]:1883'],
    ['[::1]:5', 'mqtt', 'mqtt://[::1]:5'],
  ])('of %s over %s is %s', (host, protocol, url) => {
    expect(urlOf({ host, protocol }, {})).toBe(url);
  });

  test('has the variables of the host', () => {
    expect(urlOf(cloud, {})).toBe('mqtts://eu.example.org:8883');
    expect(urlOf(cloud, { region: 'us' })).toBe('mqtts://us.example.org:8883');
  });

  test.each(['cn', 'eu@evil', 'eu/..', ''])('has no %j in its host', (region) => {
    expect(() => urlOf(cloud, { region })).toThrow(ConnectionError);
    const open = { host: '{region}.x', protocol: 'mqtt' };
    if (region !== 'cn') {
      expect(() => urlOf(open, { region })).toThrow(ConnectionError);
    }
  });

  test('is wanted from the caller where the document has none', () => {
    expect(() => urlOf({ host: 'h', protocol: 'kafka' }, {})).toThrow('Pass a `url` or a `client`');
  });
});
