/** T-21: no text of a document steers a terminal, a log, or the runner of a pipeline. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { connectAsync } from 'mqtt';
import { diagnostic } from '../../src/diagnostics/catalogue.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { github } from '../../src/diagnostics/reporters/github.js';
import { json } from '../../src/diagnostics/reporters/json.js';
import { pretty } from '../../src/diagnostics/reporters/pretty.js';
import type { JsonObject } from '../../src/json/json.js';
import { visibleLine } from '../../src/diagnostics/visible.js';
import { planAll } from '../../src/generate.js';
import { logLine } from '../../src/mock/log-line.js';
import { startMock } from '../../src/mock/mock.js';
import { string } from '../../src/plan/code/code.js';
import { runCommand } from '../cli/run-command.js';
import { specFolder } from '../load/spec-folder.js';
import { times } from '../properties/chance.js';
import { complaintsAbout, steering } from './plain-text.js';
import { documentWith } from './small-document.js';

jest.setTimeout(240_000);

function findingWith(text: string): Diagnostic {
  const file = `/work/${text.replaceAll('/', '')}.yaml`;
  const place = { file, line: 2, column: 1, end: { line: 2, column: 4 }, pointer: `/${text}` };
  const related = [{ message: text, place: { file: text, line: 1, column: 1 } }];
  return diagnostic('NAME_CLASH', { message: text, help: text, place, related });
}

describe.each(steering)('T-21: %j', (text) => {
  const options = { readText: () => `a: 1\n${text}\nb: 2\n`, color: false, cwd: '/work' };
  const finding = findingWith(text);

  it('is shown to people as it is, with what it hides', () => {
    expect(complaintsAbout(pretty([finding], options))).toEqual([]);
  });

  it('is data to programs where it names a place, and stays the same text', () => {
    const report = json([finding], options);
    expect(complaintsAbout(report)).toEqual([]);
    const shown = visibleLine(text);
    expect(JSON.parse(report)).toMatchObject([
      { message: shown, help: shown, pointer: `/${text}`, related: [{ message: shown }] },
    ]);
  });

  it('is one command to GitHub: ours', () => {
    const lines = github([finding], options).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::notice file=[^:,]*,line=2,col=1,endLine=2,endColumn=4,title=\w+::/,
    );
    expect(complaintsAbout(lines[0]?.slice(2) ?? '')).toEqual([]);
  });

  it('is one line of the log', () => {
    const message = { direction: 'received', kind: 'message', topic: text, payload: text } as const;
    const lines = logLine({
      event: 'message',
      api: 'a',
      id: 'a',
      time: new Date(0),
      message: { ...message, operation: 'a', error: new Error(text) },
    }).split('\n');
    expect(lines[0]).toMatch(/^00:00:00.000 ← /);
    expect(lines[1]).toMatch(/^ {2}✗ /);
    expect(complaintsAbout(lines.join('\n'))).toEqual([]);
  });

  it('is escaped in code', () => {
    expect(string(text)).not.toMatch(/[^ -~]/);
    const evaluated: unknown = JSON.parse(string(text).replaceAll(/\\u\{(\w+)\}/g, unicode));
    expect(evaluated).toBe(text);
  });
});

/** `\u{…}`, which JSON does not know. */
function unicode(_: string, hexadecimal: string): string {
  return JSON.stringify(String.fromCodePoint(Number.parseInt(hexadecimal, 16))).slice(1, -1);
}

/** Every text in it steers, wherever a document may have one and still be valid. */
function steeringDocument(): JsonObject {
  const all = steering.join(' ');
  const names = steering.map((text) => text.replaceAll(/[?#{}+%\ud800]/g, ''));
  const payload = { type: 'string', description: all, enum: steering, default: all };
  const channels = names.map((name, index): [string, JsonObject] => [
    `${index}${name.replaceAll(/[\n\r\u2028\u2029\t/]/g, '')}`,
    {
      address: `${index}${name.replaceAll(/\p{Cc}/gu, '')}/{p}`,
      messages: { m: { payload } },
      parameters: { p: {} },
    },
  ]);
  const operations = channels.map(([key], index): [string, JsonObject] => {
    const reference = `#/channels/${encodeURIComponent(key)}`;
    const action = index % 2 === 0 ? 'send' : 'receive';
    return [
      `${names[index] ?? ''}${index}`,
      { action, channel: { $ref: reference }, summary: all },
    ];
  });
  return documentWith(payload, {
    info: { title: all, version: all, description: all },
    channels: { ...Object.fromEntries(channels), unused: { messages: { m: { payload } } } },
    operations: Object.fromEntries(operations),
    components: { schemas: Object.fromEntries(names.map((name) => [name, payload])) },
  });
}

describe('T-21: the commands', () => {
  const commands = {
    validate: ['validate', 'steering.json'],
    broken: ['validate', 'broken.json'],
    inspect: ['inspect', 'steering.json'],
    check: ['check', 'steering.json', '-o', 'changed'],
    generate: ['generate', 'steering.json', '-o', 'out'],
  } as const;
  const all = Object.keys(commands) as (keyof typeof commands)[];
  const formats: Readonly<Record<string, readonly (keyof typeof commands)[]>> = {
    pretty: times > 1 ? all : ['validate', 'broken', 'inspect', 'check'],
    json: times > 1 ? all : ['inspect', 'check'],
    github: times > 1 ? all : ['broken', 'check'],
  };

  it('print nothing that steers', async () => {
    const folder = await commandFolder();
    for (const [format, names] of Object.entries(formats)) {
      for (const name of names) {
        const { code, stdout, stderr } = await runCommand(folder, [
          ...commands[name],
          '--format',
          format,
        ]);
        const printed = `${stdout}${stderr}`;
        const shown =
          format === 'github' ? printed.replaceAll(/^::(?=error|warning|notice)/gm, '') : printed;
        expect({ format, name, complaints: complaintsAbout(shown) }).toEqual({
          format,
          name,
          complaints: [],
        });
        expect([0, 3, 4]).toContain(code);
      }
    }
  });

  /** A document, one that is refused, and an output that was changed by hand. */
  async function commandFolder(): Promise<string> {
    const document = steeringDocument();
    // What Spectral evaluates in a message, it prints where that fails.
    const keys = steering.filter((text) => !/\p{Surrogate}/u.test(text));
    const evaluated = Object.fromEntries(keys.map((text) => [`#{{process ${text}}}`, text]));
    const info = { title: 1, [keys.join(' ')]: steering, ...evaluated };
    const broken = { ...document, info };
    const folder = await specFolder({
      'steering.json': JSON.stringify(document),
      'broken.json': JSON.stringify(broken),
    });
    const { code, stderr } = await runCommand(folder, [
      'generate',
      'steering.json',
      '-o',
      'changed',
    ]);
    expect({ code, complaints: complaintsAbout(stderr) }).toEqual({ code: 0, complaints: [] });
    writeFileSync(join(folder, 'changed/steering/types.ts'), steering.join('\n'));
    return folder;
  }
});

describe('T-21: the log of the mock server', () => {
  it('has one line for each message, whatever its topic and payload', async () => {
    const folder = await specFolder({ 'steering.json': JSON.stringify(steeringDocument()) });
    const { planned } = await planAll([join(folder, 'steering.json')], {});
    const lines: string[] = [];
    const mock = await startMock(
      planned.map(({ plan }) => plan),
      {
        port: 0,
        variables: {},
        topicPrefix: '',
        log: (event) => void lines.push(logLine(event)),
      },
    );
    const client = await connectAsync(mock.url);
    for (const text of steering) {
      const level = text.replaceAll(/[/+#\ud800\u0000]/g, '');
      await client.publishAsync(
        `0${steering[0]?.replaceAll(/[?#{}+%\p{Cc}]/gu, '') ?? ''}/${level}`,
        text,
        { qos: 1 },
      );
    }
    await client.endAsync();
    await mock.close();
    expect(lines.length).toBeGreaterThan(steering.length);
    expect(lines.flatMap(complaintsAbout)).toEqual([]);
    const first = lines
      .flatMap((line) => line.split('\n'))
      .filter((line) => !line.startsWith('  '));
    expect(first.filter((line) => !/^(?:steering|\d\d:\d\d:\d\d\.\d{3} [←→])/.test(line))).toEqual(
      [],
    );
  });
});
