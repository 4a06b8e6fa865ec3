/**
 * The command `diff`: what each format prints, to the letter (`diff/`, written anew with `UPDATE_DOCS=1`), its exit
 * codes, and where it takes versions from.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOCK, putFiles } from './bin.js';
import { runCommand } from './run-command.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A version that breaks the wire, breaks source code, and adds. */
const NEXT = withBell(LOCK)
  .replace("'doors/{door}'", "'gates/{door}'")
  .replace('[open, shut]', '[open, ajar]');

/** A version with other prose and another order. */
const PROSE = LOCK.replace('title: Lock', 'title: "A lock"');

/** Compares what is printed with a file. */
function expectPrinted(name: string, text: string): void {
  const file = resolve('test/cli/diff', name);
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

function put(old: string, fresh: string): void {
  putFiles(folder, { 'old/lock.yaml': old, 'new/lock.yaml': fresh });
}

const FILES = ['old/lock.yaml', 'new/lock.yaml'] as const;

describe('the formats', () => {
  it.each(['pretty', 'json', 'markdown', 'github', 'sarif'])('%s', async (format) => {
    put(LOCK, NEXT);
    const { code, stdout } = await runCommand(folder, ['diff', ...FILES, '--format', format]);
    expect(code).toBe(0);
    expectPrinted(`${format}.txt`, stdout);
  });

  it.each(['pretty', 'json', 'markdown', 'github', 'sarif'])(
    '%s: nothing changes',
    async (format) => {
      put(LOCK, PROSE);
      const { code, stdout, stderr } = await runCommand(folder, [
        ...['diff', ...FILES, '--format', format],
        ...['--fail-on-change', 'risky'],
      ]);
      expect(code).toBe(0);
      expectPrinted(`${format}-nothing.txt`, stdout + stderr);
    },
  );

  it('print only what fails with --quiet', async () => {
    put(LOCK, NEXT);
    const args = ['diff', ...FILES, '--quiet', '--fail-on-change', 'breaking'];
    const { code, stdout, stderr } = await runCommand(folder, args);
    expect({ code, stderr }).toEqual({ code: 5, stderr: '' });
    expect(stdout).toContain('ENUM_VALUE_REMOVED');
    expect(stdout).not.toContain('METHOD_ADDED');
  });

  it.each([
    [
      'pretty',
      '1.0.1',
      '1 safe: a minor step, but the version went from 1.0.0 to 1.0.1 (VERSION_UNDERSTATED)',
    ],
    ['pretty', '1.1.0', '1 safe: a minor step, and the version went from 1.0.0 to 1.1.0'],
    [
      'markdown',
      '1.0.1',
      '1 safe: a minor step, but the version went from 1.0.0 to 1.0.1 (`VERSION_UNDERSTATED`)',
    ],
    ['markdown', '1.1.0', '1 safe: a minor step, and the version went from 1.0.0 to 1.1.0'],
  ])('%s: the account says whether %s claims enough', async (format, version, account) => {
    put(LOCK, withBell(LOCK).replace('1.0.0', version));
    const { stdout } = await runCommand(folder, ['diff', ...FILES, '--format', format]);
    const lines = stdout.split('\n').map((line) => line.trim());
    expect(lines).toContain(account);
    expect(stdout.match(/VERSION_UNDERSTATED/g) ?? []).toHaveLength(version === '1.0.1' ? 1 : 0);
  });

  it('escape what documents hold', async () => {
    const hostile = 'a`<img>|@all\u202E\u001b[31m::error::x\\n';
    put(LOCK, LOCK.replace('[open, shut]', JSON.stringify(['open', 'shut', hostile])));
    for (const format of ['pretty', 'json', 'markdown', 'github', 'sarif']) {
      const { code, stdout } = await runCommand(folder, ['diff', ...FILES, '--format', format]);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/\u001b|\u202e|^::error::x/mu);
      if (format === 'markdown') expect(stdout).not.toContain('a`<img>');
    }
  });
});

describe('the exit code', () => {
  it.each([
    ['is 0 without --fail-on-change', LOCK, NEXT, [], 0],
    ['is 5 for a breaking change', LOCK, NEXT, ['--fail-on-change', 'breaking'], 5],
    ['is 0 for an addition', LOCK, withBell(LOCK), ['--fail-on-change', 'risky'], 0],
    [
      'is 0 for a risky one that is allowed',
      LOCK,
      withHost(LOCK),
      ['--fail-on-change', 'breaking'],
      0,
    ],
    ['is 5 for a risky one that is not', LOCK, withHost(LOCK), ['--fail-on-change', 'risky'], 5],
    ['is 3 for errors in a document', LOCK, LOCK.replace('action: send', 'action: sent'), [], 3],
    ['is 2 for a level that does not exist', LOCK, LOCK, ['--fail-on-change', 'safe'], 2],
  ])('%s', async (_, old, fresh, args, code) => {
    put(old, fresh);
    const ended = await runCommand(folder, ['diff', ...FILES, ...args]);
    expect(ended.code).toBe(code);
  });

  it.each([
    ['a document and a folder', ['old', 'new/lock.yaml']],
    ['a path that does not exist', ['old/lock.yaml', 'new/lack.yaml']],
    ['a folder without documents', ['old', 'empty']],
    ['a URL', ['https://example.com/a.yaml', 'new/lock.yaml']],
    ['several documents', ['old/*.yaml', 'new/*.yaml']],
    ['a revision outside of a repository', ['git:HEAD:old', 'new']],
  ])('is 2 for %s', async (_, args) => {
    put(LOCK, NEXT);
    putFiles(folder, { 'old/b.yaml': PROSE, 'empty/a.yaml': 'schemas: {}' });
    const ended = await runCommand(folder, ['diff', ...args]);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^error .*\n {2}help: /);
  });
});

function withBell(document: string): string {
  return document.replace(
    'operations:',
    "operations:\n  send_bell: { action: send, channel: { $ref: '#/channels/turn' } }",
  );
}

function withHost(document: string): string {
  return document.replace('localhost:1883', 'localhost:1884');
}

interface DocumentJson {
  readonly name: string;
  readonly old?: string;
  readonly new?: string;
  readonly step: string;
  readonly changes: readonly { readonly code: string }[];
}

describe('folders', () => {
  it('are paired by API, also across a change of layout', async () => {
    putFiles(folder, {
      'old/lock_API/asyncapi.yaml': LOCK,
      'old/gone_API/asyncapi.yaml': LOCK,
      'new/lock_API.yaml': NEXT,
      'new/fresh_API.yaml': LOCK,
      'new/types.yaml': 'components: {}',
    });
    const { code, stdout } = await runCommand(folder, ['diff', 'old', 'new', '--format', 'json']);
    expect(code).toBe(0);
    const documents: readonly DocumentJson[] = JSON.parse(stdout).documents;
    const seen = documents.map(({ name, old, new: fresh, step, changes: [first] }) => {
      return [name, old, fresh, step, first?.code];
    });
    expect(seen).toEqual([
      ['fresh', undefined, 'new/fresh_API.yaml', 'minor', 'API_ADDED'],
      ['gone', 'old/gone_API/asyncapi.yaml', undefined, 'major', 'API_REMOVED'],
      ['lock', 'old/lock_API/asyncapi.yaml', 'new/lock_API.yaml', 'major', 'PATHNAME_CHANGED'],
    ]);
  });

  it.each([
    ['pretty', 'gone old/gone_API.yaml\n  breaking API_REMOVED The API `gone` is gone: '],
    ['markdown', '### `gone`\n\n`old/gone_API.yaml`\n\n1 breaking\n'],
  ])('name a document that is gone in its heading only: %s', async (format, heading) => {
    putFiles(folder, {
      'old/lock_API.yaml': LOCK,
      'old/gone_API.yaml': LOCK,
      'new/lock_API.yaml': LOCK,
    });
    const { stdout } = await runCommand(folder, ['diff', 'old', 'new', '--format', format]);
    expect(stdout).toContain(heading);
    expect(stdout.match(/gone_API\.yaml/g)).toHaveLength(1);
  });

  it('with two documents of one name are refused', async () => {
    putFiles(folder, {
      'old/lock.yaml': LOCK,
      'old/lock/asyncapi.yaml': LOCK,
      'new/lock.yaml': LOCK,
    });
    const { code, stderr } = await runCommand(folder, ['diff', 'old', 'new']);
    expect(code).toBe(3);
    expect(stderr).toContain('API_NAME_CLASH');
  });
});

describe('a git revision', () => {
  const git = (...args: readonly string[]): string => {
    const options = [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    return execFileSync('git', [...options, ...args], { cwd: folder, encoding: 'utf8' });
  };

  beforeEach(() => {
    const shared = LOCK.replace(
      'Position: { type: string, enum: [open, shut] }',
      "Position: { $ref: '../types/all.yaml#/Position' }",
    );
    putFiles(folder, {
      'specs/lock/asyncapi.yaml': shared,
      'specs/types/all.yaml': 'Position: { enum: [open, closed] }',
    });
    symlinkSync('/etc/hostname', join(folder, 'specs/link.yaml'));
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    putFiles(folder, { 'specs/types/all.yaml': 'Position: { enum: [open, ajar] }' });
  });

  it.each([
    ['a document', 'git:main:specs/lock/asyncapi.yaml', 'specs/lock/asyncapi.yaml'],
    ['a folder', 'git:main:specs', 'specs'],
    ['the repository', 'git:main:', '.'],
  ])('of %s is compared with the working tree', async (_, old, fresh) => {
    const temporary = mkdtempSync(join(tmpdir(), 'diff-temporary-'));
    process.env['TMPDIR'] = temporary;
    const { code, stdout } = await runCommand(folder, ['diff', old, fresh]);
    expect(code).toBe(0);
    expect(stdout).toContain('lock git:main:specs/lock/asyncapi.yaml → specs/lock/asyncapi.yaml\n');
    expect(stdout).toContain(
      '    ../types/all.yaml:1:1 → ../types/all.yaml:1:1; reaches onPosition\n',
    );
    expect(stdout).toContain('lost `closed`');
    expect(stdout).not.toContain(temporary);
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  const usual = process.env['TMPDIR'];
  afterEach(() => {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  });

  it('runs no program that the repository names', async () => {
    const programs = [
      'core.fsmonitor',
      'core.pager',
      'filter.x.smudge',
      'diff.x.textconv',
      'core.hooksPath',
    ];
    for (const name of [...programs, 'alias.ls-tree', 'alias.cat-file']) {
      git('config', name, `!touch ${join(folder, 'pwned')}`);
    }
    putFiles(folder, { '.gitattributes': '*.yaml filter=x diff=x' });
    const { code } = await runCommand(folder, ['diff', 'git:main:specs', 'specs']);
    expect(code).toBe(0);
    expect(readdirSync(folder)).not.toContain('pwned');
  });

  it('may be both versions', async () => {
    git('commit', '-q', '-a', '-m', 'second');
    const { stdout } = await runCommand(folder, ['diff', 'git:main~1:specs', 'git:main:specs']);
    expect(stdout).toContain(
      'lock git:main~1:specs/lock/asyncapi.yaml → git:main:specs/lock/asyncapi.yaml\n',
    );
    expect(stdout).toContain(
      '    ../types/all.yaml:1:1 → ../types/all.yaml:1:1; reaches onPosition\n',
    );
  });

  it('with errors names the place in the revision', async () => {
    putFiles(folder, { 'specs/lock/asyncapi.yaml': LOCK });
    git('commit', '-q', '-a', '-m', 'second');
    putFiles(folder, { 'specs/lock/asyncapi.yaml': LOCK.replace('action: send', 'action: sent') });
    git('commit', '-q', '-a', '-m', 'third');
    const { code, stderr } = await runCommand(folder, [
      'diff',
      'git:main:specs',
      'git:main~1:specs',
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain('git:main:specs/lock/asyncapi.yaml:');
    expect(stderr).not.toContain(tmpdir());
  });

  it.each([
    'git:--upload-pack=touch pwned:specs',
    'git:--output=pwned:specs',
    'git:-h:specs',
    'git:a b:specs',
    'git::specs',
    'git:main',
    'git:none:specs',
    'git:main:specs/none',
    'git:main:../..',
    'git:main:/etc',
    'git:main:specs/link.yaml',
    'git:main::(attr:x)specs',
    'git:$(touch pwned):specs',
  ])('%s is refused', async (old) => {
    const before = readdirSync(folder);
    const ended = await runCommand(folder, ['diff', old, 'specs']);
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('a version bump', () => {
  it('is seen by check, told by diff, and done by generate', async () => {
    const commands = async (...args: readonly string[]) => runCommand(folder, args);
    putFiles(folder, { 'specs/lock.yaml': LOCK });
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
    expect((await commands('generate', 'specs/lock.yaml', '-o', 'src/generated')).code).toBe(0);
    const author = [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    execFileSync('git', ['add', '.'], { cwd: folder });
    execFileSync('git', [...author, 'commit', '-q', '-m', 'bindings'], { cwd: folder });
    expect((await commands('check', '-o', 'src/generated')).code).toBe(0);

    putFiles(folder, { 'specs/lock.yaml': NEXT });
    const red = await commands('check', '-o', 'src/generated');
    expect(red.code).toBe(4);
    expect(red.stdout).toContain('outdated');
    expectPrinted('bump-check.txt', `${/^lock: .*$/m.exec(red.stdout)?.[0] ?? ''}\n`);
    const told = await commands(
      ...[
        'diff',
        'git:HEAD:specs',
        'specs',
        '--format',
        'markdown',
        '--fail-on-change',
        'breaking',
      ],
    );
    expect(told.code).toBe(5);
    expectPrinted('bump.txt', told.stdout);
    expect((await commands('generate', 'specs/lock.yaml', '-o', 'src/generated')).code).toBe(0);
    expect((await commands('check', '-o', 'src/generated')).code).toBe(0);
  });
});
