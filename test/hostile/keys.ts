/** T-06, T-07, T-13: what names things in a document is data in the code, and names nothing else. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import type { JsonObject } from '../../src/json/json.js';
import { errorsOf, strictest } from '../support/type-check.js';
import { importIsolated } from './isolated-import.js';
import { outputOf, documentOfSchemas, documentWith, type Output } from './small-document.js';

const reserved = [
  'await',
  'break',
  'class',
  'default',
  'delete',
  'enum',
  'eval',
  'export',
  'function',
  'import',
  'interface',
  'let',
  'new',
  'null',
  'package',
  'static',
  'this',
  'undefined',
  'var',
  'void',
  'yield',
];
const inherited = ['constructor', 'isPrototypeOf', 'prototype', 'then', 'toString', 'valueOf'];
const odd = [
  '"]: x, ["',
  "a'b",
  'a`b',
  '${x}',
  '\\',
  '*/',
  '',
  ' ',
  '0',
  '00',
  '-1',
  '1e3',
  '[Symbol.iterator]',
  'get x',
  '$data',
  '$id',
  '\u{1f697}',
  '\u00e9',
  'e\u0301',
  'K\u00fche',
  '\u2028',
  '\u202e',
  'x'.repeat(10_000),
];
const twins = ['case', 'Case', 'CASE', 'c-a-s-e', 'c_ase'];
const keys = [...reserved, ...inherited, ...odd, ...twins];

/** A name that no reference takes amiss. */
function linkable(key: string, index: number): string {
  return `${key.replaceAll(/[?#%{}+\s\u2028]/g, '')}${index}`;
}

/** Every key at every place that has keys. */
function documentOfKeys(): JsonObject {
  const own = keys.map(linkable);
  const each = (make: (key: string, index: number) => JsonObject): JsonObject =>
    Object.fromEntries(own.map((key, index) => [key, make(key, index)]));
  const properties = Object.fromEntries(keys.map((key) => [key, { type: 'number' }]));
  const payload = { type: 'object', properties, required: keys };
  return documentWith(payload, {
    servers: {
      constructor: {
        host: 'a:{toString}',
        protocol: 'mqtt',
        variables: { toString: { default: '1' } },
      },
    },
    channels: each((key, index) => ({
      address: `c${index}/{${key}}`,
      parameters: { [key]: {} },
      messages: {
        [key]: {
          payload: { type: 'object', properties: { [key]: { $ref: '#/components/schemas/All' } } },
          headers: { type: 'object', properties: { [key]: { type: 'string' } } },
        },
      },
    })),
    operations: each((key, index) => ({
      action: index % 2 === 0 ? 'send' : 'receive',
      channel: {
        $ref: `#/channels/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
      },
    })),
    components: {
      schemas: {
        All: payload,
        Dependent: { dependencies: Object.fromEntries(keys.map((key) => [key, ['b']])) },
        ...Object.fromEntries(
          keys.map((key) => [key, { type: 'object', properties: { [key]: {} } }]),
        ),
      },
    },
  });
}

describe('T-06: keys of every kind at every place', () => {
  let output: Output;
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    output = await outputOf(documentOfKeys());
    files = new Map([...output.files].map(([path, text]) => [`hostile/${path}`, text]));
  });

  it('compile', () => {
    expect(errorsOf(new Map([...files, ...output.runtime]), strictest)).toEqual([]);
  });

  it('are what validators look for, each by its own name', async () => {
    const { exports, trapped } = await importIsolated(new Map([...files, ...output.runtime]));
    const isAll: unknown = Reflect.get(exports.get('hostile/validators.ts') ?? {}, 'isAll');
    if (typeof isAll !== 'function') throw new Error('There is no validator');
    const value = Object.fromEntries(keys.map((key) => [key, 1]));
    const verdict = (changed: object): unknown => Reflect.apply(isAll, undefined, [changed]);
    expect(verdict(value)).toBe(true);
    for (const key of keys) {
      const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      expect([key, verdict(others), verdict({ ...value, [key]: 'x' })]).toEqual([
        key,
        false,
        false,
      ]);
    }
    expect(trapped).toEqual([]);
  });

  it('T-07: give no name that is not made of the letters of names', () => {
    const names = [...files.values()].flatMap(identifiersIn);
    expect(names.length).toBeGreaterThan(1000);
    expect(names.filter((name) => !/^[A-Za-z_$][\w$]*$/.test(name))).toEqual([]);
  });

  it('T-07: give names that are all different, and clashes are findings', () => {
    const declared = [
      ...output.text('types.ts').matchAll(/^export (?:interface|type) (\w+)/gm),
    ].map(([, name]) => name);
    expect(new Set(declared).size).toBe(declared.length);
    const clashes = output.diagnostics.filter(({ code }) => code === 'NAME_CLASH');
    expect(clashes.map(({ place }) => place?.pointer)).toContain('/components/schemas/CASE');
  });
});

/** Names of things; a property goes by what the document calls it, quoted where it has to be. */
function identifiersIn(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, parent?: ts.Node): void => {
    const isProperty =
      parent !== undefined &&
      (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) &&
      parent.name === node;
    if (ts.isIdentifier(node) && !isProperty) found.push(node.text);
    node.forEachChild((child) => visit(child, node));
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest));
  return found;
}

describe('T-13: __proto__', () => {
  const code = async (document: JsonObject): Promise<readonly string[]> =>
    (await outputOf(document)).diagnostics.map((each) => each.code);

  it.each<[string, JsonObject]>([
    ['a property', { properties: proto({ polluted: { type: 'string' } }) }],
    ['a pattern', { patternProperties: proto({}) }],
    ['a dependency', { dependencies: proto(['a']) }],
    ['a default', { default: proto({ polluted: 1 }) }],
    ['an enumeration', { enum: [proto({ polluted: 1 })] }],
    ['an extension', { 'x-a': proto({ polluted: 1 }) }],
  ])('is refused as the key of %s', async (_, schema) => {
    expect(await code(documentWith(schema))).toEqual(['YAML_KEY_FORBIDDEN']);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each(['channels', 'operations', 'servers', 'components'])(
    'is refused as a key of %s',
    async (section) => {
      const own = section === 'components' ? { schemas: proto({}) } : proto({});
      expect(await code(documentWith({}, { [section]: own }))).toEqual(['YAML_KEY_FORBIDDEN']);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'and what leads to prototypes is followed nowhere: %s',
    async (name) => {
      const reference = { $ref: `#/components/schemas/${name}` };
      expect(await code(documentWith(reference))).toEqual(['REF_NOT_FOUND']);
      const deeper = { $ref: `#/components/${name}/polluted` };
      expect(await code(documentWith(deeper))).toEqual(['REF_NOT_FOUND']);
    },
  );

  it('is a name like others where it is a value', async () => {
    const { text, files, runtime } = await outputOf({
      ...documentOfSchemas({ Open: { required: ['__proto__'], type: 'object' } }),
      channels: {
        c: { address: 'c/{__proto__}', messages: { m: { payload: { enum: ['__proto__'] } } } },
      },
      servers: { s: { host: 'h', protocol: 'mqtt', pathname: '{constructor}' } },
    });
    expect(text('types.ts')).toContain('["__proto__"]: unknown;');
    expect(text('client.ts')).toContain('parameters: { ["__proto__"]: {} }');
    const all = new Map([...files].map(([path, content]) => [`hostile/${path}`, content]));
    expect(errorsOf(new Map([...all, ...runtime]), strictest)).toEqual([]);
    const { inherited: added, exports } = await importIsolated(new Map([...all, ...runtime]));
    expect(added()).toEqual([]);
    const isOpen: unknown = Reflect.get(exports.get('hostile/validators.ts') ?? {}, 'isOpen');
    if (typeof isOpen !== 'function') throw new Error('There is no validator');
    expect(
      [{}, JSON.parse('{"__proto__": 1}')].map((value) => Reflect.apply(isOpen, 0, [value])),
    ).toEqual([false, true]);
  });
});

function proto(value: JsonObject | readonly string[]): JsonObject {
  return Object.fromEntries([['__proto__', value]]);
}

describe('T-06: a key called hasOwnProperty', () => {
  it('is one like others, or a finding where the parser stumbles over it', async () => {
    const { files, diagnostics } = await outputOf(
      documentWith({ required: ['a'], properties: { hasOwnProperty: {} } }),
    );
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(files.size > 0).toBe(errors.length === 0);
  });
});

describe('T-06: a property called $ref', () => {
  it('is refused: it cannot be told from a reference', async () => {
    const { diagnostics } = await outputOf(documentWith({ properties: { $ref: {} } }));
    expect(diagnostics).toMatchObject([{ code: 'REF_NOT_TEXT' }]);
  });
});

describe('T-06: a key that is no Unicode', () => {
  it('is refused: no message in UTF-8 can hold it, and validators throw at it', async () => {
    const { diagnostics } = await outputOf(documentWith({ properties: { 'a\ud800': {} } }));
    expect(diagnostics).toMatchObject([{ code: 'YAML_KEY_NOT_UNICODE', place: { line: 1 } }]);
  });
});
