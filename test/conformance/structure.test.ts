/** What is told of documents whose structure AsyncAPI does not have, and where. */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { anyTypes, foreignTypes } from '../../src/conformance/structure/remedies/foreign-types.js';
import { loadGrammar } from '../../src/conformance/structure/validators.js';
import { brief, loadFiles, loadText, only } from '../load/loading.js';
import { asyncapi3, withPayload } from '../load/spec-folder.js';

const operation = (fields: string): string =>
  withPayload('{type: string}', `operations: {o: {${fields}}}`);
const components = (fields: string): string => asyncapi3(`components: {${fields}}\n`);
const head2 = "asyncapi: 2.6.0\ninfo: {title: T, version: '1'}\nchannels: {}\n";

async function messages(text: string): Promise<readonly string[]> {
  return (await loadText(text)).diagnostics.map(({ message }) => message);
}

describe('a structure that AsyncAPI does not have', () => {
  it.each([
    [
      operation("action: publish, channel: {$ref: '#/channels/c'}"),
      'ASYNCAPI_STRUCTURE 4:18',
      'The "action" of an operation must be "send" or "receive".',
      /"subscribe" means "send"/,
    ],
    [
      operation("channel: {$ref: '#/channels/c'}"),
      'ASYNCAPI_STRUCTURE 4:14',
      '"o" must have the field "action".',
      /action: send/,
    ],
    [
      operation("action: send, channel: {$ref: '#/channels/c'}, foo: 1"),
      'FIELD_UNKNOWN 4:65',
      'AsyncAPI 3.0.0 does not allow the field "foo" here.',
      /v3\.0\.0#operationObject/,
    ],
    [
      asyncapi3('channels: {c: {publish: {}}}'),
      'FIELD_OF_OTHER_VERSION 3:16',
      'AsyncAPI 3.0.0 does not allow the field "publish" here.',
      /root "operations"/,
    ],
    [
      'asyncapi: 3.0.0\ninfo: {title: T, version: 1.0}\n',
      'ASYNCAPI_STRUCTURE 2:18',
      'The value of "version" must be of type string.',
      /in quotes/,
    ],
    [
      'asyncapi: 3.0.0\n',
      'INFO_INCOMPLETE 1:1',
      'The document must have the field "info".',
      /Add "info: {/,
    ],
    [
      withPayload('{type: object, properties: {a: {type: strin}}}'),
      'ASYNCAPI_STRUCTURE 3:84',
      'The value of "type" must be one of "array", "boolean", "integer", "null", "number", "object", "string".',
      /Did you mean "type: string"/,
    ],
    [
      withPayload('true'),
      'ASYNCAPI_STRUCTURE 3:43',
      'The value of "payload" must be of type object.',
      /{}/,
    ],
    [
      withPayload('{required: [1]}'),
      'ASYNCAPI_STRUCTURE 3:64',
      'The value of "required/0" must be of type string.',
      /in quotes/,
    ],
    [
      withPayload('{items: 5}'),
      'ASYNCAPI_STRUCTURE 3:53',
      'The value of "items" must be of type object or boolean or array.',
      /mapping/,
    ],
    [
      withPayload('{minLength: -1}'),
      'ASYNCAPI_STRUCTURE 3:53',
      'The value of "minLength" must be at least 0.',
      /schemaObject/,
    ],
    [
      withPayload('{allOf: []}'),
      'ASYNCAPI_STRUCTURE 3:53',
      'The value of "allOf" must have at least 1 item.',
      /schemaObject/,
    ],
    [
      withPayload('{enum: [1, {a: [2]}, {a: [2]}]}'),
      'ASYNCAPI_STRUCTURE 3:73',
      'The items of the array "enum" must be unique.',
      /Remove one/,
    ],
    [
      components('correlationIds: {c: {location: x}}'),
      'ASYNCAPI_STRUCTURE 3:35',
      'The value of "location" must match the pattern ^\\$message\\.(header|payload)#(\\/(([^\\/~])|(~[01]))*)*',
      /a JSON pointer to a property/,
    ],
    [
      head2.replace('channels: {}', "channels: {'': {}}"),
      'ASYNCAPI_STRUCTURE 3:12',
      'AsyncAPI 2.6.0 does not allow the name "" here.',
      /not empty/,
    ],
    [
      components(
        'securitySchemes: {s: {type: oauth2, flows: {implicit: {authorizationUrl: "http://a", tokenUrl: "http://a", availableScopes: {}}}}}',
      ),
      'ASYNCAPI_STRUCTURE 3:58',
      'The value of "implicit" is not valid in AsyncAPI 3.0.0.',
      /oauth2FlowsObject/,
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
    ['oneOf: [{payload: {}}], name: N', '3:62 name'],
  ])('is told without what is right in an AsyncAPI 2 message: {%s}', async (message, expected) => {
    const text = `asyncapi: 2.2.0\ninfo: {title: T, version: '1'}\nchannels: {c: {subscribe: {message: {${message}}}}}\n`;
    const { line, column } = only(await loadText(text)).place ?? { line: 1, column: 1 };
    const [found = ''] = text.split('\n').slice(line - 1);
    expect(`${line}:${column} ${/\w+/.exec(found.slice(column - 1))?.join() ?? ''}`).toBe(expected);
  });

  it.each([
    ['{type: apiKey, in: usr}', 'The value of "in" must be one of "user", "password".'],
    ['{type: http}', '"s" must have the field "scheme".'],
    [
      '{type: http, scheme: bearer, bearer: JWT}',
      'AsyncAPI 3.0.0 does not allow the field "bearer" here.',
    ],
    ['[]', 'The value of "s" must be of type object.'],
    [
      '{type: apikey, in: user}',
      'The value of "type" must be one of "userPassword", "apiKey", "X509", "symmetricEncryption", "asymmetricEncryption", "http", "httpApiKey", "oauth2", "openIdConnect", "plain", "scramSha256", "scramSha512", "gssapi".',
    ],
  ])('is told of the alternative that is meant: %s', async (scheme, message) => {
    expect(await messages(components(`securitySchemes: {s: ${scheme}}`))).toEqual([message]);
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

  it('has a name like that of a property of all objects, which does no harm', async () => {
    const names = ['constructor', 'hasOwnProperty', 'toString', 'valueOf'];
    const entries = (value: string): string => names.map((name) => `${name}: ${value}`).join(', ');
    const right = `schemas: {${entries('{}')}}, messages: {${entries('{}')}}, tags: {${entries('{name: a}')}}`;
    expect(await messages(components(right))).toEqual([]);
    const wrong = await messages(components(`messages: {m: {${entries('1')}}}`));
    expect(wrong).toEqual(
      names.map((name) => `AsyncAPI 3.0.0 does not allow the field "${name}" here.`),
    );
  });
});

describe('several mistakes in one object', () => {
  it('are reported in one run', async () => {
    const wrong = "acton: publish, channel: '#/channels/c', messages: [m], summry: s, sumary: t";
    expect(brief(await loadText(operation(wrong)))).toEqual([
      'FIELD_MISSPELT 4:18',
      'REF_AS_STRING 4:34',
      'REF_AS_STRING 4:70',
      'FIELD_MISSPELT 4:74',
      'FIELD_MISSPELT 4:85',
    ]);
  });

  it('have one finding for one cause, whatever comes first', async () => {
    const server = (fields: string): string =>
      `${head2}servers: {s: {protocol: mqtt, ${fields}}}\n`;
    expect(brief(await loadText(server('host: h, pathname: p')))).toEqual([
      'FIELD_OF_OTHER_VERSION 4:31',
    ]);
    expect(brief(await loadText(server('pathname: p, host: h')))).toEqual([
      'FIELD_OF_OTHER_VERSION 4:31',
    ]);
  });

  it('do not hide a field that is missing for another reason', async () => {
    expect(brief(await loadText(operation('chanel: c')))).toEqual([
      'ASYNCAPI_STRUCTURE 4:14',
      'FIELD_MISSPELT 4:18',
    ]);
  });
});

describe('a type of another language', () => {
  it.each([...foreignTypes])(
    '%s has its meaning in JSON Schema in the help',
    async (type, meaning) => {
      const { help, code } = only(await loadText(withPayload(`{type: ${type}}`)));
      expect(code).toBe('SCHEMA_TYPE_UNKNOWN');
      for (const [keyword, value] of Object.entries(meaning)) {
        expect(help).toContain(`"${keyword}: ${value}"`);
      }
      const keywords = Object.entries(meaning).map(([keyword, value]) => `${keyword}: ${value}`);
      expect(brief(await loadText(withPayload(`{${keywords.join(', ')}}`)))).toEqual([]);
    },
  );

  it.each(anyTypes.map((type) => [type]))('%s needs no type', async (type) => {
    const { help } = only(await loadText(withPayload(`{type: '${type}'}`)));
    expect(help).toContain('Leave out "type"');
  });
});

describe('a reference', () => {
  it.each([
    ['to an object', "info: {$ref: '#/x-info'}\nx-info: {title: T, version: '1'}\n", '2:8'],
    [
      'within an object',
      "info: {title: T, version: '1', license: {$ref: '#/x-l'}}\nx-l: {name: L}\n",
      '2:42',
    ],
    [
      'in a part that has fields of its own',
      `info: {title: T, version: '1'}
components: {securitySchemes: {s: {type: oauth2, flows: {$ref: '#/x-f'}}}}
x-f: {}
`,
      '3:58',
    ],
  ])('where AsyncAPI has none is told, %s', async (_, rest, position) => {
    const loaded = await loadText(`asyncapi: 3.0.0\n${rest}`);
    expect(brief(loaded)).toEqual([`ASYNCAPI_REF_MISPLACED ${position}`]);
  });

  it('stands for a plain value, which is checked', async () => {
    const text = (title: string): string =>
      `asyncapi: 3.0.0\ninfo: {title: {$ref: '#/x-title'}, version: '1'}\nx-title: ${title}\n`;
    expect(brief(await loadText(text('T')))).toEqual([]);
    expect(await messages(text('5'))).toEqual(['The value of "title" must be of type string.']);
  });

  it('stands for a part of an object, which is checked', async () => {
    const text = (topic: string): string =>
      asyncapi3(`servers:
  s: {host: h, protocol: mqtt, bindings: {mqtt: {lastWill: {$ref: '#/x-will'}}}}
x-will: {topic: ${topic}}
`);
    expect(brief(await loadText(text('t')))).toEqual([]);
    expect(brief(await loadText(text('5')))).toEqual(['ASYNCAPI_STRUCTURE 5:10']);
  });

  it('leads into a cycle of schemas of another format', async () => {
    const avro = (name: string): string => `
components:
  messages:
    m:
      payload:
        schemaFormat: application/vnd.apache.avro;version=1.9.0
        schema: {type: record, name: ${name}, fields: [{name: next, type: {type: array, items: {$ref: '#/components/messages/m/payload/schema'}}}]}
`;
    expect(brief(await loadText(asyncapi3(avro('R'))))).toEqual([]);
    // Schemas of other formats are not read, so mistakes in them are not ours to find.
    expect(await messages(asyncapi3(avro('5')))).toEqual([]);
  });
});

describe('items that have to differ', () => {
  const tags = (items: string, rest = ''): string =>
    asyncapi3(
      `channels: {c: {tags: [${items}]}}\ncomponents: {tags: {a: {name: a}, b: {$ref: '#/components/tags/a'}, c: {name: c, x-c: {$ref: '#/components/tags/c'}}}}\n${rest}`,
    );

  it.each([
    '{name: a}, {name: b}',
    "{name: b}, {$ref: '#/components/tags/a'}",
    "{$ref: '#/components/tags/a'}, {$ref: '#/components/tags/c'}",
    '{name: a, x-a: [1, 2]}, {name: a, x-a: [12]}',
    '{name: a, x-a: 1}, {name: a, x-a: "1"}',
  ])('do: %s', async (items) => {
    expect(await messages(tags(items))).toEqual([]);
  });

  it.each([
    '{name: a}, {name: a}',
    '{name: a, description: d}, {description: d, name: a}',
    "{name: a}, {$ref: '#/components/tags/a'}",
    "{$ref: '#/components/tags/a'}, {$ref: '#/components/tags/b'}",
    "{$ref: '#/components/tags/c'}, {$ref: '#/components/tags/c'}",
    "{name: a, x-a: {$ref: '#/components/tags/a'}}, {name: a, x-a: {$ref: '#/components/tags/a'}}",
  ])('do not: %s', async (items) => {
    const { message, related } = only(await loadText(tags(items)));
    expect(message).toBe('The items of the array "tags" must be unique.');
    expect(related).toHaveLength(1);
  });
});

describe('a key of Kafka, which is a schema or one of Avro', () => {
  const key = (text: string): string =>
    components(`messageBindings: {b: {kafka: {bindingVersion: 0.4.0, key: ${text}}}}`);

  it.each(['{type: string}', '{type: array, items: string}', '{type: map, values: int}', 'int'])(
    'is right: %s',
    async (text) => {
      expect(await messages(key(text))).toEqual([]);
    },
  );

  it('is wrong', async () => {
    expect(await messages(key('{type: array, items: {type: strin}}'))).toHaveLength(1);
    expect(await messages(key('5'))).toHaveLength(1);
  });

  it('is not tried out for ever', async () => {
    const properties = Array.from({ length: 3000 }, (_, index) => `p${index}: {type: string}`);
    const bindings = Array.from(
      { length: 300 },
      (_, index) =>
        `b${index}: {kafka: {bindingVersion: 0.4.0, key: {type: array, items: {$ref: '#/components/schemas/S'}}}}`,
    );
    const text = `schemas: {S: {properties: {${properties.join(', ')}}}}, messageBindings: {${bindings.join(', ')}}`;
    const start = performance.now();
    expect(await messages(components(text))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

it('a payload of AsyncAPI 2 whose format is named is checked if that is JSON Schema', async () => {
  const told = async (schemaFormat: string): Promise<number> => {
    const message = JSON.stringify({ schemaFormat, payload: { properties: { a: { type: 'x' } } } });
    return (await messages(`${head2}components: {messages: {m: ${message}}}\n`)).length;
  };
  expect(await told('application/schema;version=draft-07')).toBe(1);
  expect(await told('application/schema+json;version=draft-07')).toBe(1);
  expect(await told('application/vnd.aai.asyncapi;version=3.0.0')).toBe(1);
  expect(await told('text/plain')).toBe(0);
});

it('the command that creates the parts is told where they are missing', async () => {
  await expect(loadGrammar('3.0.0', ['./'])).rejects.toThrow(
    'dist/structure/3.0.0.js is missing. To create it, run "npm run build".',
  );
  await expect(loadGrammar('../../x')).rejects.toThrow(
    'This version of AsyncAPI is not supported.',
  );
});

describe('a mistake is told once, at its place', () => {
  const isThree = (version: string): boolean => version.startsWith('3');
  const small = (version: string): unknown => {
    const message = { payload: { type: 'string' } };
    const channel = isThree(version)
      ? { address: 'c', messages: { m: message } }
      : { publish: { message } };
    const server = isThree(version) ? { host: 'h' } : { url: 'h' };
    return {
      asyncapi: version,
      info: { title: 'T', version: '1' },
      servers: { s: { ...server, protocol: 'mqtt' } },
      channels: { c: channel },
      ...(isThree(version) && {
        operations: { o: { action: 'send', channel: { $ref: '#/channels/c' } } },
      }),
      components: { schemas: { S: { type: 'object', properties: {} } }, messages: { M: message } },
    };
  };
  const withValue = (
    owner: unknown,
    [key, ...rest]: readonly string[],
    value: unknown,
  ): unknown => {
    if (key === undefined) return value;
    const fields = Object(owner);
    return { ...fields, [key]: withValue(fields[key], rest, value) };
  };
  const both = [
    ...['/stranger', '/info/stranger', '/servers/s/stranger', '/channels/c/stranger'],
    ...['/info/title', '/servers/s/protocol', '/servers/t', '/channels/d', '/channels'],
    ...['/components/schemas', '/components/stranger', '/components/messages/M/stranger'],
    ...['/components/schemas/S/type', '/components/schemas/S/properties/x/pattern'],
    ...['/components/messages/M/payload'],
    ...['/components/messages/M/headers', '/components/parameters/P/description'],
    ...['/components/securitySchemes/X/type', '/components/channelBindings/B'],
  ].flatMap((pointer) => [
    ['2.0.0', pointer] as const,
    ['2.6.0', pointer] as const,
    ['3.0.0', pointer] as const,
  ]);

  it.each([
    ...both,
    ['2.6.0', '/channels/c/publish/stranger'],
    ['2.6.0', '/components/schemas/a b~1c/type'],
    ['2.6.0', '/channels/c/publish/message/payload/type'],
    ['2.6.0', '/channels/c/publish/message/schemaFormat'],
    ['3.0.0', '/channels/c/messages/m/payload/type'],
    ['3.0.0', '/operations/o/stranger'],
    ['3.1.0', '/operations/o/action'],
    ['3.1.0', '/components/channelBindings/B/kafka/x'],
  ] as const)('%s %s', async (version, pointer) => {
    const keys = pointer.split('/').slice(1);
    const path = keys.map((key) => key.replace('~1', '/'));
    const { diagnostics } = await loadText(JSON.stringify(withValue(small(version), path, 5)));
    const structural = diagnostics.filter(({ code }) => /^(?:ASYNCAPI_|FIELD_)/.test(code));
    // References into what is gone lead nowhere.
    const isGone = isThree(version) && pointer === '/channels';
    expect(structural.map(({ place }) => place?.pointer)).toEqual(isGone ? [] : [pointer]);
  });

  it('a hundred times', async () => {
    const schemas = Array.from({ length: 3000 }, (_, index) => [`S${index}`, { type: 'strin' }]);
    const strangers = Array.from({ length: 3000 }, (_, index) => [`s${index}`, 1]);
    for (const wrong of [{ schemas: Object.fromEntries(schemas) }, Object.fromEntries(strangers)]) {
      const document = withValue(small('3.0.0'), ['components'], wrong);
      expect(await messages(JSON.stringify(document))).toHaveLength(100);
    }
  });
});

describe('references that follow one another', () => {
  const chain = (length: number, end: string): string => {
    const links = Array.from(
      { length },
      (_, index) => `    S${index}: {$ref: '#/components/schemas/S${index + 1}'}`,
    );
    return withPayload(
      "{$ref: '#/components/schemas/S0'}",
      `components:\n  schemas:\n${links.join('\n')}\n    S${length}: ${end}\n`,
    );
  };
  const nested = (length: number, end: string): string => {
    const links = Array.from(
      { length },
      (_, index) => `    S${index}: {not: {$ref: '#/components/schemas/S${index + 1}'}}`,
    );
    return withPayload(
      "{$ref: '#/components/schemas/S0'}",
      `components:\n  schemas:\n${links.join('\n')}\n    S${length}: ${end}\n`,
    );
  };

  it('may be as many as there are, with values between them or not', async () => {
    expect(await messages(chain(3000, '{type: string}'))).toEqual([]);
    expect(await messages(nested(3000, '{type: strin}'))).toHaveLength(1);
  });

  it('into a circle are refused, each of them', async () => {
    const found = brief(await loadText(chain(300, "{$ref: '#/components/schemas/S200'}")));
    expect(found).toHaveLength(302);
    expect(new Set(found.map((each) => each.split(' ')[0]))).toEqual(new Set(['REF_CIRCULAR']));
  });
});
