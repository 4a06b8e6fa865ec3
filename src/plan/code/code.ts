import type { Json } from '../../load/document.js';
import { isList, isObject } from '../../load/json-guards.js';
import { withoutHidden } from '../../diagnostics/visible.js';
import { layOut, proseLines } from './prose.js';

declare const brand: unique symbol;

/**
 * Text of a program. Only this file makes it from text of a document, escaped for its place, so a
 * template that prints nothing but `Code` cannot print a document's text as program text.
 */
export type Code = string & { readonly [brand]: 'code' };

function unsafeCode(text: string): Code {
  return text as Code;
}

/** Joins code with literal program text of ours: `` code`${a}[]` ``. */
export function code(texts: TemplateStringsArray, ...parts: readonly Code[]): Code {
  return unsafeCode(texts.map((text, index) => text + (parts[index] ?? '')).join(''));
}

/** Joins code with a separator of ours. */
export function joinCode(parts: readonly Code[], separator: ', ' | ' | ' | ' & ' | '\n'): Code {
  return unsafeCode(parts.join(separator));
}

/** A string literal, which ends no `<script>` element that the program may come to stand in. */
export function string(text: string): Code {
  return unsafeCode(withoutHidden(JSON.stringify(text)).replace(markup, '\\u{3c}'));
}

const markup = /<(?=\/script|!--)/gi;

const identifierName = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** A property name in an object literal or a type: bare where that is possible, else quoted. */
export function key(name: string): Code {
  if (name === '__proto__') return unsafeCode('["__proto__"]');
  return identifierName.test(name) ? unsafeCode(name) : string(name);
}

/** An identifier that the plan has made; document text must have gone through the naming rules. */
export function identifier(name: string): Code {
  if (!identifierName.test(name)) throw new Error(`Not an identifier: ${JSON.stringify(name)}`);
  return unsafeCode(name);
}

/** A link to a declaration, for a comment. */
export function link(name: Code): Code {
  return code`{@link ${name}}`;
}

/** A part of an import path: letters, digits and dashes only. */
export function pathText(name: string): Code {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`Not a path: ${JSON.stringify(name)}`);
  return unsafeCode(name);
}

/** A value as a literal expression. */
export function literal(value: Json): Code {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return unsafeCode(Object.is(value, -0) ? '-0' : String(value));
  if (isList(value)) return code`[${joinCode(value.map(literal), ', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([name, item]) => code`${key(name)}: ${literal(item)}`,
    );
    return members.length === 0 ? code`{}` : code`{ ${joinCode(members, ', ')} }`;
  }
  return unsafeCode(String(value));
}

/** A JSDoc tag whose name is ours and whose text is the document's. */
export interface Tag {
  readonly text: string;
}

export function tag(name: string, text = ''): Tag {
  return { text: `@${name} ${proseLines(text).join(' ')}`.trimEnd() };
}

/**
 * A JSDoc comment of some lines, empty for none. Prose is defused and wrapped; what a tag says
 * stays on its line.
 */
export function comment(lines: readonly (string | Tag)[]): Code {
  const texts = lines.flatMap((line) =>
    typeof line === 'string' ? layOut(proseLines(line)) : [line.text],
  );
  while (texts.at(-1) === '') texts.pop();
  const [first] = texts;
  if (first === undefined) return unsafeCode('');
  if (texts.length === 1) return unsafeCode(`/** ${first} */`);
  return unsafeCode(`/**\n${texts.map((text) => ` * ${text}`.trimEnd()).join('\n')}\n */`);
}
