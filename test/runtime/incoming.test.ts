/** `incoming`: what clients accept of messages that do not match the document. The same with both kinds of validators. */
import { describe, expect, it } from '@jest/globals';
import type { Assert, MessageDescriptor, Messages } from '../../templates/runtime/descriptor.js';
import { readMessage, writeMessage } from '../../templates/runtime/messages/codec.js';
import { incomingRules } from '../../templates/runtime/messages/tolerance.js';
import { createValidators } from '../../templates/runtime/lazy/create-validators.js';
import type { IncomingMode, IncomingQuirk, QuirkOptions } from '../../templates/runtime/quirk.js';
import type { Role } from '../../templates/runtime/role.js';
import { ValidationError } from '../../templates/runtime/validation/validation-error.js';
import type { Validators } from '../../templates/runtime/validation/validators.js';
import { compiledValidators } from '../support/compiled-validators.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const closed = { type: 'object', additionalProperties: false } as const;
const text = { type: 'string' } as const;
const colours = ['red', 'green'];

const schemas = {
  Lamp: { ...closed, required: ['id'], properties: { id: text, colour: { $ref: 'Colour' } } },
  Lamps: { type: 'array', items: { $ref: 'Lamp' } },
  Colour: { type: 'string', enum: colours, 'x-open': true },
  Size: { type: 'string', enum: ['big', 'small'] },
  Text: text,
  Word: { type: 'string', pattern: '^[a-z]+$' },
  Map: { ...closed, patternProperties: { '^n': { type: 'number' } } },
  Nothing: closed,
  OneOf: { oneOf: [{ $ref: 'Lamp' }, { type: 'null' }] },
  AnyOf: { anyOf: [{ $ref: 'Lamp' }, { type: 'null' }] },
  Not: { not: { $ref: 'Lamp' } },
  If: {
    if: { properties: { id: { const: 'a' } } },
    then: { ...closed, properties: { id: {} } },
    else: { properties: { id: { $ref: 'Colour' } } },
  },
  Contains: { type: 'array', contains: { $ref: 'Lamp' } },
  Named: { type: 'object', propertyNames: { $ref: 'Colour' } },
  Limited: { ...closed, properties: { id: text }, maxProperties: 1 },
};
type Name = keyof typeof schemas;

interface Settings {
  readonly incoming?: IncomingMode;
  readonly quirks?: QuirkOptions;
  readonly role?: Role;
}

function rulesOf({ role = 'client', ...options }: Settings) {
  return { rules: incomingRules({ name: 'lamps' }, role, options) };
}

class Reading {
  readonly #validators: Validators<string>;

  constructor(validators: Validators<string>) {
    this.#validators = validators;
  }

  assertion(name: Name): Assert<unknown> {
    return (value) => this.#validators.assert(name, value);
  }

  is(name: Name, value: unknown): boolean {
    return this.#validators.is(name, value);
  }

  /** Reads a body of one message. */
  read(name: Name, body: string, settings: Settings = {}): unknown {
    return this.message({ m: { payload: this.assertion(name) } }, body, settings).payload;
  }

  message(messages: Messages, body: string, settings: Settings = {}) {
    return readMessage(messages, { body: bytes(body), headers: {}, ...rulesOf(settings) });
  }

  headers(name: Name, headers: Readonly<Record<string, string>>, settings: Settings = {}): unknown {
    const m: MessageDescriptor = { headers: { accept: this.assertion(name) } };
    return readMessage({ m }, { body: bytes(''), headers, ...rulesOf(settings) }).headers;
  }
}

const kinds: readonly (readonly [string, () => Promise<Validators<string>>])[] = [
  ['lazy', () => Promise.resolve(createValidators(schemas))],
  ['compiled', () => compiledValidators(schemas)],
];

describe.each(kinds)('with %s validators, incoming', (_kind, create) => {
  const reading = create().then((validators) => new Reading(validators));
  const more = '{"id":"a","more":{"x":[1]}}';

  it('is tolerant of extra fields, which handlers receive', async () => {
    const { read } = bound(await reading);
    expect(read('Lamp', more)).toEqual({ id: 'a', more: { x: [1] } });
    expect(read('Lamps', `[${more},{"id":"b"}]`)).toEqual([
      { id: 'a', more: { x: [1] } },
      { id: 'b' },
    ]);
    expect(read('Lamp', more, { role: 'mock' })).toEqual({ id: 'a', more: { x: [1] } });
  });

  it('is exact if it is strict', async () => {
    const { read } = bound(await reading);
    expect(() => read('Lamp', more, { incoming: 'strict' })).toThrow(ValidationError);
    expect(() => read('Text', 'bare', { incoming: 'strict' })).toThrow(/must be JSON/);
  });

  it('only decodes if it is off', async () => {
    const { read } = bound(await reading);
    expect(read('Lamp', '[1]', { incoming: 'off' })).toEqual([1]);
    expect(() => read('Lamp', '[1', { incoming: 'off' })).toThrow(/must be JSON/);
  });

  it('refuses a message with one more issue, and says what is wrong with it', async () => {
    const { read } = bound(await reading);
    expect(() => read('Lamp', '{"more":1}')).toThrow(/\/id is required; \/more is not a property/);
    expect(() => read('Limited', more)).toThrow(/at most 1 properties/);
  });

  it('refuses what has more issues than an error lists', async () => {
    const { read } = bound(await reading);
    const many = (count: number): string =>
      JSON.stringify(Array.from({ length: count }, () => ({ id: 'a', more: 1 })));
    expect(read('Lamps', many(100))).toHaveLength(100);
    expect(() => read('Lamps', many(101))).toThrow(ValidationError);
  });

  it.each<[Name, string]>([
    ['OneOf', more],
    ['AnyOf', more],
    ['Not', '{"id":"a"}'],
    ['If', more],
    ['If', '{"id":"blue"}'],
    ['Contains', `[${more}]`],
    ['Named', '{"blue":1}'],
  ])('holds to the exact meaning inside %s', async (name, body) => {
    const { read } = bound(await reading);
    expect(() => read(name, body)).toThrow(ValidationError);
  });

  it('tolerates the extra fields that `not` demands', async () => {
    const { read } = bound(await reading);
    expect(read('Not', more)).toEqual({ id: 'a', more: { x: [1] } });
  });

  it('accepts no values that the type of a map does not have', async () => {
    const { read } = bound(await reading);
    expect(() => read('Map', '{"n":1,"other":"x"}')).toThrow(ValidationError);
    expect(() => read('Nothing', '{"other":"x"}')).toThrow(ValidationError);
  });

  it('takes a string without quotes where the schema is a string', async () => {
    const { read } = bound(await reading);
    expect(read('Text', '/var/certs ü')).toBe('/var/certs ü');
    expect(read('Word', 'bare')).toBe('bare');
    for (const broken of ['', ' ', '"a', '{"a":', '[1']) {
      expect(() => read('Text', broken)).toThrow(/must be JSON/);
    }
    expect(() => read('Text', 'true')).toThrow(/must be string/);
    expect(() => read('Word', '/x')).toThrow(/must be JSON/);
    expect(() => read('Lamp', 'bare')).toThrow(/must be JSON/);
    expect(() => read('Text', 'bare', { role: 'mock' })).toThrow(/must be JSON/);
  });

  it('takes no bytes for a string that are not UTF-8', async () => {
    const { assertion } = bound(await reading);
    const messages = { m: { payload: assertion('Text') } };
    const received = { body: Uint8Array.of(0xff, 0x61), headers: {}, ...rulesOf({}) };
    expect(() => readMessage(messages, received)).toThrow(ValidationError);
  });

  it('takes unknown values of enums only if the bindings say so', async () => {
    const { read } = bound(await reading);
    expect(() => read('Size', '"huge"')).toThrow(/one of big, small/);
    expect(read('Colour', '"blue"')).toBe('blue');
    expect(read('Colour', 'blue')).toBe('blue');
    expect(read('Lamp', '{"id":"a","colour":"blue"}')).toMatchObject({ colour: 'blue' });
    expect(() => read('Colour', '7')).toThrow(ValidationError);
    expect(() => read('Colour', '"blue"', { incoming: 'strict' })).toThrow(ValidationError);
    expect(() => read('Colour', '"blue"', { role: 'mock' })).toThrow(ValidationError);
    expect(() => read('Colour', '"blue"', { quirks: { off: ['unknown-enums'] } })).toThrow();
  });

  it('takes extra headers', async () => {
    const { headers } = bound(await reading);
    const sent = { id: 'a', traceparent: '00-1' };
    expect(headers('Lamp', sent)).toEqual(sent);
    expect(() => headers('Lamp', { traceparent: '00-1' })).toThrow(ValidationError);
    expect(() => headers('Lamp', sent, { incoming: 'strict' })).toThrow(ValidationError);
  });

  it('leaves validators and outgoing messages exact', async () => {
    const { is, assertion } = bound(await reading);
    const lamp: unknown = JSON.parse(more);
    expect(is('Lamp', lamp)).toBe(false);
    expect(() => assertion('Lamp')(lamp)).toThrow(ValidationError);
    const messages = { m: { payload: assertion('Lamp') } };
    expect(() => writeMessage(messages, { payload: lamp })).toThrow(ValidationError);
  });

  describe('with several messages', () => {
    const messages = async (...names: Name[]): Promise<Messages> => {
      const { assertion } = bound(await reading);
      return Object.fromEntries(names.map((name) => [name, { payload: assertion(name) }]));
    };

    it('takes the one that fits exactly, whatever its place', async () => {
      const { message } = bound(await reading);
      const found = message(await messages('Lamp', 'Not'), more);
      expect(found).toMatchObject({ message: 'Not' });
    });

    it('tolerates what only one of them could be', async () => {
      const { message } = bound(await reading);
      expect(message(await messages('Colour', 'Lamp'), more).message).toBe('Lamp');
      const two = await messages('Limited', 'Lamp');
      expect(() => message(two, '{"id":"a","b":1}')).not.toThrow();
      const same = { ...two, Other: { ...two['Lamp'] } };
      expect(() => message(same, '{"id":"a","b":1}')).toThrow(ValidationError);
    });

    it('still tells them apart if it is off', async () => {
      const { message } = bound(await reading);
      const both = await messages('Colour', 'Lamp');
      expect(message(both, '{"id":"a"}', { incoming: 'off' }).message).toBe('Lamp');
      expect(message(both, '7', { incoming: 'off' }).message).toBe('Colour');
    });
  });
});

/** Methods that can be taken off. */
function bound(reading: Reading) {
  return {
    read: reading.read.bind(reading),
    is: reading.is.bind(reading),
    message: reading.message.bind(reading),
    headers: reading.headers.bind(reading),
    assertion: reading.assertion.bind(reading),
  };
}

describe('the option quirks', () => {
  const { read } = bound(new Reading(createValidators(schemas)));

  it('switches one off by its name', () => {
    const off = { quirks: { off: ['extra-fields'] } };
    expect(() => read('Lamp', '{"id":"a","more":1}', off)).toThrow(ValidationError);
    expect(read('Text', 'bare', off)).toBe('bare');
  });

  it('refuses a name that no quirk has', () => {
    expect(() => rulesOf({ quirks: { off: ['extra-field'] } })).toThrow(
      /lamps has no quirk named "extra-field".* Use one of extra-fields, raw-text, unknown-enums/,
    );
  });

  it('adds one, whose repair is validated', () => {
    const unwrap: IncomingQuirk = {
      name: 'wrapped',
      repair: ({ value, issues, part }) => {
        expect([part, issues[0]?.keyword]).toEqual(['payload', 'type']);
        return Array.isArray(value) ? value[0] : undefined;
      },
    };
    const settings = { quirks: { on: [unwrap] } };
    expect(read('Text', '["a"]', settings)).toBe('a');
    expect(() => read('Text', '[1]', settings)).toThrow(/must be string, but is an array of 1/);
    expect(() => read('Text', '7', settings)).toThrow(ValidationError);
  });

  it('passes on what a quirk throws', () => {
    const broken: IncomingQuirk = {
      name: 'broken',
      accepts: () => {
        throw new RangeError('oops');
      },
    };
    const settings = { quirks: { on: [broken], off: ['extra-fields'] } };
    expect(() => read('Lamp', '{"id":"a","more":1}', settings)).toThrow(RangeError);
    expect(read('Lamp', '{"id":"a"}', settings)).toEqual({ id: 'a' });
  });

  it('lets a quirk for valid messages repair them, but not make them invalid', () => {
    const quirk = (value: unknown): IncomingQuirk => ({
      name: 'always',
      repairsValid: true,
      repair: () => value,
    });
    expect(read('Text', '"a"', { quirks: { on: [quirk('b')] } })).toBe('b');
    expect(read('Text', '"a"', { quirks: { on: [quirk(7)] } })).toBe('a');
  });
});
