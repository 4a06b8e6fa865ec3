import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sealed, unsealed } from '../../src/load/parser/literal-messages.js';
import { refused } from '../../src/load/parser/parser-findings.js';
import { brief, loadFiles, loadText, only } from './loading.js';
import { asyncapi3, withPayload } from './spec-folder.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const operation = (fields: string): string =>
  withPayload('{type: string}', `operations: {o: {${fields}}}`);

const asyncapi2 = (channels: string): string =>
  `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {${channels}}\n`;

describe('a structure that AsyncAPI does not have', () => {
  it.each([
    [
      operation("action: publish, channel: {$ref: '#/channels/c'}"),
      'ASYNCAPI_STRUCTURE 4:18',
      'The action of an operation is either "send" or "receive".',
      /"publish" and "subscribe"/,
    ],
    [
      operation("channel: {$ref: '#/channels/c'}"),
      'ASYNCAPI_STRUCTURE 4:14',
      '"o" lacks the field "action", which is required.',
      /action: send/,
    ],
    [
      operation("action: send, channel: {$ref: '#/channels/c'}, foo: 1"),
      'ASYNCAPI_STRUCTURE 4:65',
      'The field "foo" is not one of those that AsyncAPI 3.0.0 has here.',
      /v3\.0\.0#operationObject/,
    ],
    [
      asyncapi3('channels: {c: {publish: {}}}'),
      'ASYNCAPI_STRUCTURE 3:16',
      'The field "publish" is not one of those that AsyncAPI 3.0.0 has here.',
      /root "operations"/,
    ],
    [
      'asyncapi: 3.0.0\ninfo: {title: T, version: 1.0}\n',
      'ASYNCAPI_STRUCTURE 2:18',
      'The value of "version" has to be of type string.',
      /in quotes/,
    ],
    [
      'asyncapi: 3.0.0\n',
      'ASYNCAPI_STRUCTURE 1:1',
      'The document lacks the field "info", which is required.',
      /Add "info"/,
    ],
    [
      withPayload('{type: object, properties: {a: {type: strin}}}'),
      'ASYNCAPI_STRUCTURE 3:84',
      'The value of "type" is not one of those allowed: "array", "boolean", "integer", "null", "number", "object", "string".',
      /Did you mean "string"/,
    ],
    [
      withPayload('true'),
      'ASYNCAPI_STRUCTURE 3:43',
      'The value of "payload" has to be of type object.',
      /{}/,
    ],
  ])('case %#', async (...[text, position, message, help]) => {
    const loaded = await loadText(text);
    expect(brief(loaded)).toEqual([position]);
    expect(only(loaded)).toMatchObject({ message, help: expect.stringMatching(help) });
  });

  it.each([
    ['name: N, x-y: 1, payload: {properties: {a: {type: strin}}}', '3:82 type'],
    ['name: N, sumary: S, payload: {}', '3:47 sumary'],
    ['name: N, headers: {type: string}, payload: {}', '3:57 type'],
    ['messageId: N, payload: {}', '3:38 messageId'],
  ])('is told without what is right in an AsyncAPI 2 message: {%s}', async (message, expected) => {
    const text = `asyncapi: 2.2.0\ninfo: {title: T, version: '1'}\nchannels: {c: {subscribe: {message: {${message}}}}}\n`;
    const { line, column } = only(await loadText(text)).place ?? { line: 1, column: 1 };
    const [found = ''] = text.split('\n').slice(line - 1);
    expect(`${line}:${column} ${/\w+/.exec(found.slice(column - 1))?.join() ?? ''}`).toBe(expected);
  });

  it('is found once, however often it is referred to, and in the file where it stands', async () => {
    const twice = `channels:
  c: {address: c, messages: {m: {payload: {$ref: 'b.yaml#/S'}}, n: {payload: {$ref: 'b.yaml#/S'}}}}
operations: {o: {action: send, channel: {$ref: '#/channels/c'}}}
`;
    const loaded = await loadFiles({
      'a.yaml': asyncapi3(twice),
      'b.yaml': '\nS: {type: strin}\n',
    });
    expect(brief(loaded)).toEqual(['ASYNCAPI_STRUCTURE 2:5']);
    expect(only(loaded).place).toMatchObject({
      file: join(loaded.folder, 'b.yaml'),
      pointer: '/S/type',
    });
  });
});

describe('a rule of AsyncAPI', () => {
  it.each([
    [
      asyncapi3(`channels: {c: {messages: {m: {}}}, d: {messages: {x: {}}}}
operations: {o: {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: '#/channels/d/messages/x'}]}}`),
      'OPERATION_MESSAGE_FOREIGN',
    ],
    [
      asyncapi3(`channels: {c: {}}
components: {channels: {d: {}}}
operations: {o: {action: send, channel: {$ref: '#/components/channels/d'}}}`),
      'OPERATION_CHANNEL_PLACE',
    ],
    [asyncapi3("channels: {c: {address: 'a/{b}', parameters: {}}}"), 'CHANNEL_PARAMETERS'],
    [asyncapi3("channels: {'a?b': {address: x}}"), 'CHANNEL_KEY'],
    [
      asyncapi3("channels: {c: {servers: [{$ref: '#/x-s'}]}}\nx-s: {host: h, protocol: mqtt}"),
      'CHANNEL_SERVER_UNKNOWN',
    ],
    [
      "asyncapi: 3.0.0\ninfo: {$ref: '#/x-i'}\nx-i: {title: T, version: '1'}",
      'ASYNCAPI_REF_MISPLACED',
    ],
    [
      `${asyncapi2('')}servers: {s: {url: a, protocol: mqtt, security: [{x: []}]}}`,
      'SECURITY_UNKNOWN',
    ],
    [
      `${asyncapi2('')}servers: {s: {url: '{g}{h}', protocol: mqtt, variables: {g: {default: x}}}}\n`,
      'SERVER_VARIABLES',
    ],
    [asyncapi2('c: {publish: {operationId: o}}, d: {publish: {operationId: o}}'), 'ID_NOT_UNIQUE'],
    [
      asyncapi2('c: {publish: {message: {messageId: m}}, subscribe: {message: {messageId: m}}}'),
      'ID_NOT_UNIQUE',
    ],
  ])('case %#: %s', async (text, code) => {
    const { diagnostics } = await loadText(text);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(diagnostics[0]?.place?.line).toBeGreaterThan(1);
  });
});

it('an operation among the components may name a message of a root channel that stands elsewhere', async () => {
  const loaded = await loadText(`asyncapi: 3.1.0
info: {title: T, version: '1'}
channels: {x: {$ref: '#/components/channels/y'}}
operations: {o: {$ref: '#/components/operations/p'}}
components:
  channels: {y: {address: a, messages: {m: {}}}}
  operations: {p: {action: send, channel: {$ref: '#/channels/x'}, messages: [{$ref: '#/channels/x/messages/m'}]}}
`);
  expect(brief(loaded)).toEqual([]);
});

it('a message of AsyncAPI 2 may stand for another one', async () => {
  const loaded = await loadText(`asyncapi: 2.0.0
info: {title: T, version: '1'}
channels: {}
components: {messages: {a: {$ref: '#/components/messages/b'}, b: {}}}
`);
  expect(brief(loaded)).toEqual([]);
});

describe('a name that Spectral would take for an expression', () => {
  const names = [
    '#{{fac(5)}}',
    '{{value}}',
    '#{{x}',
    '{\u{e000}1{',
    '#{{process}}',
    '#{{f(x) = f(x)}}',
  ];
  const cases = names.flatMap((name) => {
    const key = JSON.stringify(name);
    return [
      [name, asyncapi3(`channels: {c: {${key}: 1}}`)],
      [name, asyncapi3(`channels: {c: {address: '{a}', parameters: {a: {}, ${key}: {}}}}`)],
      [
        name,
        `${asyncapi2('')}servers: {s: {url: '{h}', protocol: p, variables: {h: {default: x}, ${key}: {}}}}\n`,
      ],
    ] as const;
  });

  it.each(cases)('%s is told as it is (case %#)', async (name, text) => {
    const printed = jest.spyOn(console, 'error');
    const messages = (await loadText(text)).diagnostics.map(({ message }) => message);
    expect(messages.join('\n')).toContain(name);
    expect(printed).not.toHaveBeenCalled();
  });

  it('may be any', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '#', '\u{e000}', '0', '1') }),
        (text) => {
          expect(sealed(text)).not.toContain('{');
          expect(unsealed(sealed(text))).toBe(text);
        },
      ),
    );
  });
});

describe('what does not stop', () => {
  it('an example that breaks its schema, which is for validate', async () => {
    const loaded = await loadText(`asyncapi: 2.6.0
info: {title: T, version: '1'}
channels: {c: {publish: {message: {payload: {type: string}, examples: [{payload: 1}]}}}}
`);
    expect(brief(loaded)).toEqual([]);
  });

  it('advice on contact, licence, tags and the latest version is not given', async () => {
    const v2 = "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {}\n";
    expect(brief(await loadText(v2))).toEqual([]);
    expect(brief(await loadText(withPayload('{}')))).toEqual([]);
  });
});

describe('a document that the parser cannot process', () => {
  it('gives a finding with a place', async () => {
    const loaded = await loadText("asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: 5\n");
    for (const { place } of loaded.diagnostics) expect(place?.line).toBeGreaterThan(0);
  });

  it('gives a finding without a stack trace', async () => {
    // Message traits are merged by recursion over values that the parser takes for objects.
    const loaded = await loadText("asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: 5\n");
    expect(loaded.document).toBeUndefined();
    expect(loaded.diagnostics.length).toBeGreaterThan(0);
    expect(JSON.stringify(loaded.diagnostics)).not.toMatch(/node_modules| at /);
  });
});

it('tells of what the parser threw, and not where', () => {
  const { message } = refused('no such thing\n    at evil.js:1:1', {
    file: 'a',
    line: 1,
    column: 1,
  });
  expect(message).toBe('The AsyncAPI parser failed: no such thing.');
});
