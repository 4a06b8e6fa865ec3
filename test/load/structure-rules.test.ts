/**
 * What `structure-rules.ts` takes for granted of the inside of the parser. Where one of these fails
 * after an update, read `documentStructure.js` of the parser and `schema/index.js` of Spectral's
 * functions again, then run `DEEP=1` on `test/properties/structure-rules.test.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { coreRuleset } from '@asyncapi/parser/cjs/ruleset/ruleset.js';
import { describe, expect, it } from '@jest/globals';
import { structureRules } from '../../src/load/parser/structure-rules.js';
import { root } from '../support/project.js';

const stock = Object.entries(coreRuleset.rules);
/** Those of documents; that of payloads is one of our own. */
const payloads = 'asyncapi2-schemas';
const ours = Object.entries(structureRules()).filter(([name]) => name !== payloads);

/** By name, the rules as the rule engine holds them. */
function engineRules(
  rules: Partial<ReturnType<typeof structureRules>>,
): Readonly<Record<string, { then: { function: unknown }[] }>> {
  const parser = new Parser({ ruleset: { recommended: false, rules } });
  return Reflect.get(parser, 'spectral').ruleset.rules;
}

/** Calls a rule on a document with nothing in it, and with an inventory that answers nothing. */
function call(rule: object, format: unknown): unknown {
  const documentInventory = new Proxy(
    {},
    {
      get: (_, key): never => {
        throw new Error(`The rule asks for ${String(key)}.`);
      },
    },
  );
  const document = { formats: new Set([format]) };
  const { function: check, functionOptions } = Reflect.get(rule, 'then');
  return Reflect.apply(check, undefined, [
    {},
    functionOptions,
    { document, documentInventory, path: [] },
  ]);
}

describe('the structure rules of the parser', () => {
  it('are of the versions that were looked at', () => {
    const versionOf = (name: string): string =>
      JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
    expect(versionOf('@asyncapi/parser')).toBe('3.6.3');
    expect(versionOf('@stoplight/spectral-core')).toBe('1.24.1');
    expect(versionOf('@stoplight/spectral-functions')).toBe('1.11.1');
  });

  it('are the two that are replaced', () => {
    const found = stock.filter(([name]) => name.startsWith('asyncapi-document-'));
    expect(ours.map(([name]) => name)).toEqual(found.map(([name]) => name));
  });

  it.each(ours)('differ from ours in the function only: %s', (name, { then, ...rule }) => {
    const { then: stockThen, ...stockRule } = Object.fromEntries(stock)[name] ?? { then: {} };
    expect(rule).toEqual(stockRule);
    expect({ ...then, function: 0 }).toEqual({ ...stockThen, function: 0 });
  });

  it('are all that changes in the rule engine', () => {
    const [before, again] = [engineRules({}), engineRules({})];
    const after = engineRules(structureRules());
    const functionOf = (rules: typeof before, name: string): unknown =>
      rules[name]?.then[0]?.function;
    // Some are made for each parser.
    const changed = Object.keys(after)
      .filter((name) => functionOf(before, name) === functionOf(again, name))
      .filter((name) => functionOf(before, name) !== functionOf(after, name));
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(before).toSorted());
    expect(changed.toSorted()).toEqual(ours.map(([name]) => name).toSorted());
  });

  const formats = coreRuleset.formats.map((format) => [format.displayName, format] as const);
  it.each(formats)('ask nothing of the inventory of a document: %s', (_, format) => {
    const [resolved, unresolved] = ours.map(([name]) =>
      call(Object.fromEntries(stock)[name] ?? {}, format),
    );
    expect(resolved).toContainEqual({ message: expect.stringContaining('"asyncapi"'), path: [] });
    expect(unresolved).toEqual([]);
  });
});
