/** The rules of @asyncapi/parser: which run, what becomes of what they find, and what they evaluate. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { refused } from '../../src/conformance/parser/parser-findings.js';
import { ruleOf } from '../../src/conformance/parser/rule-codes.js';
import { RuleRunner } from '../../src/conformance/parser/rule-runner.js';
import { brief, loadText, only } from '../load/loading.js';
import { asyncapi3, withPayload } from '../load/spec-folder.js';

afterEach(() => {
  jest.restoreAllMocks();
});

const asyncapi2 = (channels: string): string =>
  `asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {${channels}}\n`;

/** The rules of a parser that nothing was changed in. */
class StockRules extends Parser {
  get names(): readonly string[] {
    return Object.keys(this.spectral.ruleset?.rules ?? {});
  }
}

describe('the rules', () => {
  const { names } = new RuleRunner();

  it('that run are those that a finding is made of', () => {
    expect(names.toSorted()).toEqual([
      ...['asyncapi2-channel-no-query-nor-fragment', 'asyncapi2-channel-parameters'],
      ...['asyncapi2-channel-servers', 'asyncapi2-message-messageId-uniqueness'],
      ...['asyncapi2-operation-operationId-uniqueness', 'asyncapi2-operation-security'],
      ...['asyncapi2-server-security', 'asyncapi2-server-variables'],
      ...['asyncapi3-channel-no-query-nor-fragment', 'asyncapi3-channel-parameters'],
      ...['asyncapi3-channel-servers', 'asyncapi3-operation-messages-from-referred-channel'],
      ...['asyncapi3-required-channel-servers-unambiguity'],
      ...['asyncapi3-required-operation-channel-unambiguity'],
    ]);
    for (const name of names) expect(ruleOf(name)).toBeDefined();
  });

  it('that do not run exist', () => {
    const stock = new StockRules({ ruleset: { recommended: false } }).names;
    expect(stock.filter((name) => !names.includes(name)).toSorted()).toEqual([
      ...['asyncapi-document-resolved', 'asyncapi-document-unresolved', 'asyncapi-internal'],
      ...['asyncapi-is-asyncapi', 'asyncapi-latest-version', 'asyncapi2-message-examples'],
      ...['asyncapi2-message-examples-custom-format', 'asyncapi2-schema-default'],
      ...['asyncapi2-schema-examples', 'asyncapi2-schemas', 'asyncapi2-tags-uniqueness'],
    ]);
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

it.each([
  [
    "address: 'a/{b}/{c}', parameters: {b: {}}",
    'The address has parameters that "parameters" does not declare: c.',
  ],
  ['address: a, parameters: {b: {}}', '"parameters" declares "b", but the address has no {b}.'],
])('parameters that do not fit the address: %s', async (channel, message) => {
  const { diagnostics } = await loadText(asyncapi3(`channels: {c: {${channel}}}`));
  expect(diagnostics.map((each) => each.message)).toEqual([message]);
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

it('a message of AsyncAPI 2 with an id may be used by several operations', async () => {
  const message = "{message: {$ref: '#/components/messages/m'}}";
  const document = (id: string): string => `asyncapi: 2.6.0
info: {title: T, version: '1'}
channels: {a: {publish: ${message}}, b: {subscribe: ${message}}, c: {publish: {message: {messageId: c}}}}
components: {messages: {m: {messageId: ${id}}}}
`;
  expect(brief(await loadText(document('m')))).toEqual([]);
  const { place, related } = only(await loadText(document('c')));
  expect([place?.line, related?.map((each) => each.place.line)]).toEqual([3, [4]]);
});

it('an id of a trait is the id of the operation', async () => {
  const loaded = await loadText(`asyncapi: 2.6.0
info: {title: T, version: '1'}
channels:
  a: {publish: {traits: [{operationId: x}, {$ref: '#/components/operationTraits/t'}]}}
  b: {publish: {operationId: t}}
components: {operationTraits: {t: {operationId: t}}}
`);
  const { place, related } = only(loaded);
  expect([place?.line, related?.map((each) => each.place.line)]).toEqual([5, [6]]);
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

describe('what a rule throws', () => {
  it('is told of, and not where', () => {
    const { message } = refused(new TypeError('no such thing\n    at evil.js:1:1'), {
      file: 'a',
      line: 1,
      column: 1,
    });
    expect(message).toBe('The AsyncAPI parser failed: TypeError: no such thing.');
  });

  it('is not told of where the structure is wrong', async () => {
    const flows = 'flows: {implicit: {authorizationUrl: "http://a"}}';
    const loaded =
      await loadText(`${asyncapi2('')}servers: {s: {url: a, protocol: mqtt, security: [{x: []}]}}
components: {securitySchemes: {x: {type: oauth2, ${flows}}}}
`);
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['ASYNCAPI_STRUCTURE']);
  });
});
