/** T-30: data stands for itself, so a reference in it that leads to what holds it has no value. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { generate, inspect, validate } from '../support/generating.js';
import { asyncapi3, specFolder } from '../load/spec-folder.js';
import { loader } from '../support/loader.js';

type Files = Readonly<Record<string, string>>;

/** What the commands say of the first of the files; all of them the same, or this fails. */
async function told(files: Files): Promise<readonly Diagnostic[]> {
  const folder = await specFolder(files);
  const specs = [join(folder, Object.keys(files)[0] ?? '')];
  const runs = [
    await generate(specs),
    await validate(specs),
    // `mock` starts from what this gives.
    await inspect(specs),
  ];
  const errors = runs.map(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error'),
  );
  const [first = [], ...others] = errors;
  for (const each of others) expect(each).toEqual(first);
  return first;
}

async function circular(files: Files): Promise<readonly (string | undefined)[]> {
  const found = await told(files);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['REF_CIRCULAR']));
  return found.map(({ place }) => place?.pointer).toSorted();
}

const message = '/channels/c/messages/m';

/** A document whose one message, of the fields given, is a reply: the mock server gets a sample of it. */
function replying(fields: string, rest = ''): string {
  return asyncapi3(`channels:
  c: {address: c, messages: {m: {${fields}}}}
  q: {address: q, messages: {q: {payload: {type: string}}}}
operations:
  o: {action: send, channel: {$ref: '#/channels/q'}, reply: {channel: {$ref: '#/channels/c'}}}
${rest}`);
}

function asyncapi2(fields: string, rest = ''): string {
  return `asyncapi: 2.6.0
info: {title: T, version: '1'}
channels: {c: {publish: {operationId: o, message: {${fields}}}}}
${rest}`;
}

const tree = `components:
  schemas:
    Tree: {type: object, properties: {child: {$ref: '#/components/schemas/Tree'}}}
`;

describe('T-30: a reference in data that leads to its own ancestor', () => {
  const example = `${message}/examples/0`;

  it.each([
    ['the payload', `payload: {a: {$ref: '#${example}/payload'}}`, '/payload/a/$ref'],
    ['the headers', `headers: {a: {$ref: '#${example}/headers'}}`, '/headers/a/$ref'],
    ['a list', `payload: {a: [1, [{$ref: '#${example}/payload/a'}]]}`, '/payload/a/1/0/$ref'],
    ['the example', `payload: {a: {$ref: '#${example}'}}`, '/payload/a/$ref'],
    ['the message', `payload: {$ref: '#${message}'}`, '/payload/$ref'],
    ['the channel', `payload: {$ref: '#/channels/c'}`, '/payload/$ref'],
    ['the operation', `payload: {$ref: '#/operations/o'}`, '/payload/$ref'],
    ['the document', `payload: {$ref: '#'}`, '/payload/$ref'],
    ['its file', `payload: {a: {$ref: 'a.yaml#${example}'}}`, '/payload/a/$ref'],
  ])('is found in an example of a message: %s', async (_, fields, pointer) => {
    const text = replying(`payload: {type: object}, examples: [{${fields}}]`);
    expect(await circular({ 'a.yaml': text })).toEqual([`${example}${pointer}`]);
  });

  it('is found in an example that is a reference itself, or all of them', async () => {
    const own = `x-a: {payload: {a: {$ref: '#/x-a/payload'}}}\nx-all: [{payload: {$ref: '#/x-all'}}]`;
    expect(await circular({ 'a.yaml': replying(`examples: [{$ref: '#/x-a'}]`, own) })).toEqual([
      `${example}/$ref`,
      '/x-a/payload/a/$ref',
      '/x-all/0/payload/$ref',
    ]);
    expect(await circular({ 'a.yaml': replying(`examples: {$ref: '#/x-all'}`, own) })).toEqual([
      `${message}/examples/$ref`,
      '/x-a/payload/a/$ref',
      '/x-all/0/payload/$ref',
    ]);
  });

  it('is found through other data', async () => {
    const first = `payload: {type: object}, examples: [{payload: {a: {$ref: '#/x-b'}}}]`;
    const rest = `x-b: {c: {$ref: '#/x-d'}}\nx-d: [{$ref: '#${example}/payload'}]\n`;
    expect(await circular({ 'a.yaml': replying(first, rest) })).toEqual([
      `${example}/payload/a/$ref`,
      '/x-b/c/$ref',
      '/x-d/0/$ref',
    ]);
  });

  it.each([
    ['that leads back', `{a: {$ref: 'a.yaml#${example}/payload'}}`],
    ['within itself', '{a: {b: {$ref: "#/a"}}}'],
    ['to a third one', '[{$ref: c.yaml}]'],
  ])('is found through another file, %s', async (_, other) => {
    const text = replying(`payload: {type: object}, examples: [{payload: {$ref: b.yaml}}]`);
    const files = { 'a.yaml': text, 'b.yaml': other, 'c.yaml': '{a: {$ref: b.yaml}}' };
    expect(await circular(files)).toEqual([`${example}/payload/$ref`]);
  });

  it('is found at the line that holds it, with its text', async () => {
    const [found] = await told({
      'a.yaml': replying(`examples: [{payload: {a: {$ref: '#${example}'}}}]`),
    });
    expect(found).toMatchObject({
      message: `The reference "#${example}" leads to a value that contains itself, so the value is infinite.`,
      place: { line: 4, column: 60 },
    });
  });

  const schema = '/components/schemas/S';

  it.each([
    ['examples', `{examples: [{a: {$ref: '#${schema}/examples'}}]}`, '/examples/0/a/$ref'],
    ['default', `{default: {a: {$ref: '#${schema}/default'}}}`, '/default/a/$ref'],
    ['const', `{const: {a: {$ref: '#${schema}/const'}}}`, '/const/a/$ref'],
    ['enum', `{enum: [{a: {$ref: '#${schema}/enum'}}]}`, '/enum/0/a/$ref'],
    ['extension', `{x-a: {a: {$ref: '#${schema}/x-a'}}}`, '/x-a/a/$ref'],
    ['default, to the schema', `{default: {$ref: '#${schema}'}}`, '/default/$ref'],
    [
      'deep',
      `{properties: {p: {items: {default: {$ref: '#${schema}'}}}}}`,
      '/properties/p/items/default/$ref',
    ],
  ])('is found in a schema: %s', async (_, value, pointer) => {
    const files = { 'a.yaml': replying('', `components: {schemas: {S: ${value}}}`) };
    expect(await circular(files)).toEqual([schema + pointer]);
  });

  it('is found in a schema that stands in another file', async () => {
    const files = {
      'a.yaml': replying('payload: {$ref: b.yaml#/S}'),
      'b.yaml': "S: {type: object, default: {a: {$ref: '#/S/default'}}}",
    };
    expect(await circular(files)).toEqual(['/S/default/a/$ref']);
  });

  it.each([
    [
      'servers',
      "s: {host: h, protocol: mqtt, variables: {v: {examples: [{$ref: '#/servers/s/variables/v'}]}}}",
      '/s/variables/v/examples/0/$ref',
    ],
    [
      'servers',
      "s: {host: h, protocol: mqtt, variables: {v: {enum: {$ref: '#/servers/s/variables'}}}}",
      '/s/variables/v/enum/$ref',
    ],
    [
      'servers',
      "s: {host: h, protocol: mqtt, bindings: {mqtt: {lastWill: {$ref: '#/servers/s/bindings'}}}}",
      '/s/bindings/mqtt/lastWill/$ref',
    ],
    ['servers', "s: {host: h, protocol: mqtt, x-a: [{$ref: '#/servers'}]}", '/s/x-a/0/$ref'],
    [
      'components',
      "{parameters: {p: {examples: [{$ref: '#/components/parameters/p'}]}}}",
      '/parameters/p/examples/0/$ref',
    ],
    [
      'components',
      "{parameters: {p: {default: {$ref: '#/components'}}}}",
      '/parameters/p/default/$ref',
    ],
    [
      'components',
      "{serverVariables: {v: {default: {a: {$ref: '#/components/serverVariables/v/default'}}}}}",
      '/serverVariables/v/default/a/$ref',
    ],
    [
      'components',
      "{messageBindings: {b: {mqtt: {a: {$ref: '#/components/messageBindings'}}}}}",
      '/messageBindings/b/mqtt/a/$ref',
    ],
    [
      'components',
      "{messageTraits: {t: {examples: [{payload: {$ref: '#/components/messageTraits/t'}}]}}}",
      '/messageTraits/t/examples/0/payload/$ref',
    ],
    [
      'components',
      "{operationTraits: {t: {bindings: {mqtt: {$ref: '#/components'}}}}}",
      '/operationTraits/t/bindings/mqtt/$ref',
    ],
    ['x-a', "{b: [{$ref: '#/x-a'}]}", '/b/0/$ref'],
  ])('is found in %s: %s', async (field, value, pointer) => {
    const map = value.startsWith('{') ? value : `{${value}}`;
    const files = { 'a.yaml': replying('payload: {type: string}', `${field}: ${map}`) };
    expect(await circular(files)).toEqual([`/${field}${pointer}`]);
  });

  it('is found in a trait and in bindings of a message', async () => {
    const trait = `{examples: [{payload: {a: {$ref: '#${message}'}}}]}`;
    expect(await circular({ 'a.yaml': replying(`traits: [${trait}]`) })).toEqual([
      `${message}/traits/0/examples/0/payload/a/$ref`,
    ]);
    const binding = `bindings: {mqtt: {correlationData: {$ref: '#${message}/bindings'}}}`;
    expect(await circular({ 'a.yaml': replying(binding) })).toEqual([
      `${message}/bindings/mqtt/correlationData/$ref`,
    ]);
  });

  it.each([
    [
      'examples',
      `examples: [{payload: {a: {$ref: '#/channels/c'}}}]`,
      '/examples/0/payload/a/$ref',
    ],
    ['headers', `examples: [{headers: {a: {$ref: '#/channels'}}}]`, '/examples/0/headers/a/$ref'],
    [
      'a variant',
      `oneOf: [{examples: [{payload: {$ref: '#'}}]}]`,
      '/oneOf/0/examples/0/payload/$ref',
    ],
    [
      'a trait',
      `traits: [{examples: [{payload: {$ref: '#'}}]}]`,
      '/traits/0/examples/0/payload/$ref',
    ],
    ['a default', `payload: {default: {$ref: '#/channels'}}`, '/payload/default/$ref'],
    ['an extension', `x-a: {$ref: '#/channels'}`, '/x-a/$ref'],
  ])('is found in AsyncAPI 2: %s', async (_, fields, pointer) => {
    expect(await circular({ 'a.yaml': asyncapi2(fields) })).toEqual([
      `/channels/c/publish/message${pointer}`,
    ]);
  });
});

describe('T-30: a value in data', () => {
  it('cannot be a schema that contains itself', async () => {
    const example = `examples: [{payload: {$ref: '#/components/schemas/Tree'}}]`;
    expect(await circular({ 'a.yaml': replying(example, tree) })).toEqual([
      `${message}/examples/0/payload/$ref`,
    ]);
  });

  const chain = (length: number): string => {
    const links = Array.from({ length }, (_, at) => `  a${at}: {n: {$ref: '#/x-c/a${at + 1}'}}\n`);
    return `x-c:\n${links.join('')}  a${length}: 1\n`;
  };
  const schemas = (length: number): string => {
    const made = Array.from({ length }, (_, at) => {
      const next = `{$ref: '#/components/schemas/S${at + 1}'}`;
      return `    S${at}: {properties: {a: ${next}, b: ${next}}}\n`;
    });
    return `components:\n  schemas:\n${made.join('')}    S${length}: {}\n`;
  };

  it.each([
    ['by a chain of 300', '#/x-c/a0', chain(300)],
    ['by a chain of 5,000', '#/x-c/a0', chain(5000)],
    ['by sixty levels of two references between schemas', '#/components/schemas/S0', schemas(60)],
  ])('is not nested deeper by references than a text may be: %s', async (_, target, rest) => {
    const text = replying(`examples: [{payload: {$ref: '${target}'}}]`, rest);
    const found = await told({ 'a.yaml': text });
    expect(found.map(({ code, place }) => [code, place?.pointer])).toEqual([
      ['REF_EXPANSION', `${message}/examples/0/payload/$ref`],
    ]);
  });
});

describe('T-30: references stay legal', () => {
  it.each([
    ['from a schema to itself', replying("payload: {$ref: '#/components/schemas/Tree'}", tree)],
    [
      'to such a schema from an extension',
      replying("x-a: {$ref: '#/components/schemas/Tree'}", tree),
    ],
    [
      'to such a schema from a binding',
      replying("bindings: {kafka: {key: {$ref: '#/components/schemas/Tree'}}}", tree),
    ],
    [
      'between schemas that stand in an extension',
      replying(
        "payload: {$ref: '#/x-a/Tree'}",
        "x-a: {Tree: {type: object, properties: {child: {$ref: '#/x-a/Tree'}}}}",
      ),
    ],
    [
      'within properties that are called like data',
      replying(
        `payload: {$ref: '#/components/schemas/D'}`,
        `components: {schemas: {D: {properties: {default: {$ref: '#/components/schemas/D'}, x-a: {$ref: '#/components/schemas/D'}, examples: {$ref: '#/components/schemas/D'}}}}}`,
      ),
    ],
    [
      'twice to the same value',
      replying(`examples: [{payload: {a: {$ref: '#/x-a'}, b: {$ref: '#/x-a'}}}]`, 'x-a: {c: 1}'),
    ],
  ])('%s', async (_, text) => {
    expect(await told({ 'a.yaml': text })).toEqual([]);
  });

  it('to examples in files, which are followed', async () => {
    const folder = await specFolder({
      'a.yaml': replying('payload: {type: object}, examples: [{payload: {$ref: b.json}}]'),
      'b.json': '{"wall": [{"$ref": "#/brick"}], "brick": {"color": "red"}}',
    });
    const { apis, files } = await generate([join(folder, 'a.yaml')]);
    const [first] = apis[0]?.api.messages.flatMap(({ examples }) => examples) ?? [];
    expect(first?.payload).toEqual({ wall: [{ color: 'red' }], brick: { color: 'red' } });
    expect(files.map(({ text }) => text).join('')).toContain('brick: { color: "red" }');
  });

  it('in great number, in time in proportion to them', async () => {
    const milliseconds = async (count: number): Promise<number> => {
      const list = Array.from({ length: count }, () => "    - {a: {$ref: '#/x-all'}}\n");
      const text = replying('payload: {}', `x-all:\n  b:\n${list.join('')}`);
      const folder = await specFolder({ 'a.yaml': text });
      const start = performance.now();
      const { diagnostics } = await loader(join(folder, 'a.yaml'));
      expect(diagnostics).toHaveLength(count);
      return performance.now() - start;
    };
    const some = await milliseconds(2000);
    expect(await milliseconds(16_000)).toBeLessThan(Math.max(2000, 8 * 5 * some));
  }, 60_000);
});
