/**
 * The attacks that are tried, by number. What tests one names it in its title or in the comment at
 * the head of its file; what is listed here is not tested, or not in whole, and why.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../support/project.js';

/** What each number stands for. */
export const attacks: ReadonlyMap<string, string> = new Map([
  ['T-00', 'any text or key of a document, told from a harmless one by the shape of the output'],
  ['T-01', 'free text: titles, descriptions, hosts, examples, names of schemes, bindings'],
  ['T-02', 'strings and other values of enum and const'],
  ['T-03', 'ends of comments, and what tools read in comments'],
  ['T-04', 'addresses, hosts and variables with quotes and braces'],
  ['T-05', 'defaults, and samples that are shared'],
  ['T-06', 'keys of every kind at every place'],
  ['T-07', 'names in the output'],
  ['T-08', 'patterns'],
  ['T-09', 'content types and runtime expressions'],
  ['T-10', 'aliases and references that multiply'],
  ['T-11', 'depth, width, tags and doubled keys'],
  ['T-12', 'extensions and keywords of other tools'],
  ['T-13', 'keys that are members of prototypes'],
  ['T-14', 'patterns that take for ever'],
  ['T-15', 'references to other machines'],
  ['T-16', 'references out of the folder'],
  ['T-17', 'references that are allowed'],
  ['T-18', 'names of files'],
  ['T-19', 'configuration'],
  ['T-20', 'temporary folders'],
  ['T-21', 'terminals, logs and the runners of pipelines'],
  ['T-22', 'code made of texts, and packages'],
  ['T-23', 'the mock server as a server'],
  ['T-24', 'packets that are malformed'],
  ['T-25', 'our own pipeline'],
  ['T-26', 'messages whose validation takes more than time in proportion to them'],
  ['T-27', 'messages whose report has no bound'],
  ['T-28', 'references that the default root lets out, hidden files, and what a code frame shows'],
  ['T-29', 'messages that the mock server keeps'],
  ['T-30', 'references within data that lead to their own ancestors'],
  ['T-31', 'slow answers, and time limits under garbage collection'],
  ['T-32', 'answers that end a connection in an unusual way'],
  ['T-33', 'credentials in what is printed or thrown'],
  ['T-34', 'brokers that fill a client'],
  ['T-35', 'control characters that reach a console or a caller'],
  ['T-36', 'globs that follow links, and documents that a manifest names'],
  ['T-37', 'very long manifests and very deep values'],
]);

/** Not tested at all. */
export const leftOut: ReadonlyMap<string, string> = new Map([
  ['T-19', 'there is no configuration file yet, and nothing else of a folder is read as one'],
]);

/** Tested, but for this. */
export const partly: ReadonlyMap<string, string> = new Map([
  ['T-23', 'the broker of the mock server has no WebSocket yet, so no origin to check'],
]);

/** The files of this folder that say of themselves, or of a test in them, that they try an attack. */
export function testsByAttack(): ReadonlyMap<string, readonly string[]> {
  const folder = join(root, 'test/hostile');
  const found = new Map<string, string[]>();
  const tests = readdirSync(folder).filter((each) => each.endsWith('.test.ts'));
  const texts = new Map(tests.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  for (const [name, text] of texts) {
    for (const part of partsOf(text)) texts.set(part, readFileSync(join(folder, part), 'utf8'));
    const claims = [headOf(text), ...titlesIn(text)].join('\n');
    for (const [id] of claims.matchAll(/T-\d\d/g)) {
      found.set(id, [...new Set([...(found.get(id) ?? []), name])]);
    }
  }
  return found;
}

/** Files that a test consists of: imported for the tests in them, and not for what they export. */
function partsOf(text: string): readonly string[] {
  return [...text.matchAll(/^import '\.\/(.*)\.js';$/gm)].map(([, name]) => `${name ?? ''}.ts`);
}

function headOf(text: string): string {
  return /^\/\*\*[^]*?\*\//.exec(text)?.[0] ?? '';
}

/** The first parameters of `describe`, `it` and `test`. */
function titlesIn(text: string): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:describe|it|test)\b/.test(node.expression.getText())) {
      const [title] = node.arguments;
      if (title !== undefined && !ts.isFunctionLike(title)) titles.push(title.getText());
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
  return titles;
}
