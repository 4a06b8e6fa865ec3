/** NAMES.md, "Types", rule by rule. */
import { describe, expect, it } from '@jest/globals';
import type { Json } from '../../src/json/json.js';
import type { Origin } from '../../src/model/origin.js';
import { originId } from '../../src/model/origin.js';
import type { Message } from '../../src/model/api.js';
import { definedName } from '../../src/plan/names/defined-name.js';
import { apiOf, apiOfSchemas, mainFile, messageOf, schemaOf } from '../support/apis.js';
import { namesOf, typeNamesOf } from '../support/declared-types.js';

const closed: Json = { type: 'object', properties: { a: { type: 'string' } } };
const at = (pointer: string, file = mainFile): Origin => ({ file, pointer });

/** A message with its payload, and the payload as a schema of the API, as the model has them. */
function withPayload(id: string, where: string, payload: Json) {
  const origin = at(`${where}/${id}`);
  const payloadOrigin = at(`${origin.pointer}/payload`);
  const reference = {
    kind: 'reference',
    origin: payloadOrigin,
    target: originId(payloadOrigin),
    annotations: {},
  } as const;
  const message: Message = messageOf(id, { origin, payload: reference });
  return { message, schema: [payloadOrigin, payload] as const };
}

describe('the name that a pointer gives', () => {
  it.each([
    ['/components/schemas/powermeter', 'Powermeter'],
    ['/components/schemas/units/types/Energy', 'Energy'],
    ['/components/schemas/Foo/properties/bar', 'FooBar'],
    ['/components/schemas/Foo/properties/bar/items', 'FooBarItem'],
    ['/components/schemas/Foo/properties/bar/items/properties/id', 'FooBarItemId'],
    ['/components/schemas/Foo/additionalProperties', 'FooValue'],
    ['/components/schemas/Foo/oneOf/1', 'FooOneOf1'],
    ['/components/schemas/Foo/allOf/0/properties/x', 'FooAllOf0X'],
    ['/components/schemas/items', 'Items'],
    ['/components/schemas/properties', 'Properties'],
    ['/components/schemas/日本', 'Schema'],
    ['/definitions/a~1b', 'AB'],
    ['', 'Thing'],
  ])('%s is %s', (pointer, name) => {
    expect(definedName(at(pointer)).name).toBe(name);
  });
});

describe('a schema is named', () => {
  it('by its key, in PascalCase', () => {
    const api = apiOfSchemas({ evse_state: closed, EVInfo: closed, '1st-of.all': closed });
    expect(typeNamesOf(api)).toEqual(['EvseState', 'EVInfo', '_1stOfAll']);
  });

  it('by its key in the file that defines it', () => {
    const api = apiOf([
      [at('/components/schemas/A'), { $ref: 'powermeter_API.yaml#/components/schemas/Powermeter' }],
      [at('/components/schemas/Powermeter', '/specs/powermeter_API.yaml'), closed],
      [at('', '/specs/shared/reading.json'), closed],
    ]);
    expect(typeNamesOf(api)).toEqual(['A', 'Powermeter', 'Reading']);
  });

  it('by its owner and path where it is nested and has properties or strings to choose from', () => {
    const api = apiOfSchemas({
      EnableDisableSource: {
        type: 'object',
        properties: {
          enable_state: { type: 'string', enum: ['On', 'Off'] },
          priority: { type: 'integer' },
          limits: { type: 'array', items: closed },
          extra: { type: 'object', additionalProperties: closed },
          state: { oneOf: [closed, { type: 'null' }] },
        },
      },
    });
    expect(typeNamesOf(api)).toEqual([
      'EnableDisableSource',
      'EnableDisableSourceEnableState',
      'EnableDisableSourceLimitsItem',
      'EnableDisableSourceExtraValue',
    ]);
  });

  it('after its message where it is the payload written in it', () => {
    const { message, schema } = withPayload('send_level', '/components/messages', {
      type: 'integer',
    });
    expect(typeNamesOf(apiOf([schema], { messages: [message] }))).toEqual(['SendLevel']);
  });

  it('Message, where the key of its message has not a single letter or digit', () => {
    const { message, schema } = withPayload('温', '/components/messages', { type: 'integer' });
    expect(typeNamesOf(apiOf([schema], { messages: [message] }))).toEqual(['Message']);
  });

  it('once, where a message has a named schema as payload', () => {
    const payload = schemaOf(
      { $ref: '#/components/schemas/Level' },
      at('/components/messages/send_level/payload'),
    );
    const messages = [messageOf('send_level', { payload })];
    const { names } = namesOf(apiOfSchemas({ Level: { type: 'integer' } }, { messages }));
    expect([...names.types.values()].map(({ name }) => name)).toEqual(['Level']);
    expect(names.nameOf(payload)).toBe('Level');
  });
});

describe('where two schemas want one name', () => {
  it('the nearest ancestors in which they differ come before it', () => {
    const api = apiOf([
      [at('/components/schemas/units/types/Energy'), closed],
      [at('/components/schemas/units_signed/types/Energy'), closed],
    ]);
    expect(typeNamesOf(api)).toEqual(['UnitsEnergy', 'UnitsSignedEnergy']);
  });

  it('each of several takes its nearest ancestor that no other has', () => {
    const garage = '/channels/garage/messages';
    const kitchen = '/channels/kitchen/messages';
    const at2 = [withPayload('Status', kitchen, closed), withPayload('Status', garage, closed)];
    const messages = at2.map(({ message }) => message);
    const schemas = [
      ...at2.map(({ schema }) => schema),
      [at('/components/schemas/Status'), closed] as const,
    ];
    const names = ['KitchenStatus', 'GarageStatus', 'SchemasStatus'];
    expect(typeNamesOf(apiOf(schemas, { messages }))).toEqual(names);
    expect(typeNamesOf(apiOf(schemas.toReversed(), { messages }))).toEqual(names.toReversed());
  });

  it('of different files, the APIs of the files come before it', () => {
    const api = apiOf([
      [at('/components/schemas/Error'), closed],
      [at('/components/schemas/Error', '/specs/power_supply_DC_API.yaml'), closed],
    ]);
    expect(typeNamesOf(api)).toEqual(['ThingError', 'PowerSupplyDcError']);
  });

  it('that differ in case or underscores, they are numbered by code point', () => {
    const schemas = { foo_bar: closed, fooBar: closed, FooBar: closed };
    const names = namesOf(apiOfSchemas(schemas)).names;
    const byKey = [...names.types.values()].map(({ id, name }) => [id.split('/').at(-1), name]);
    expect(Object.fromEntries(byKey)).toEqual({
      FooBar: 'FooBar1',
      fooBar: 'FooBar2',
      foo_bar: 'FooBar3',
    });
    expect(names.clashes).toHaveLength(1);
  });

  it('a message and a schema are told apart by where they stand', () => {
    const { message, schema } = withPayload('Level', '/components/messages', { type: 'integer' });
    const api = apiOf([[at('/components/schemas/Level'), closed], schema], { messages: [message] });
    expect(typeNamesOf(api)).toEqual(['SchemasLevel', 'MessagesLevel']);
  });

  it('the messages of two channels are told apart by the channels', () => {
    const a = withPayload('event', '/channels/doors/messages', { type: 'integer' });
    const b = withPayload('event', '/channels/lamps/messages', { type: 'string' });
    const api = apiOf([a.schema, b.schema], { messages: [a.message, b.message] });
    expect(typeNamesOf(api)).toEqual(['DoorsEvent', 'LampsEvent']);
  });

  it('what is nested leaves it to what is not', () => {
    const api = apiOfSchemas({
      Foo: { type: 'object', properties: { bar: closed } },
      FooBar: closed,
    });
    const { names } = namesOf(api);
    expect([...names.types.values()].map(({ name }) => name)).toEqual(['Foo', 'FooBar1', 'FooBar']);
    expect(names.clashes.map(({ wanted }) => wanted)).toEqual(['FooBar']);
  });

  it('a class of the output is one of them', () => {
    const api = apiOfSchemas({ ThingClient: closed });
    expect(typeNamesOf(api, ['ThingClient'])).toEqual(['ThingClient1']);
  });

  it('each of them has a finding with its place', () => {
    const api = apiOfSchemas({ a_b: closed, aB: closed });
    expect(namesOf(api).names.clashes).toEqual([
      {
        wanted: 'AB',
        given: [
          { name: 'AB1', origin: at('/components/schemas/aB') },
          { name: 'AB2', origin: at('/components/schemas/a_b') },
        ],
      },
    ]);
  });
});
