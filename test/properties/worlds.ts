import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/json/json.js';

/** A document with two files that it refers to, by what can come, go and change places in it. */
export interface World {
  /** Component schemas by file, and there by key. */
  readonly schemas: Readonly<Record<FileName, JsonObject>>;
  /** Payloads of the messages of the main file. */
  readonly messages: JsonObject;
  /** The channel's operations, each with all messages. */
  readonly operations: readonly string[];
}

const fileNames = ['main_API', 'types_API', 'units_API'] as const;
type FileName = (typeof fileNames)[number];

const fileName = fc.constantFrom(...fileNames);
const key = fc.oneof(
  fc.constantFrom('status', 'Status', 'energy_units', 'EnergyUnits', 'energy-units', 'limit'),
  fc.constantFrom('Error', 'Map', '1st', 'request_reset', 'LimitItem', 'statusMode', 'ok'),
  fc.stringMatching(/^[a-zA-Z]{3,9}$/),
);
const operationId = fc.oneof(
  fc.constantFrom('send_limit', 'send_request_reset', 'receive_status', 'receive_limit'),
  key.map((text) => `send_${text.replaceAll(/\W/g, '_')}`),
);

const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Json>({ type: 'string' }, { enum: ['a', 'b'] }, { type: ['integer', 'null'] }),
    fc
      .dictionary(key, tie('schema'), { minKeys: 1, maxKeys: 3, noNullPrototype: true })
      .map((properties) => ({ type: 'object', properties })),
    tie('schema').map((items) => ({ type: 'array', items })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
  ),
}));
const schemas = fc.dictionary(key, schema, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

export const worldArbitrary: fc.Arbitrary<World> = fc.record({
  schemas: fc.record({ main_API: schemas, types_API: schemas, units_API: schemas }),
  messages: fc.dictionary(key, schema, { maxKeys: 2, noNullPrototype: true }),
  operations: fc.uniqueArray(operationId, { maxLength: 3 }),
});

/** Something that may come to a world; seen the other way round, that goes. */
export const additionArbitrary: fc.Arbitrary<(world: World) => World> = fc.oneof(
  fc.tuple(fileName, key, schema).map(([file, name, value]) => (world: World): World => ({
    ...world,
    schemas: { ...world.schemas, [file]: { [name]: value, ...world.schemas[file] } },
  })),
  fc.tuple(key, schema).map(([name, payload]) => (world: World): World => ({
    ...world,
    messages: { [name]: payload, ...world.messages },
  })),
  operationId.map((id) => (world: World): World => ({
    ...world,
    operations: [...new Set([id, ...world.operations])],
  })),
);

/** The same world, everything in it in another order. */
export function reordered({ schemas: files, messages, operations }: World): World {
  return {
    schemas: {
      main_API: backwards(files.main_API),
      types_API: backwards(files.types_API),
      units_API: backwards(files.units_API),
    },
    messages: backwards(messages),
    operations: operations.toReversed(),
  };
}

/** The keys of an object and of those within the other way round. */
function backwards(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .toReversed()
      .map(([name, value]) => [name, isObject(value) ? backwards(value) : value]),
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of each file; the main one, which refers to every schema of the others, comes first. */
export function filesOf({ schemas: files, messages, operations }: World): Record<string, string> {
  const references = (['types_API', 'units_API'] as const).flatMap((file) =>
    Object.keys(files[file]).map((name): readonly [string, Json] => [
      `to ${file} ${name}`,
      { payload: { $ref: `${file}.json#/components/schemas/${name}` } },
    ]),
  );
  const own = Object.entries(messages).map(([name, payload]): readonly [string, Json] => [
    name,
    { payload },
  ]);
  const main = {
    asyncapi: '3.0.0',
    info: { title: 'World', version: '1.0.0' },
    channels: { all: { address: 'all', messages: Object.fromEntries([...own, ...references]) } },
    operations: Object.fromEntries(
      operations.map((id) => [
        id,
        { action: id.startsWith('send') ? 'send' : 'receive', channel: { $ref: '#/channels/all' } },
      ]),
    ),
    components: { schemas: files.main_API },
  };
  const other = (file: FileName): string =>
    JSON.stringify({ components: { schemas: files[file] } });
  return {
    'main_API.json': JSON.stringify(main),
    'types_API.json': other('types_API'),
    'units_API.json': other('units_API'),
  };
}
