import { describe, expect, it } from '@jest/globals';
import { brief, lint2, lint3, lintFiles } from './linting.js';

const requests = (payload: string, location: string): string => `servers:
  s: { host: h, protocol: mqtt }
channels:
  request: { address: q, messages: { m: { payload: ${payload} } } }
  reply: { address: null, messages: { r: { payload: { type: string } } } }
operations:
  ask:
    action: send
    channel: { $ref: '#/channels/request' }
    reply:
      address:
        location: ${location}
      channel: { $ref: '#/channels/reply' }
`;
const envelope =
  '{ type: object, properties: { headers: { type: object, properties: { replyTo: { type: string } } } } }';

describe('reply addresses', () => {
  it('in the body instead of the headers are told of as a hint', async () => {
    const found = await lint3(requests(envelope, '$message.header#/replyTo'));
    expect(brief(found)).toEqual(['info REPLY_ADDRESS_IN_BODY 14:9']);
    expect(found[0]).toMatchObject({
      message: expect.stringContaining('"headers.replyTo" in the JSON payload'),
      help: expect.stringContaining('"$message.payload#/headers/replyTo"'),
    });
  });

  it('at a place that nobody declares are a warning', async () => {
    const found = await lint3(requests('{ type: string }', '$message.header#/replyTo'));
    expect(brief(found)).toEqual(['warning REPLY_ADDRESS_UNDECLARED 14:9']);
    expect(found[0]?.help).toContain('Declare the property');
  });

  it('where the document says are fine', async () => {
    const payload = requests(envelope, '$message.payload#/headers/replyTo');
    expect(await lint3(payload)).toEqual([]);
    const header = '{ type: string }, headers: { type: object, properties: { at: {} } }';
    expect(await lint3(requests(header, '$message.header#/at'))).toEqual([]);
  });
});

describe('topics', () => {
  const channels = (second: string): string => `channels:
  a: { address: 'x/{p}', parameters: { p: {} }, messages: { m: { payload: {} } } }
  b: { address: '${second}', parameters: { q: {} }, messages: { m: { payload: {} } } }
operations:
`;
  const operation = (id: string, action: string, channel: string): string =>
    `  ${id}: { action: ${action}, channel: { $ref: '#/channels/${channel}' } }\n`;

  it('of two operations of one direction are a finding', async () => {
    const found = await lint3(
      channels('x/{q}') + operation('one', 'send', 'a') + operation('two', 'send', 'b'),
    );
    expect(brief(found)).toEqual(['warning TOPIC_SHARED 8:3']);
    expect(found[0]).toMatchObject({
      message: expect.stringContaining('"one" and "two" both send on the topic "x/{q}"'),
      help: expect.stringContaining('Change the address'),
      related: [{ place: { line: 7, column: 3 } }],
    });
  });

  it('of two directions, or of two addresses, are fine', async () => {
    const both = operation('one', 'send', 'a') + operation('two', 'receive', 'b');
    expect(await lint3(channels('x/{q}') + both)).toEqual([]);
    const sends = operation('one', 'send', 'a') + operation('two', 'send', 'b');
    expect(await lint3(channels('y/{q}') + sends)).toEqual([]);
  });

  it('on two servers are fine', async () => {
    const found = await lint3(`servers:
  s: { host: s, protocol: mqtt }
  t: { host: t, protocol: mqtt }
channels:
  a: { address: x, servers: [{ $ref: '#/servers/s' }], messages: { m: { payload: {} } } }
  b: { address: x, servers: [{ $ref: '#/servers/t' }], messages: { m: { payload: {} } } }
operations:
${operation('one', 'send', 'a')}${operation('two', 'send', 'b')}`);
    expect(found).toEqual([]);
  });
});

describe('messages of one operation', () => {
  const operation = (messages: string): string => `channels:
  c: { address: c, messages: { ${messages} } }
operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }
`;

  it('that look the same are a finding', async () => {
    const text = 'payload: { type: string }';
    const found = await lint3(
      operation(`a: { ${text} }, b: { payload: { type: integer } }, c: { name: C, ${text} }`),
    );
    expect(brief(found)).toEqual(['warning MESSAGES_ALIKE 5:15']);
    expect(found[0]).toMatchObject({
      message:
        'The messages "a" and "c" of the operation "o" cannot be distinguished: each is received as "a".',
      related: [{ message: 'This is the message "a".' }, { message: 'This is the message "c".' }],
    });
  });

  it('that are bytes look the same, whatever their schemas', async () => {
    const bytes = (schema: string): string =>
      `{ contentType: application/octet-stream, payload: ${schema} }`;
    const found = await lint3(
      operation(`a: ${bytes('{ type: string }')}, b: ${bytes('{ type: string, maxLength: 3 }')}`),
    );
    expect(brief(found)).toEqual(['warning MESSAGES_ALIKE 5:15']);
  });

  it('that differ in a value, in their headers, or in having a payload are fine', async () => {
    const one = (value: string, more = ''): string => `{ payload: { const: ${value} } ${more} }`;
    const headers = ', headers: { type: object, properties: { h: { type: string } } }';
    const found = await lint3(
      operation(`a: ${one('x')}, b: ${one('y')}, c: ${one('y', headers)}, d: {}`),
    );
    expect(found).toEqual([]);
  });
});

describe('components', () => {
  it('that nothing uses are told of', async () => {
    const found = await lint3(`channels:
  c: { address: c, messages: { m: { $ref: '#/components/messages/Used' } } }
components:
  messages:
    Used: { payload: { $ref: '#/components/schemas/Alias' } }
    Unused: { payload: { $ref: '#/components/schemas/Circle' } }
  schemas:
    Alias: { $ref: '#/components/schemas/Group/types/T' }
    Group: { types: { T: { type: string } } }
    Circle: { items: { $ref: '#/components/schemas/Circle' } }
`);
    expect(brief(found)).toEqual(['info COMPONENT_UNUSED 12:5', 'info COMPONENT_UNUSED 8:5']);
    expect(found[0]).toMatchObject({
      message: 'The schema "Circle" is not used in this document.',
      help: expect.stringContaining('remove it'),
    });
  });

  it('of a library, and those used by way of another file, are fine', async () => {
    expect(await lint3('channels: {}\ncomponents: { schemas: { A: { type: string } } }\n')).toEqual(
      [],
    );
    const found = await lintFiles({
      'a.yaml': `asyncapi: 3.0.0
info: { title: T, version: '1' }
channels: { c: { address: c, messages: { m: { payload: { $ref: 'b.yaml#/B' } } } } }
components: { schemas: { A: { type: string } } }
`,
      'b.yaml': `B: { type: array, items: { $ref: 'a.yaml#/components/schemas/A' } }\n`,
    });
    expect(found).toEqual([]);
  });
});

describe('server variables', () => {
  it('are declared, and occur', async () => {
    const found = await lint3(`servers:
  s:
    host: h:{port}
    pathname: /{a}/{b}
    protocol: mqtt
    variables: { a: { enum: [X, x] }, c: {}, port: {} }
channels: {}
`);
    expect(brief(found)).toEqual([
      'warning SERVER_VARIABLE_UNDECLARED 6:5',
      'warning SERVER_VARIABLE_UNUSED 8:39',
      'warning ENUM_CASE 8:33',
    ]);
    expect(found[0]).toMatchObject({
      message: expect.stringContaining('{b}'),
      help: expect.stringContaining('Declare "b" under "variables"'),
    });
    expect(found[1]?.help).toContain('Write {c} in the host');
  });

  it('that match are fine, in AsyncAPI 2, too', async () => {
    const found = await lint2(`servers:
  s: { url: 'mqtt://{host}/{a}', protocol: mqtt, variables: { host: {}, a: {} } }
channels: {}
`);
    expect(found).toEqual([]);
  });
});
