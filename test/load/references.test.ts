import { join } from 'node:path';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildApi } from '../../src/model/model.js';
import { brief, documentOf, loadFiles, loadText, only } from './loading.js';
import { asyncapi3, withPayload } from './spec-folder.js';

const referring = (reference: string, rest = ''): string =>
  withPayload(`{$ref: '${reference}'}`, rest);

describe('a reference that leads nowhere', () => {
  const schemas = 'components: {schemas: {Powermeter: {type: string}}}';

  it('is found at its place, with what it could have meant', async () => {
    const found = only(await loadText(referring('#/components/schemas/PowerMeter', schemas)));
    expect(found).toMatchObject({
      code: 'REF_NOT_FOUND',
      message:
        'The reference "#/components/schemas/PowerMeter" cannot be resolved: there is no "PowerMeter" in "/components/schemas".',
      help: 'Did you mean "#/components/schemas/Powermeter"?',
      place: { line: 3, column: 53, pointer: '/channels/c/messages/m/payload/$ref' },
      related: [{ place: { line: 4, pointer: '/components/schemas' } }],
    });
  });

  it('gets no advice where nothing is alike', async () => {
    const found = only(await loadText(referring('#/components/schemas/Nothing', schemas)));
    expect(found.help).toBe('Correct the reference, or add its target.');
  });

  it.each([
    [
      '#/components/schemas/pkg/v1.Ping',
      'components: {schemas: {pkg/v1.Ping: {type: string}}}',
      'Write "/" in a key as "~1": "#/components/schemas/pkg~1v1.Ping".',
    ],
    [
      '#/components/schemas/a/b/c/properties/x',
      'components: {schemas: {a/b/c: {properties: {x: {}}}}}',
      'Write "/" in a key as "~1": "#/components/schemas/a~1b~1c/properties/x".',
    ],
    [
      '#/schemas/A',
      'components: {schemas: {A: {type: string}}}',
      'A pointer starts at the root of the file. Did you mean "#/components/schemas/A"?',
    ],
    [
      '#/components/channels/c/messages/m/headers',
      'x: {}',
      'Correct the reference, or add its target.',
    ],
  ])('%s is told what it most probably means', async (reference, rest, help) => {
    expect(only(await loadText(referring(reference, rest))).help).toBe(help);
  });

  it('within a schema, may have been meant from there', async () => {
    const text = withPayload(
      "{definitions: {Point: {type: object}}, properties: {at: {$ref: '#/definitions/Point'}}}",
    );
    expect(only(await loadText(text)).help).toBe(
      'A pointer starts at the root of the file. Did you mean "#/channels/c/messages/m/payload/definitions/Point"?',
    );
  });

  it('to a root channel, may say components', async () => {
    const text = asyncapi3(
      "channels: {c: {address: c}}\noperations: {o: {action: send, channel: {$ref: '#/components/channels/c'}}}\n",
    );
    expect(only(await loadText(text)).help).toContain('Did you mean "#/channels/c"?');
  });

  it('is found in another file, too, and pointed at there', async () => {
    const loaded = await loadFiles({
      'a.yaml': referring('b.yaml#/x'),
      'b.yaml': 'x:\n  type: object\n  properties: {y: {$ref: "#/z"}}\n',
    });
    expect(only(loaded).place).toMatchObject({ file: join(loaded.folder, 'b.yaml'), line: 3 });
  });

  it('does not matter in a part of another file that nothing refers to', async () => {
    const loaded = await loadFiles({
      'a.yaml': referring('b.yaml#/x'),
      'b.yaml': 'x: {type: string}\ny: {$ref: nowhere.yaml}\n',
    });
    expect(brief(loaded)).toEqual([]);
    expect(documentOf(loaded).files.size).toBe(2);
  });

  it('is not one that names a member of every JavaScript object', async () => {
    expect(brief(await loadText(referring('#/constructor/prototype')))).toEqual([
      'REF_NOT_FOUND 3:53',
    ]);
    expect(brief(await loadText(referring('#/__proto__/toString')))).toEqual([
      'REF_NOT_FOUND 3:53',
    ]);
  });
});

describe('a reference', () => {
  it.each([
    ['#components', 'REF_MALFORMED'],
    ['b%zz.yaml', 'REF_MALFORMED'],
    ['b%00.yaml', 'REF_MALFORMED'],
    ['#/a~2', 'REF_MALFORMED'],
    ['file:///etc/passwd', 'REF_REMOTE'],
    ['data:,x', 'REF_REMOTE'],
    ['ftp://localhost/x', 'REF_REMOTE'],
    ['//server/share/x.yaml', 'REF_REMOTE'],
    ['\\\\server\\share', 'REF_REMOTE'],
    ['C:\\x.yaml', 'REF_REMOTE'],
    ['urn:x', 'REF_REMOTE'],
  ])('%s is refused', async (reference, code) => {
    expect(brief(await loadText(referring(reference)))).toEqual([`${code} 3:53`]);
  });

  it('is percent-decoded', async () => {
    const loaded = await loadFiles({
      'a.yaml': referring('b%20c.yaml#/a%2Fb~1c'),
      'b c.yaml': 'a: {b/c: {type: string}}',
    });
    expect(brief(loaded)).toEqual([]);
  });

  it('may pass through another reference', async () => {
    const loaded = await loadFiles({
      'a.yaml': asyncapi3(`channels: {c: {$ref: 'b.yaml#/channels/d'}}
operations:
  o: {action: send, channel: {$ref: '#/channels/c'}, messages: [{$ref: '#/channels/c/messages/m'}]}
`),
      'b.yaml': `channels: {d: {address: d, messages: {m: {$ref: '#/m'}}}}\nm: {payload: {type: string}}\n`,
    });
    const [operation] = buildApi(documentOf(loaded)).operations;
    expect(operation?.messages[0]?.payload).toMatchObject({
      target: `${join(loaded.folder, 'b.yaml')}#/m/payload`,
    });
  });

  it.each(['{$ref: 5}', '{properties: {$ref: {type: string}}}', '{examples: [{$ref: null}]}'])(
    'is a text: %s',
    async (payload) => {
      expect(only(await loadText(withPayload(payload))).code).toBe('REF_NOT_TEXT');
    },
  );

  it('does not lead in a circle of references', async () => {
    const circle =
      "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}";
    const { diagnostics } = await loadText(referring('#/components/schemas/A', circle));
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['REF_CIRCULAR']));
  });

  it('does not lead into itself', async () => {
    const { diagnostics } = await loadText(referring('#/channels/c/messages/m/payload/x'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['REF_CIRCULAR']);
  });

  it('is one of at most 100,000', async () => {
    const list = "- {$ref: '#/info'}\n".repeat(100_001);
    const { diagnostics } = await loadText(withPayload('{}', `x-all:\n${list}`));
    expect(diagnostics.map(({ code }) => code)).toEqual(['REF_LIMIT']);
  });
});

describe('references that stand for very much', () => {
  const levels = (count: number, width: number): string => {
    const schemas = Array.from({ length: count }, (_, level) => {
      const next = `{$ref: '#/components/schemas/S${level + 1}'}`;
      const fields = Array.from({ length: width }, (__, index) => `p${index}: ${next}`);
      return `    S${level}: {type: object, properties: {${fields.join(', ')}}}\n`;
    });
    return `components:\n  schemas:\n${schemas.join('')}    S${count}: {type: string}\n`;
  };

  const circles = (count: number): string => {
    const all = Array.from(
      { length: count },
      (_, index) => `p${index}: {$ref: '#/components/schemas/S${index}'}`,
    );
    const schemas = all.map(
      (_, index) => `S${index}: {type: object, properties: {${all.join(', ')}}}`,
    );
    return `components: {schemas: {${schemas.join(', ')}}}`;
  };

  it.each([
    ['nine levels of nine references', levels(9, 9)],
    ['sixty levels of two references', levels(60, 2)],
    ['a chain of 5,000 references', levels(5000, 1)],
    ['sixty schemas that all refer to each other', circles(60)],
  ])('cost no more than others between schemas: %s', async (_, schemas) => {
    const start = performance.now();
    expect(brief(await loadText(referring('#/components/schemas/S0', schemas)))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  const messages = (count: number, width: number, next: (level: number) => number): string => {
    const made = Array.from({ length: count }, (_, level) => {
      const reference = `{$ref: '#/components/messages/m${next(level)}'}`;
      const items = Array.from({ length: width }, () => reference);
      return `    m${level}: {examples: [{payload: [${items.join(', ')}]}]}\n`;
    });
    return asyncapi3(`components:\n  messages:\n${made.join('')}    m${count}: {}\n`);
  };

  it.each([
    ['nine levels of nine references', messages(9, 9, (level) => level + 1)],
    ['a chain of 5,000 references', messages(5000, 1, (level) => level + 1)],
  ])('are refused fast elsewhere, where the first stands: %s', async (_, text) => {
    const start = performance.now();
    const found = only(await loadText(text));
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(found.code).toBe('REF_EXPANSION');
    expect(found.place).toMatchObject({
      line: 5,
      pointer: '/components/messages/m0/examples/0/payload/0/$ref',
    });
  });

  it('are refused where messages contain each other in their examples', async () => {
    const { diagnostics } = await loadText(messages(9, 9, (level) => (level + 1) % 9));
    expect(diagnostics).toHaveLength(81);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['REF_CIRCULAR']));
  });

  it('are not looked at in extensions, unless something refers to them', async () => {
    const lost = levels(9, 9).replace('components:\n  schemas:', 'x-lost:\n  more:');
    const text = lost.replaceAll('#/components/schemas/', '#/x-lost/more/');
    expect(brief(await loadText(withPayload('{}', text)))).toEqual([]);
    expect(brief(await loadText(referring('#/x-lost/more/S0', text)))).toEqual([]);
    const wrong = text.replace('S9: {type: string}', 'S9: {type: strin}');
    expect(brief(await loadText(referring('#/x-lost/more/S0', wrong)))).toEqual([
      'ASYNCAPI_STRUCTURE 15:10',
    ]);
  });
});

describe('the network', () => {
  let connections = 0;
  let server: Server;
  let port = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it('is never used, wherever the reference stands', async () => {
    const url = `http://127.0.0.1:${port}/x.yaml`;
    const documents = [
      referring(url),
      referring(`${url}#/x`),
      withPayload('{}', `x-extension: {$ref: '${url}'}`),
      withPayload(`{examples: [{$ref: '${url}'}], $schema: '${url}', $id: '${url}'}`),
      asyncapi3(`channels: {c: {$ref: '${url}'}}`),
      `asyncapi: 2.6.0\ninfo: {$ref: '${url}'}\nchannels: {}\n`,
    ];
    for (const document of documents) {
      const { diagnostics } = await loadText(document);
      expect(diagnostics.map(({ code }) => code)).toEqual(['REF_REMOTE']);
      expect(diagnostics[0]?.help).toContain('Save the file beside the document');
    }
    expect(connections).toBe(0);
  });

  it('is not used for $id and $schema either', async () => {
    const url = `http://127.0.0.1:${port}/x.yaml`;
    await loadText(withPayload(`{$schema: '${url}', $id: '${url}', type: string}`));
    expect(connections).toBe(0);
  });
});
