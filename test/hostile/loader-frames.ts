/** T-28: what is told of a file that a document refers to, and that is none of its parts. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { github } from '../../src/diagnostics/reporters/github.js';
import { json } from '../../src/diagnostics/reporters/json.js';
import { pretty } from '../../src/diagnostics/reporters/pretty.js';
import { validate } from '../support/generating.js';
import { serve } from '../load/http-server.js';
import { asyncapi3, specFolder, withPayload } from '../load/spec-folder.js';
import { loader } from '../support/loader.js';

const secret = /hunter2/i;

interface Told {
  readonly diagnostics: readonly Diagnostic[];
  readonly text: string;
}

/** Everything that is printed of a document with a file beside it. */
async function told(document: string, files: Readonly<Record<string, string>>): Promise<Told> {
  const cwd = await specFolder({ 'a.yaml': document, ...files });
  const { diagnostics } = await validate([join(cwd, 'a.yaml')]);
  const readText = (file: string): string | undefined =>
    isAbsolute(file) ? readFileSync(file, 'utf8') : undefined;
  const options = { readText, color: false, cwd };
  const reports = [pretty, json, github].map((report) => report(diagnostics, options));
  const texts = diagnostics.flatMap(({ message, help, related = [] }) => [
    message,
    help,
    ...related.map((each) => each.message),
  ]);
  return { diagnostics, text: [...texts, ...reports].join('\n') };
}

/** Documents that use a file in every way, by what they take it for. */
const uses = (reference: string): readonly string[] => [
  withPayload(`{$ref: '${reference}'}`),
  withPayload(`{properties: {a: {$ref: '${reference}'}}}`),
  withPayload(`{default: {$ref: '${reference}'}, enum: [{$ref: '${reference}'}]}`),
  withPayload('{type: string}', `x-a: {$ref: '${reference}'}`),
  withPayload('{type: string}', `servers: {s: {$ref: '${reference}'}}`),
  withPayload('{type: string}', `operations: {o: {$ref: '${reference}'}}`),
  withPayload('{type: string}', `components: {securitySchemes: {s: {$ref: '${reference}'}}}`),
  asyncapi3(`channels: {c: {$ref: '${reference}'}}`),
  asyncapi3(`channels: {c: {address: c, messages: {m: {$ref: '${reference}'}}}}`),
  asyncapi3(
    `channels: {c: {address: c, messages: {m: {payload: {type: number}, examples: [{payload: {$ref: '${reference}'}}]}}}}`,
  ),
  `asyncapi: 3.0.0\ninfo: {$ref: '${reference}'}\n`,
];

const key =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2b3BlbnNz\n-----END OPENSSH PRIVATE KEY-----\n';

describe('T-28: a file that is no document', () => {
  it.each([
    ['a private key', key, 'REF_NOT_DOCUMENT', 1],
    ['a password', 'hunter2\n', 'REF_NOT_DOCUMENT', 1],
    ['a number', '# hunter2\n42\n', 'REF_NOT_DOCUMENT', 2],
    ['nothing', 'null # hunter2\n', 'REF_NOT_DOCUMENT', 1],
    ['a text in quotes', '"hunter2"\n', 'REF_NOT_DOCUMENT', 1],
    ['lines of shell', 'PASSWORD=hunter2\nUSER=u\n', 'REF_NOT_DOCUMENT', 1],
    ['a table of passwords', 'root:hunter2:0:0:root:/root:/bin/sh\n', 'REF_NOT_DOCUMENT', 1],
    ['an ini file', '[main]\npassword = hunter2\n', 'YAML_SYNTAX', 2],
    ['broken YAML', 'user: x\npassword: "hunter2\n', 'YAML_SYNTAX', 2],
    ['text behind a value', '{"a": 1}\nhunter2: [\n', 'YAML_SYNTAX', 2],
    ['a reserved character', 'a: @hunter2\n', 'YAML_SYNTAX', 1],
    ['an escape', 'a: "\\hunter2"\n', 'YAML_SYNTAX', 1],
    ['several documents', 'a: hunter2\n---\nb: 1\n', 'YAML_SEVERAL_DOCUMENTS', 2],
    ['comments', '# hunter2\n', 'YAML_EMPTY', 1],
    ['a key twice', 'hunter2: 1\nhunter2: 2\n', 'YAML_DUPLICATE_KEY', 2],
    ['an alias', 'a: *hunter2\n', 'YAML_ALIAS_UNKNOWN', 1],
    ['a tag', 'a: !hunter2 x\n', 'YAML_TAG', 1],
    ['a key that is a list', '? [hunter2]\n: 1\n', 'YAML_KEY_NOT_TEXT', 1],
  ])('is told of where it is referred to, without its content: %s', async (_, text, code, line) => {
    for (const document of uses('b.yaml')) {
      const found = await told(document, { 'b.yaml': text });
      expect(found.text).not.toMatch(secret);
      const [first, ...others] = found.diagnostics;
      expect(others).toEqual([]);
      expect(first).toMatchObject({ code, place: { file: expect.stringMatching(/a\.yaml$/) } });
      expect(first?.message).toContain(`"b.yaml", line ${line}, column `);
    }
  });

  it('is told of where it is referred to by another file', async () => {
    const { diagnostics, text } = await told(withPayload("{$ref: 'b.yaml'}"), {
      'b.yaml': 'type: object\nproperties:\n  p: {$ref: sub/c.yaml}\n',
      'sub/c.yaml': 'password: [hunter2\n',
    });
    expect(text).not.toMatch(secret);
    expect(diagnostics).toMatchObject([
      { code: 'YAML_SYNTAX', place: { file: expect.stringMatching(/b\.yaml$/), line: 3 } },
    ]);
    expect(diagnostics[0]?.message).toContain('"sub/c.yaml", line 2');
  });

  it('shows nothing from another machine either', async () => {
    const { origin } = await serve({ '/b.yaml': 'password: [hunter2', '/c.yaml': 'hunter2' });
    for (const name of ['b', 'c']) {
      const folder = await specFolder({
        'a.yaml': withPayload(`{$ref: '${origin}/${name}.yaml'}`),
      });
      const { diagnostics } = await loader(join(folder, 'a.yaml'), { allowRef: [origin] });
      expect(JSON.stringify(diagnostics)).not.toMatch(secret);
      expect(diagnostics[0]?.place?.file).toBe(join(folder, 'a.yaml'));
    }
  });
});

/** Well-formed, and neither a document nor a schema. */
const credentials: readonly (readonly [string, string])[] = [
  ['hosts.yml', 'github.com:\n  user: u\n  oauth_token: hunter2\n'],
  ['secret.yaml', 'apiVersion: v1\nkind: Secret\ntype: Opaque\ndata: {password: hunter2}\n'],
  ['database.yml', 'production:\n  host: h\n  protocol: tcp\n  hunter2: x\n  password: hunter2\n'],
  ['key.json', '{\n"type": "service_account",\n"private_key": "hunter2"\n}'],
  ['state.json', '{"outputs": {"a": {\n"type": "string",\n"value": "hunter2"}}}'],
  [
    'schema.yaml',
    'a: b\ntype: string\npattern: "(hunter2"\nrequired: [hunter2]\nformat: hunter2\n',
  ],
  [
    'twins.yaml',
    'a: 1\nhunter2: 1\nenum: [hunter2, Hunter2, HUNTER2]\ndefault: hunter2\nproperties: {hunter2: {}}\n',
  ],
  ['list.yaml', '- hunter2\n- type: string\n'],
  ['app.yml', 'spring:\n  jpa: {properties: {a: {b: c}}}\n  datasource: {password: hunter2}\n'],
  ['config.json', '{"$schema": "https://example.com/a.json",\n"hunter2": "hunter2"}'],
];

describe('T-28: a file of data', () => {
  it.each(credentials)('is shown by no frame, and by no name of a key: %s', async (name, text) => {
    const [first = ''] = /[\w.]+(?=:|": \{)/.exec(text) ?? [];
    for (const pointer of ['', '#/nowhere', `#/${first}`, `#/${first}x`, `#/${first}/0/x`]) {
      for (const document of uses(name + pointer)) {
        const found = await told(document, { [name]: text });
        expect(found.text).not.toMatch(secret);
      }
    }
  });

  it('is pointed at where something is wrong in it', async () => {
    const document = asyncapi3("channels: {c: {$ref: 'b.yaml#/c'}}");
    const { diagnostics, text } = await told(document, { 'b.yaml': '\nc:\n  address: {a: 1}\n' });
    expect(diagnostics).toMatchObject([
      { code: 'ASYNCAPI_STRUCTURE', place: { file: expect.stringMatching(/b\.yaml$/), line: 3 } },
    ]);
    expect(text).toContain('b.yaml:3:3 error ASYNCAPI_STRUCTURE');
    expect(text).not.toContain('address: {a: 1}');
  });
});

describe('T-28: a part of a document', () => {
  it.each([
    ['a schema', 'type: objec\nproperties: {a: {type: string}}\n', ''],
    ['schemas by name', 'A: {type: object}\nB: {type: strin}\n', '#/B'],
    [
      'components',
      'components: {schemas: {A: {enum: [a]}, B: {allOf: {}}}}\n',
      '#/components/schemas/B',
    ],
    ['alternatives', 'x: {oneOf: [{type: string}]}\nB: {type: strin}\n', '#/B'],
    ['references', "x: {$ref: '#/B'}\nB: {type: strin}\n", '#/B'],
    ['a document', 'asyncapi: 3.0.0\nB: {type: strin}\n', '#/B'],
    ['a draft', '$schema: http://json-schema.org/draft-07/schema#\nminLength: -1\n', ''],
  ])('is shown where something is wrong in it: %s', async (_, other, pointer) => {
    const { diagnostics, text } = await told(withPayload(`{$ref: 'b.yaml${pointer}'}`), {
      'b.yaml': other,
    });
    expect(diagnostics.map(({ code }) => code)).toContain('ASYNCAPI_STRUCTURE');
    expect(text).toMatch(/^> \d \| .+$/m);
    expect(text).toMatch(/b\.yaml:\d:\d+ error ASYNCAPI_STRUCTURE .+\n/);
  });

  it('is shown where a reference leads nowhere in it', async () => {
    const { text } = await told(withPayload("{$ref: 'b.yaml#/Powermetre'}"), {
      'b.yaml': 'Powermeter: {type: string}\n',
    });
    expect(text).toContain('> 1 | Powermeter: {type: string}');
    expect(text).toContain('Did you mean "b.yaml#/Powermeter"?');
  });
});
