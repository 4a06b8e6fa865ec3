import { isArray, isObject, type Json } from '../../json/json.js';
import { withoutHidden } from '../../diagnostics/visible.js';
import { layOut, proseLines } from './prose.js';

declare const brand: unique symbol;

/**
 * Source code. Only this file turns strings of a document into code, and it escapes them. Templates
 * print only `Code`, so they cannot print a string of a document unescaped.
 */
export type Code = string & { readonly [brand]: 'code' };

/** Marks a string as code without escaping it. */
function unsafeCode(text: string): Code {
  return text as Code;
}

/** Template tag for code whose literal parts are ours: `` code`${a}[]` ``. */
export function code(texts: TemplateStringsArray, ...parts: readonly Code[]): Code {
  return unsafeCode(texts.map((text, index) => text + (parts[index] ?? '')).join(''));
}

/** Joins code with a separator. */
export function joinCode(parts: readonly Code[], separator: ', ' | ' | ' | ' & ' | '\n'): Code {
  return unsafeCode(parts.join(separator));
}

/** Returns a string literal. It is escaped so that it cannot end a `<script>` element. */
export function string(text: string): Code {
  return unsafeCode(escapeStrings(JSON.stringify(text)));
}

/** Escapes the string literals of foreign code as `string` does. Its other characters must be ASCII. */
export function escapeStrings(text: string): string {
  return withoutHidden(text).replace(markup, '\\u{3c}');
}

const markup = /<(?=\/script|!--)/gi;

const identifierName = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** Returns a property name for an object literal or a type, quoted if necessary. */
export function key(name: string): Code {
  if (name === '__proto__') return unsafeCode('["__proto__"]');
  return identifierName.test(name) ? unsafeCode(name) : string(name);
}

/** Returns an identifier. Strings of a document must have passed the naming rules. */
export function identifier(name: string): Code {
  if (!identifierName.test(name)) throw new Error(`${JSON.stringify(name)} is not an identifier.`);
  return unsafeCode(name);
}

/** Returns a link to a declaration, for a comment. */
export function link(name: Code): Code {
  return code`{@link ${name}}`;
}

/** Returns a part of an import path, which has only letters, digits and dashes. */
export function pathText(name: string): Code {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name))
    throw new Error(`${JSON.stringify(name)} is not a part of an import path.`);
  return unsafeCode(name);
}

/** Returns a value as a literal expression. */
export function literal(value: Json): Code {
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return unsafeCode(Object.is(value, -0) ? '-0' : String(value));
  if (isArray(value)) return code`[${joinCode(value.map(literal), ', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([name, item]) => code`${key(name)}: ${literal(item)}`,
    );
    return members.length === 0 ? code`{}` : code`{ ${joinCode(members, ', ')} }`;
  }
  return unsafeCode(String(value));
}

/** A JSDoc tag: a name of ours, then a string that may come from the document. */
export interface Tag {
  readonly text: string;
}

/** Returns a JSDoc tag on one line. */
export function tag(name: string, text = ''): Tag {
  return { text: `@${name} ${proseLines(text).join(' ')}`.trimEnd() };
}

/**
 * Returns a JSDoc comment, or nothing for no lines. Prose is escaped and wrapped; a tag stays on one
 * line.
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
