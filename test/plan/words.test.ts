import { describe, expect, it } from '@jest/globals';
import { apiNameOf } from '../../src/plan/names/api-name.js';
import { apiNames } from '../../src/plan/names/api-names.js';
import { camelCase, kebabCase, pascalCase, wordsOf } from '../../src/plan/names/case.js';

it.each([
  ['get_evse', 'get evse'],
  ['getEvse', 'get Evse'],
  ['get-evse', 'get evse'],
  ['HTTPServer', 'HTTP Server'],
  ['power_supply_DC', 'power supply DC'],
  ['sCEE-7_7', 's CEE 7 7'],
  ['ocpp1.6', 'ocpp1 6'],
  ['__x__', 'x'],
  ['…', ''],
])('the words of %s are %s', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words);
});

it.each([
  ['enable_state', 'EnableState'],
  ['EVInfo', 'EVInfo'],
  ['sCEE-7_7', 'SCEE77'],
  ['uni.v1', 'UniV1'],
  ['1st', '_1st'],
  ['日本', ''],
])('%s is %s in PascalCase', (name, expected) => {
  expect(pascalCase(name)).toBe(expected);
});

it.each([
  ['EVInfo', 'evInfo'],
  ['get_evse', 'getEvse'],
  ['7_eleven', '_7Eleven'],
])('%s is %s in camelCase', (name, expected) => {
  expect(camelCase(wordsOf(name))).toBe(expected);
});

it('knows kebab case', () => {
  expect(kebabCase('power_supply_DC')).toBe('power-supply-dc');
});

it('accents do not end a word', () => {
  expect(pascalCase('größe_der-öffnung')).toBe('GrosseDerOffnung');
  expect(pascalCase('cafe\u0301')).toBe('Cafe');
  expect(camelCase(wordsOf('sendÉtatŁódki'))).toBe('sendEtatLodki');
  expect(pascalCase('温度_a')).toBe('A');
});

describe('the name of an API', () => {
  it.each([
    ['specs/evse_manager_consumer_API.yaml', 'evse-manager-consumer'],
    ['specs/evse_manager_consumer_API/asyncapi.yaml', 'evse-manager-consumer'],
    ['specs/evse_manager_consumer_API/index.yml', 'evse-manager-consumer'],
    ['specs/evse_manager_consumer_API/spec.json', 'evse-manager-consumer'],
    ['specs/street-lights.asyncapi.yaml', 'street-lights'],
    ['specs/streetLights.asyncapi.json', 'street-lights'],
    ['specs/power_supply_DC_API.yaml', 'power-supply-dc'],
    ['specs/street.lights.yaml', 'street-lights'],
    ['specs/日本.yaml', 'api'],
    ['specs/_API.yaml', 'api'],
  ])('of %s is %s', (path, name) => {
    expect(apiNameOf(path)).toBe(name);
  });

  it('gives the classes theirs', () => {
    const { client, mock, namespace, variables, descriptor } = apiNames('power-supply-dc');
    expect([client, mock, namespace, variables, descriptor]).toEqual([
      'PowerSupplyDcClient',
      'PowerSupplyDcMockServer',
      'powerSupplyDc',
      'PowerSupplyDcVariables',
      'powerSupplyDcApi',
    ]);
  });

  it('gives the classes of a document whose name starts with a digit a word in front', () => {
    const { client, namespace, descriptor } = apiNames('25-host');
    expect([client, namespace, descriptor]).toEqual([
      'Api25HostClient',
      'api25Host',
      'api25HostApi',
    ]);
  });
});
