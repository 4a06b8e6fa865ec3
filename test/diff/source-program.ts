/** Programs that use everything of a type: one that reads a value to its last part, one that writes values. */
import { isArray, isObject, type Json, type JsonObject } from '../../src/json/json.js';
import type { Chance } from '../properties/chance.js';
import { instanceOf } from './instances.js';

const helpers = `declare function never(value: never): void;
declare function text(value: string): void;
declare function count(value: number): void;
declare function flag(value: boolean): void;
`;

/** Returns a program that reads a received value: switches are exhaustive, and all properties are used. */
export function reader(name: string, schemas: JsonObject): string {
  const body = new Reader(schemas).read('value', schemas[name] ?? true);
  return `${imported(name)}${helpers}export function read(value: ${name}): unknown {\n${body}\nreturn value;\n}\n`;
}

/** Returns a program that writes values which the old schema accepts, with the properties that it names. */
export function writer(
  name: string,
  { schemas, chance, is }: { schemas: JsonObject; chance: Chance; is: (value: Json) => boolean },
): string {
  const made = Array.from({ length: 400 }, () => instanceOf(schemas[name], schemas, chance));
  const texts = made.filter((value) => is(value)).map((value) => JSON.stringify(value));
  const declared = texts.filter((text) => !text.includes('"zzz"'));
  const lines = [...new Set(declared)]
    .slice(0, 60)
    .map((text, index) => `export const v${index}: ${name} = ${text};`);
  return `${imported(name)}${lines.join('\n')}\n`;
}

function imported(name: string): string {
  return `import type { ${name} } from './TYPES.js';\n`;
}

/** Tests for a kind of value, and calls that take no other kind. */
const kinds: Readonly<Record<string, readonly [test: string, use: string]>> = {
  null: ['V === null', ''],
  string: ["typeof V === 'string'", 'text(V);'],
  number: ["typeof V === 'number'", 'count(V);'],
  integer: ["typeof V === 'number'", 'count(V);'],
  boolean: ["typeof V === 'boolean'", 'flag(V);'],
  array: ['Array.isArray(V)', ''],
  object: ["typeof V === 'object'", ''],
};

class Reader {
  #names = 0;

  constructor(private readonly schemas: JsonObject) {}

  /** Returns the statements that read a value. */
  read(value: string, schema: Json): string {
    if (!isObject(schema)) return '';
    const name = schema['$ref'];
    if (typeof name === 'string') return this.read(value, this.schemas[name] ?? true);
    const listed = 'const' in schema ? [schema['const'] ?? null] : schema['enum'];
    if (isArray(listed)) return this.#readListed(value, listed);
    const variants = ['anyOf', 'oneOf'].flatMap((key) => (isArray(schema[key]) ? schema[key] : []));
    if (variants.length > 0) return this.#readUnion(value, variants);
    const parts = isArray(schema['allOf']) ? schema['allOf'] : [];
    const own = this.#readOwn(value, schema);
    return [own, ...parts.map((part) => this.read(value, part))].join('\n');
  }

  #readListed(value: string, listed: readonly Json[]): string {
    const cases = listed.map((each) => `case ${JSON.stringify(each)}:`).join(' ');
    return `switch (${value}) { ${cases} break; default: never(${value}); }`;
  }

  #readUnion(value: string, variants: readonly Json[]): string {
    const branches = variants.map((variant) => {
      const type = this.#typeOf(variant);
      return `if (${(kinds[type]?.[0] ?? 'true').replaceAll('V', value)}) { ${this.read(value, variant)} }`;
    });
    return `${branches.join(' else ')} else never(${value});`;
  }

  #typeOf(schema: Json): string {
    if (!isObject(schema)) return '';
    if (typeof schema['$ref'] === 'string')
      return this.#typeOf(this.schemas[schema['$ref']] ?? true);
    if (isArray(schema['enum'])) return typeof schema['enum'][0];
    return typeof schema['type'] === 'string' ? schema['type'] : '';
  }

  #readOwn(value: string, schema: JsonObject): string {
    const { type } = schema;
    if (isArray(type)) {
      return this.#readUnion(
        value,
        type.map((each) => ({ ...schema, type: each })),
      );
    }
    if (typeof type !== 'string') return this.#readProperties(value, schema);
    if (type === 'array') return this.#readItems(value, schema);
    const use = kinds[type]?.[1] ?? '';
    return `${use.replaceAll('V', value)}${type === 'object' ? this.#readProperties(value, schema) : ''}`;
  }

  #readItems(value: string, { items }: JsonObject): string {
    if (items === undefined || isArray(items)) return `count(${value}.length);`;
    const item = this.#fresh();
    return `for (const ${item} of ${value}) { ${this.read(item, items)} }`;
  }

  #readProperties(value: string, schema: JsonObject): string {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const required = isArray(schema['required']) ? schema['required'] : [];
    const lines = Object.entries(properties).map(([name, inner]) => {
      const held = this.#fresh();
      const read = this.read(held, inner);
      const body = required.includes(name) ? read : `if (${held} !== undefined) { ${read} }`;
      return `{ const ${held} = ${value}[${JSON.stringify(name)}]; ${body} }`;
    });
    return lines.join('\n');
  }

  #fresh(): string {
    this.#names += 1;
    return `v${this.#names}`;
  }
}
