/**
 * Documents with a mistake that leaves no doubt about the bindings. Their first lines name the code of
 * each finding and what is assumed. `cases.test.ts` compiles what they give.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/diagnostics/catalogue.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { buildApi } from '../../src/model/model.js';
import { loadFiles } from '../load/loading.js';
import { runCommand, startMockCommand } from '../cli/run-command.js';
import { generatePaths } from '../support/generated-files.js';
import { generate, inspect, validate } from '../support/generating.js';
import { root } from '../support/project.js';
import { temporaryFolders } from '../write/temporary-folder.js';

const folder = join(root, 'test/cases/tolerated');
const newFolder = temporaryFolders();

interface Assumed {
  readonly code: string;
  readonly assumption: string;
}

const documents = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => {
    const path = join(folder, name);
    const lines = readFileSync(path, 'utf8').matchAll(/^# ([A-Z_]+\d?): (.*)$/gm);
    const assumed = [...lines].map(([, code = '', assumption = '']): Assumed => {
      return { code, assumption };
    });
    return { path, name: basename(name, '.yaml'), assumed };
  });

/** The code and the assumption of each finding of a severity, each once. */
function assumedIn(diagnostics: readonly Diagnostic[]): readonly string[] {
  const found = diagnostics
    .filter(({ severity, assumption }) => severity === 'warning' && assumption !== undefined)
    .map(({ code, assumption }) => `${code}: ${assumption}`);
  return [...new Set(found)].sort();
}

function listed(assumed: readonly Assumed[]): readonly string[] {
  return assumed.map(({ code, assumption }) => `${code}: ${assumption}`).sort();
}

it('have at least two documents for each code of which something is assumed', () => {
  const codes = documents.flatMap(({ assumed }) => [...new Set(assumed.map(({ code }) => code))]);
  const counts = Object.entries(catalogue)
    .filter(([, { assumption }]) => assumption !== undefined)
    .map(([code]) => [code, codes.filter((each) => each === code).length] as const);
  expect(counts.filter(([, count]) => count < 2)).toEqual([]);
});

describe.each(documents)('$name', ({ path, name, assumed }) => {
  it('goes on, and each warning says what is assumed', async () => {
    const { apis, diagnostics } = await inspect([path]);
    expect(apis.map((api) => api.name)).toEqual([name]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(assumedIn(diagnostics)).toEqual(listed(assumed));
    for (const { message, assumption = '' } of diagnostics) expect(message).toContain(assumption);
  });

  it('stops where everything counts', async () => {
    const strict = await generate([path], { strict: true });
    expect(strict.files).toEqual([]);
    const errors = strict.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).not.toEqual([]);
    // Rules of a later stage do not run.
    const codes = assumed.map(({ code }) => code);
    expect(errors.filter(({ code }) => !codes.includes(code))).toEqual([]);
    expect(JSON.stringify(strict.diagnostics)).not.toMatch(/assum/);
    const { diagnostics } = await validate([path]);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual(errors);
  });

  it('ends with the exit code of each command', async () => {
    const cwd = newFolder();
    const exit = async (...args: readonly string[]): Promise<number | null> =>
      (await runCommand(cwd, args)).code;
    expect(await exit('validate', path)).toBe(3);
    expect(await exit('generate', path, '-o', 'strict', '--strict')).toBe(3);
    expect(await exit('inspect', path, '--strict')).toBe(3);
    expect(await exit('mock', path, '--strict')).toBe(3);
    const { code, stderr } = await runCommand(cwd, ['inspect', path]);
    expect(code).toBe(0);
    for (const { assumption } of assumed) expect(stderr).toContain(assumption);
  });
});

describe('the bindings', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    ({ files } = await generatePaths(documents.map(({ path }) => path)));
  }, 60_000);

  const has = (path: string, ...texts: readonly string[]): void => {
    const text = (files.get(path) ?? '').replaceAll(/\s+/g, ' ');
    for (const each of texts) expect(text).toContain(each);
  };

  it('of parameters: what is not declared is a string, and what the address lacks is left out', () => {
    has('parameter-missing/client.ts', 'line: "north" | "south"; pump: string;');
    has('parameter-unused/client.ts', 'Parameters { line: string; }');
  });

  it('of servers: no host, the url, and each variable as an option', () => {
    has('server-without-host/client.ts', 'hall: { host: "", protocol: "mqtt", pathname:');
    has(
      'field-of-version-2/client.ts',
      '{ host: "localhost:8884", protocol: "mqtts", pathname: "plant" }',
    );
    has('field-of-version-2/client.ts', 'line?: "north" | "south"');
    has('variable-missing/client.ts', 'line: string;');
  });

  it('of references: what they lead to', () => {
    has('channel-as-string/types.ts', 'export type Speed = number;');
    has('name-as-reference/client.ts', 'Promise<Done>');
    has('reference-to-info/client.ts', 'MQTT client of Pumps, version 1.');
  });

  it('of an operationId that is used twice: names of the channels, whatever their order', () => {
    has('operation-id-twice/client.ts', 'onPumpsSpeed(', 'onPumpsHeat(', 'onState(');
  });

  it('of an operationId that is used twice: the same names if channels change places', async () => {
    const path = join(folder, 'operation-id-twice.yaml');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const reversed = [...lines.slice(0, -3), ...lines.slice(-3).reverse()].join('\n');
    const { document } = await loadFiles({ 'a.yaml': reversed }, { strict: false });
    const operations = document === undefined ? [] : buildApi(document).operations;
    expect(operations.map(({ id }) => id)).toEqual([
      'onState',
      'receive_pumps_heat',
      'receive_pumps_speed',
    ]);
  });

  it('of a missing title and version: the name of the file', () => {
    has('info-missing/client.ts', 'MQTT client of info-missing, version unknown.');
  });

  it('of wildcards: a parameter each, and nothing that sends', () => {
    has('wildcard-level/client.ts', 'address: "pumps/{wildcard1}/speed"', 'wildcard1: string;');
    has('wildcard-rest/client.ts', 'wildcard2: { multiLevel: true }', 'onAll(');
    expect(files.get('wildcard-rest/client.ts')).not.toContain('tellAll');
  });
});

describe('check', () => {
  it('goes on as generate does, and stops with --strict', async () => {
    const cwd = newFolder();
    const path = join(folder, 'parameter-missing.yaml');
    await runCommand(cwd, ['generate', path, '-o', 'out']);
    const { code, stdout } = await runCommand(cwd, ['check', path, '-o', 'out']);
    expect(code).toBe(0);
    expect(stdout).toContain('assumed to be strings: pump');
    expect((await runCommand(cwd, ['check', path, '-o', 'out', '--strict'])).code).toBe(3);
  });
});

it('mock goes on, and prints what is assumed, as an event for machines', async () => {
  const path = join(folder, 'wildcard-rest.yaml');
  const args = [path, '--port', '0', '--format', 'json'];
  const { until, stop, ended } = startMockCommand(newFolder(), args);
  const [line] = await until(/.*"event":"assumed".*/);
  expect(JSON.parse(line)).toMatchObject({
    diagnostics: [
      {
        code: 'ADDRESS_WILDCARD',
        severity: 'warning',
        assumption: expect.stringContaining('tellAll'),
      },
      { code: 'CHANNEL_KEY', severity: 'warning' },
    ],
  });
  await until(/"event":"listening"/);
  stop();
  expect((await ended).code).toBe(0);
});

describe('nothing is assumed', () => {
  const head3 = "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n";
  const head2 = head3.replace('3.0.0', '2.6.0');
  const onString = (channel: string): string =>
    `${head3}operations: { send: { action: send, channel: '${channel}' } }`;
  const fields = Array.from({ length: 120 }, (_, index) => `f${index}: 1`).join(', ');

  it.each([
    ['a misplaced field', `${head3}channels: { c: { address: c, payload: {} } }`, 'FIELD_UNKNOWN'],
    [
      'a payload that is written as a message',
      `${head3}channels: { c: { address: c, messages: { m: { type: object } } } }`,
      'FIELD_UNKNOWN',
    ],
    [
      'a misspelt field',
      `${head3}channels: { c: { address: c, messages: { m: { paylod: {} } } } }`,
      'FIELD_MISSPELT',
    ],
    [
      'an operation of AsyncAPI 2',
      `${head3}channels: { c: { address: c, publish: {} } }`,
      'FIELD_OF_OTHER_VERSION',
    ],
    [
      'two addresses of a server',
      `${head2}channels: {}\nservers: { s: { url: a, host: b, protocol: mqtt } }`,
      'FIELD_OF_OTHER_VERSION',
    ],
    ['a document that is a reference', `${head3}$ref: 'b.yaml'`, 'ASYNCAPI_REF_MISPLACED'],
    ['a string that leads nowhere', onString('#/channels/c'), 'REF_NOT_FOUND'],
    ['a string that leads out of the root', onString('../a.yaml#/c'), 'REF_OUTSIDE_ROOT'],
    ['a URL in place of an object', onString('http://a.test/#/c'), 'ASYNCAPI_STRUCTURE'],
    [
      'a document with too many mistakes',
      `${head3}channels: { c: { ${fields} } }`,
      'FIELD_UNKNOWN',
    ],
  ])('in place of %s', async (_, text, code) => {
    const loaded = await loadFiles({ 'a.yaml': text, 'b.yaml': '{}' }, { strict: false });
    expect(loaded.document).toBeUndefined();
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map((each) => each.code)).toContain(code);
  });

  it('in place of a string in a file that the document refers to', async () => {
    const loaded = await loadFiles(
      {
        'a.yaml': `${head3}channels: { c: { address: c } }\noperations: { send: { $ref: 'b.yaml#/send' } }`,
        'b.yaml': "send: { action: send, channel: '#/channels/c' }",
      },
      { strict: false },
    );
    expect(loaded.document).toBeUndefined();
  });
});

it('a loader that goes on keeps the other findings', async () => {
  const text = `asyncapi: 3.0.0
info: { title: T }
channels: { c: { address: c, messages: { m: {} } }, d: { address: d } }
operations: { send: { action: send, channel: '#/channels/d', messages: ['#/channels/c/messages/m'] } }
`;
  const { diagnostics } = await loadFiles({ 'a.yaml': text, 'b.yaml': '{}' }, { strict: false });
  expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'warning INFO_INCOMPLETE',
    'warning REF_AS_STRING',
    'error OPERATION_MESSAGE_FOREIGN',
    'warning REF_AS_STRING',
  ]);
});
