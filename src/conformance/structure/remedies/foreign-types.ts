/** What draft-07 has for a type of another language: keywords, in their order. */
export type TypeInJsonSchema = Readonly<Record<string, string>>;

/** Types of other languages and their meaning in JSON Schema. Case does not count. */
export const foreignTypes: ReadonlyMap<string, TypeInJsonSchema> = new Map([
  ...all(['float', 'float32'], { type: 'number', format: 'float' }),
  ...all(['double', 'float64'], { type: 'number', format: 'double' }),
  ...all(['decimal', 'numeric', 'real'], { type: 'number' }),
  ...all(['int', 'short', 'byte', 'int8', 'int16', 'uint8', 'uint16', 'uint32', 'uint'], {
    type: 'integer',
  }),
  ...all(['int32'], { type: 'integer', format: 'int32' }),
  ...all(['long', 'int64', 'bigint', 'uint64'], { type: 'integer', format: 'int64' }),
  ...all(['bool'], { type: 'boolean' }),
  ...all(['str', 'text', 'char', 'varchar'], { type: 'string' }),
  ...all(['uuid', 'guid'], { type: 'string', format: 'uuid' }),
  ...all(['date'], { type: 'string', format: 'date' }),
  ...all(['datetime', 'date-time', 'timestamp'], { type: 'string', format: 'date-time' }),
  ...all(['time'], { type: 'string', format: 'time' }),
  ...all(['email'], { type: 'string', format: 'email' }),
  ...all(['uri', 'url'], { type: 'string', format: 'uri' }),
  ...all(['file', 'binary', 'bytes', 'blob', 'base64'], { type: 'string', format: 'byte' }),
  ...all(['dict', 'map', 'hash', 'struct', 'record', 'json'], { type: 'object' }),
  ...all(['list', 'set', 'tuple', 'sequence'], { type: 'array' }),
  ...all(['none', 'nil', 'void', 'undefined'], { type: "'null'" }),
]);

/** Words for any value, for which a schema needs no type. */
export const anyTypes: readonly string[] = ['any', 'mixed', 'unknown', '*'];

/** The types of JSON Schema. */
export const jsonTypes: readonly string[] = [
  ...['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'],
];

function all(
  names: readonly string[],
  meaning: TypeInJsonSchema,
): readonly (readonly [string, TypeInJsonSchema])[] {
  return names.map((name) => [name, meaning]);
}
