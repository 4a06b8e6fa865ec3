/** `docs/compatibility.md` lists the table of rules with their examples; `UPDATE_DOCS=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { stringify } from 'yaml';
import { families, rules } from '../../src/diff/rules/rules.js';
import type { Effect, Rule } from '../../src/diff/rules/rule.js';
import type { JsonObject } from '../../src/json/json.js';
import { readExamples, type Example } from './examples.js';

const page = resolve('docs/compatibility.md');
const intro = resolve('test/diff/compatibility-intro.md');
const examples = new Map(readExamples().map((each) => [each.rule, each]));

async function renderPage(): Promise<string> {
  const sections = Object.entries(families).map(([title, family]) => {
    const own = Object.keys(family).map((code) => ruleText(code, rules[codeOf(code)]));
    return [`## ${title}`, ...own].join('\n\n');
  });
  const text = [readFileSync(intro, 'utf8').trim(), ...sections].join('\n\n');
  return format(text, { parser: 'markdown', embeddedLanguageFormatting: 'off' });
}

function codeOf(code: string): keyof typeof rules {
  const isKnown = (name: string): name is keyof typeof rules => Object.hasOwn(rules, name);
  if (isKnown(code)) return code;
  throw new Error(`There is no rule ${code}.`);
}

function ruleText(code: string, rule: Rule): string {
  const example = examples.get(code);
  const effects =
    'always' in rule
      ? [effectText('', rule.always)]
      : [effectText('received: ', rule.received), effectText('sent: ', rule.sent)];
  const shown = example === undefined ? [] : [`- Example: ${exampleText(example)}`];
  return [`### ${code}`, '', `${rule.title}.`, '', ...shown, ...effects].join('\n');
}

function effectText(direction: string, [wire, source, why]: Effect): string {
  return `- ${direction}wire ${wire}, source code ${source}: ${why}.`;
}

function exampleText({ old, new: fresh }: Example): string {
  return [old, fresh].map(flow).join(' → ');
}

/** Returns a value as YAML on one line. */
function flow(value: JsonObject): string {
  if (Object.keys(value).length === 0) return 'nothing';
  const text = stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return `\`${text.trim().replaceAll(/\s*\n\s*/g, ' ')}\``;
}

it('is up to date', async () => {
  const rendered = await renderPage();
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, rendered);
  expect(readFileSync(page, 'utf8')).toBe(rendered);
});
