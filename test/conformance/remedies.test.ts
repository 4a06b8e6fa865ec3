/**
 * The remedies for mistakes, row by row: each document in `remedies/*.md` has one mistake, and the text
 * below it is all that the command prints, but for its last line. With `UPDATE_DOCS=1` the texts are written anew.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { remedies } from '../../src/conformance/structure/remedies/remedies.js';
import { ruleRemedies } from '../../src/conformance/parser/rule-remedies.js';
import { referenceRemedies } from '../../src/load/references/reference-advice.js';
import { syntaxRemedies } from '../../src/load/source/syntax-finding.js';
import { runCommand } from '../cli/run-command.js';
import { specFolder } from '../load/spec-folder.js';

const folder = resolve('test/conformance/remedies');
const isUpdate = process.env['UPDATE_DOCS'] === '1';

interface Case {
  readonly title: string;
  /** The document and the files that it refers to, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly output: string;
}

/** A heading, files in fences with their names, and the output in a fence without one. */
function casesIn(text: string): readonly Case[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [title = ''] = section.split('\n', 1);
      const parts = section.split(/^(?=~~~yaml a\.yaml$)/m).slice(1);
      return parts.map((part) => {
        const fences = [...part.matchAll(/^~~~(\w*) ?(\S*)\n([^]*?)^~~~$/gm)];
        const files = fences.filter(([, , name]) => name !== '');
        const output = fences.find(([, , name]) => name === '')?.[3] ?? '';
        return {
          title,
          files: Object.fromEntries(files.map(([, , name = '', content = '']) => [name, content])),
          output,
        };
      });
    });
}

async function outputOf({ files }: Case): Promise<string> {
  const { code, stdout, stderr } = await runCommand(await specFolder(files), [
    ...['generate', 'a.yaml', '-o', 'out', '--strict'],
  ]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  return stderr.replace('✗ out: nothing written\n', '').replace(/ +$/gm, '');
}

/** Writes the outputs of a file anew. */
async function updated(text: string): Promise<string> {
  let result = text;
  for (const each of casesIn(text)) {
    const document = `~~~yaml a.yaml\n${each.files['a.yaml'] ?? ''}~~~\n`;
    const start = result.indexOf(document) + document.length;
    const found = /^~~~text\n[^]*?^~~~$/m.exec(result.slice(start));
    if (found === null) throw new Error(`No output below ${document}`);
    const at = start + found.index;
    const output = `~~~text\n${await outputOf(each)}~~~`;
    result = result.slice(0, at) + output + result.slice(at + found[0].length);
  }
  return result;
}

const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const cases = [...texts.values()].flatMap(casesIn);

describe.each(names)('%s', (name) => {
  const text = texts.get(name) ?? '';

  if (isUpdate) {
    it('is written anew', async () => {
      writeFileSync(join(folder, name), await updated(text));
    });
    return;
  }

  it.each(casesIn(text).map((each) => [each.title, each] as const))(
    '%s (case %#)',
    async (_, each) => {
      expect(await outputOf(each)).toBe(each.output);
      expect(each.output).toMatch(/\n1 error\n$/);
    },
  );
});

describe('the table', () => {
  const rows = [
    ...remedies.map(({ title, example }) => ({ mistake: title, remedy: example })),
    ...[...ruleRemedies, ...referenceRemedies, ...syntaxRemedies],
  ];

  it('has a name for each row', () => {
    expect(new Set(rows.map(({ mistake }) => mistake)).size).toBe(rows.length);
  });

  it.each(rows)(
    '$mistake: has a document, and the remedy of its example',
    ({ mistake, remedy }) => {
      const outputs = cases.filter(({ title }) => title === mistake).map(({ output }) => output);
      const helps = outputs.flatMap((output) => /^ {2}help: (.*)$/m.exec(output)?.[1] ?? []);
      expect(helps.some((help) => help.startsWith(remedy))).toBe(true);
    },
  );

  it('has no document without a row', () => {
    const known = new Set(rows.map(({ mistake }) => mistake));
    expect(cases.map(({ title }) => title).filter((title) => !known.has(title))).toEqual([]);
  });
});
