/** T-35: what a peer or a document says steers nothing where a message of ours repeats it. */
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { diagnostic } from '../../src/diagnostics/catalogue.js';
import { visibleLine } from '../../src/diagnostics/visible.js';
import { validate } from '../support/generating.js';
import {
  ClosedError,
  ConnectionError,
  PublishError,
  QueueFullError,
  SubscribeError,
  TimeoutError,
  TopicError,
  ValidationError,
  createValidators,
} from '../../templates/runtime/index.js';
import { printError } from '../../templates/runtime/session/print-error.js';
import { specFolder } from '../load/spec-folder.js';
import { Collector, prefix, useHarness } from '../runtime/harness.js';
import { complaintsAbout, steering } from './plain-text.js';
import { documentWith } from './small-document.js';

jest.setTimeout(60_000);

const harness = useHarness();
const printed: unknown[] = [];
const onConsole = (...values: unknown[]): void => void printed.push(...values);
afterEach(() => {
  printed.length = 0;
  jest.restoreAllMocks();
});

/** What Node prints of a value: https://nodejs.org/api/util.html#utilformatformat-args */
function consoleText(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

function thrownBy(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('It did not throw');
}

const classes = [
  ClosedError,
  ConnectionError,
  PublishError,
  QueueFullError,
  SubscribeError,
  TopicError,
];
const validators = createValidators({
  Closed: { type: 'object', additionalProperties: false },
  Text: { type: 'string', enum: ['a'], pattern: '^a' },
});

describe.each(steering)('T-35: %j', (text) => {
  const timeout = new TimeoutError({
    topic: text,
    awaited: text,
    timeoutMs: 1,
    delivery: 'sent',
    likelyCauses: [text, text],
  });
  const invalid = [{ [text]: 1 }, text].map((value, index) =>
    thrownBy(() => validators.assert(index === 0 ? 'Closed' : 'Text', value)),
  );

  it('steers nothing in the message of an error', () => {
    const errors: unknown[] = [
      ...classes.map((Class) => new Class(`a ${text}`)),
      ...classes.map((Class) => new Class(text)),
      timeout,
      ...invalid,
    ];
    for (const error of errors) {
      expect(error).toBeInstanceOf(Error);
      expect(complaintsAbout(String(error))).toEqual([]);
      expect(complaintsAbout(error instanceof Error ? (error.stack ?? '') : '')).toEqual([]);
    }
    expect(timeout.message.split('\n')).toHaveLength(3);
  });

  it('steers nothing in an issue, and stays as it is where it is data', () => {
    const [closed, word] = invalid.map((error) =>
      error instanceof ValidationError ? error : undefined,
    );
    const issues = [...(closed?.issues ?? []), ...(word?.issues ?? [])];
    const shown = issues.flatMap(({ message, expected }) => [message, expected]);
    expect(issues.length).toBeGreaterThan(1);
    expect(shown.flatMap(complaintsAbout)).toEqual([]);
    expect(closed?.issues).toMatchObject([
      { path: `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}` },
    ]);
    expect(word?.issues).toMatchObject(word?.issues.map(() => ({ received: text })) ?? []);
    expect(timeout).toMatchObject({ topic: text, likelyCauses: [text, text] });
  });

  it('steers nothing on the console, whatever was thrown', () => {
    jest.spyOn(console, 'error').mockImplementation(onConsole);
    const inner = Object.assign(new TypeError(text), { extra: text });
    const thrown = [
      new Error(text),
      new Error('a', { cause: inner }),
      Object.assign(new Error('a', { cause: text }), { name: text, extra: text, stack: text }),
      text,
      { text },
      timeout,
      ...invalid,
    ];
    for (const each of [...thrown, undefined, null, 1n, Symbol(text)]) printError(each);
    expect(printed).toHaveLength(thrown.length + 4);
    expect(printed.map(consoleText).flatMap(complaintsAbout)).toEqual([]);
  });

  it('steers nothing in a finding, and stays as it is in its place', () => {
    const place = { file: text, line: 1, column: 1, pointer: `/${text}` };
    const finding = diagnostic('NAME_CLASH', {
      message: text,
      help: text,
      place,
      related: [{ message: text, place }],
    });
    const shown = visibleLine(text);
    const related = [{ message: shown, place }];
    expect(finding).toMatchObject({ message: shown, help: shown, place, related });
    expect(complaintsAbout(`${finding.message}\n${finding.help}`)).toEqual([]);
  });
});

describe('a program that says nothing of errors', () => {
  it('T-35: is printed nothing that steers, whoever failed', async () => {
    jest.spyOn(console, 'error').mockImplementation(onConsole);
    const client = await harness.client({ onError: undefined });
    const seen = new Collector<unknown>();
    await client.onLamp((lamp) => {
      seen.add(lamp);
      throw new Error(lamp.lamp_id);
    });
    const raw = await harness.raw();
    const topic = `${prefix}/e2m/lamp`;
    for (const text of steering) {
      await raw.publishAsync(topic, JSON.stringify({ lamp_id: text, level: 1 }));
      await raw.publishAsync(topic, JSON.stringify({ lamp_id: text, level: text }));
    }
    await seen.reach(steering.length);
    await client.sendPing();
    expect(printed.length).toBeGreaterThan(steering.length);
    expect(printed.map(consoleText).flatMap(complaintsAbout)).toEqual([]);
    const lines = printed.map(consoleText);
    expect(lines.filter((line) => line.startsWith('ValidationError: '))).not.toEqual([]);
  });

  it('T-35: prints the frames and the causes of an error', () => {
    jest.spyOn(console, 'error').mockImplementation(onConsole);
    printError(new ClosedError('closed', { cause: new RangeError('inner') }));
    const text = consoleText(printed[0]);
    expect(text).toMatch(/^ClosedError: closed\n +at /);
    expect(text).toContain('[cause]: RangeError: inner');
    expect(text).toContain('errors.test');
  });
});

it('T-35: callers of the generator get findings that steer nothing', async () => {
  const names = steering.map((text) => text.replaceAll(/\p{Surrogate}/gu, ''));
  const payload = {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { $ref: `#/${name}` }])),
  };
  const broken = { ...documentWith(payload), [names.join(' ')]: names };
  const folder = await specFolder({
    'a.json': JSON.stringify(documentWith(payload)),
    'b.json': JSON.stringify(broken),
  });
  const { diagnostics } = await validate([`${folder}/a.json`, `${folder}/b.json`]);
  const texts = diagnostics.flatMap(({ message, help, related = [] }) => [
    message,
    help,
    ...related.map((each) => each.message),
  ]);
  expect(texts.length).toBeGreaterThan(2 * names.length);
  expect(texts.flatMap(complaintsAbout)).toEqual([]);
});
