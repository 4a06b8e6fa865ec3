import { isArray, isObject, type Json } from './json.js';

/** The longest line, if the values on it can be separated. */
const longestLine = 120;

/** Formats JSON with what fits on a line on one line, so that it is short, and changes are easy to see. */
export function compactJson(value: Json, indent = ''): string {
  const inner = `${indent}  `;
  if (isArray(value)) {
    return enclosed(
      ['[', ']'],
      value.map((item) => compactJson(item, inner)),
      indent,
    );
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${compactJson(member, inner)}`,
  );
  return enclosed(['{', '}'], members, indent);
}

function enclosed(
  [open, close]: readonly [string, string],
  items: readonly string[],
  indent: string,
): string {
  const line = `${open}${items.join(', ')}${close}`;
  if (indent.length + line.length <= longestLine && !line.includes('\n')) return line;
  const inner = `${indent}  `;
  return `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indent}${close}`;
}
