/**
 * What each command prints on terminals of 80 and 120 columns: one text file for each case in `80/`
 * and `120/`. With `UPDATE_DOCS=1` the files are written anew.
 */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { textWidth } from '../../../src/diagnostics/wrap.js';
import { root } from '../../support/project.js';
import { LOCK, putFiles } from '../bin.js';
import { runCommand, startMockCommand, terminalOf } from '../run-command.js';

jest.setTimeout(120_000);

const isUpdate = process.env['UPDATE_DOCS'] === '1';

/** Mistakes of several kinds, one of them often, and one far to the right. */
const FAULTY = LOCK.replace('title: Lock', 'titel: Lock')
  .replace('action: send', 'action: sent')
  .replace('door: {} } }', "door: { default: 'front', description: 'the door' } }, tag: [] }")
  .concat(
    ...['int', 'text', 'list', 'bool', 'double'].map((type) => `    A${type}: { type: ${type} }\n`),
  );

/** The command lines by the names of their files. */
const CASES: Readonly<Record<string, string>> = {
  help: '--help',
  'help-generate': 'generate --help',
  'help-check': 'check --help',
  'help-validate': 'validate --help',
  'help-inspect': 'inspect --help',
  'help-diff': 'diff --help',
  'help-mock': 'mock --help',
  'help-explain': 'explain --help',
  generate:
    'generate specs/evse_manager_consumer_API.yaml specs/greenhouse.yaml -o new/generated --root specs',
  'generate-unchanged': 'generate lock.yaml -o clean',
  'generate-prune': 'generate specs/greenhouse.yaml -o clean',
  'generate-errors': 'generate faulty.yaml -o never',
  'generate-assumptions': 'generate odd.yaml -o odd',
  check: 'check -o clean',
  'check-drift': 'check -o drifted',
  validate: 'validate specs/greenhouse.yaml specs/powermeter_API.yaml --root specs',
  'validate-errors': 'validate faulty.yaml',
  explain: 'explain REF_OUTSIDE_ROOT',
  'explain-assumption': 'explain FIELD_UNKNOWN',
  'explain-misspelt': 'explain REF_OUTSIDE_ROT',
  'explain-unknown': 'explain NO_SUCH_CODE',
  inspect: 'inspect specs/evse_manager_consumer_API.yaml specs/greenhouse.yaml --root specs',
  'folder-given': 'validate specs',
  'unknown-option': 'generate lock.yaml -o out --prunes',
};

/** Writes documents, an output that is up to date, and one that is not. */
async function prepare(folder: string): Promise<void> {
  for (const source of ['everest', 'examples']) {
    cpSync(join(root, 'specs', source), join(folder, 'specs'), { recursive: true });
  }
  const odd = LOCK.replace('enum: [open', 'x: 1, enum: [open').replace('title: Lock, ', '');
  putFiles(folder, {
    'lock.yaml': LOCK,
    'faulty.yaml': FAULTY,
    'odd.yaml': odd,
    'gate.yaml': LOCK,
  });
  for (const out of ['clean', 'drifted']) {
    const document = out === 'clean' ? 'lock.yaml' : 'gate.yaml';
    await runCommand(folder, ['generate', document, '-o', out]);
  }
  appendFileSync(
    join(folder, 'drifted/gate/index.ts'),
    `// ${'a comment of somebody '.repeat(8)}\n`,
  );
  putFiles(folder, {
    'gate.yaml': LOCK.replace('shut', 'ajar').replace(
      'key: { type: string }',
      'key: { type: integer, minimum: 1 }',
    ),
  });
}

describe.each([80, 120])('on %i columns', (columns) => {
  const directory = join(import.meta.dirname, String(columns));
  const folder = mkdtempSync(join(tmpdir(), 'asyncapi-bindgen-test-'));

  beforeAll(() => prepare(folder));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Compares what a terminal shows with the file, and each line with the width. */
  function expectFile(name: string, text: string): void {
    const path = join(directory, `${name}.txt`);
    if (isUpdate) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(path, text);
    }
    expect(text).toBe(readFileSync(path, 'utf8'));
    expect(tooWide(text, columns)).toEqual([]);
  }

  it.each(Object.entries(CASES))('%s', async (name, line) => {
    const { out, err, text } = terminalOf(columns);
    const { code } = await runCommand(folder, line.split(' '), { out, err });
    expectFile(name, `$ asyncapi-bindgen ${line}\n${text()}[exit code ${String(code)}]\n`);
  });

  it('mock', async () => {
    const line =
      'mock specs/evse_manager_consumer_API.yaml --root specs --port 0 --log *,!heartbeat';
    const args = line.split(' ').slice(1);
    const { until, ended, stop, printed } = startMockCommand(folder, args, {
      columns,
      onTypedLine: () => () => undefined,
    });
    const [, url = ''] = await until(/mock server on (\S+),/);
    const client = await connectAsync(url);
    const base = 'everest_api/1/evse_manager_consumer/evse_manager_consumer/m2e';
    await client.publishAsync(`${base}/get_evse`, '{"headers":{"replyTo":"answers/1"}}', {
      qos: 1,
    });
    await until(/→ reply /);
    await client.publishAsync(
      `${base}/enable_disable`,
      '{"headers":{"replyTo":"answers/1"},"payload":{}}',
      { qos: 1 },
    );
    await until(/is not valid/);
    await client.publishAsync(`${base}/get_evses`, '{}', { qos: 1 });
    await until(/unused[^]*✗/);
    await client.endAsync();
    stop();
    const { code } = await ended;
    const text = printed()
      .replace('\r', '')
      .replaceAll(/^\d\d:\d\d:\d\d\.\d{3}/gm, '12:00:00.000')
      // Heartbeats are sent every second.
      .replace(/\d+ sent/, '2 sent')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:50000');
    expectFile('mock', `$ asyncapi-bindgen ${line}\n${text}[exit code ${String(code)}]\n`);
  });

  it('has a file for each case, and no other', () => {
    const names = [...Object.keys(CASES), 'mock'].map((name) => `${name}.txt`);
    expect(readdirSync(directory).sort()).toEqual(names.sort());
  });
});

/** Lines that stay whole, to be copied: the typed command, commands that fix something, and diffs. */
const WHOLE = /^(?:\$| *(?:asyncapi-bindgen|docker) | {2}[-+])/;

/** Returns the lines that are too wide. A word stays whole, e.g. a path. */
function tooWide(text: string, columns: number): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !WHOLE.test(line))
    .filter((line) => textWidth(line) > columns && line.trim().includes(' '));
}
