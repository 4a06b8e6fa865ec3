import type { Json } from '../../../json/json.js';
import { isArray } from '../../../json/json.js';
import { segmentsOf } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';

/** The longest string that a remedy repeats. */
const longest = 120;

/** Writes a value in one line of YAML, or returns `instead` if that takes a long line. */
export function yamlOf(value: Json, instead: string): string {
  const isSimple = !isArray(value) || value.every((each) => !isCollection(each));
  if (!isSimple || (isCollection(value) && !isArray(value))) return instead;
  const text = isArray(value) ? `[${value.map(scalar).join(', ')}]` : scalar(value);
  return text.length > longest ? instead : text;
}

/** Writes a string in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Writes a reference as the value of the key at which the mistake is, or as an item of an array. */
export function referenceLine({ at }: Pick<Mistake, 'at'>, reference: string): string {
  const key = segmentsOf(at.pointer).at(-1) ?? '';
  const value = `$ref: ${quoted(reference)}`;
  return /^\d+$/.test(key) ? `- ${value}` : `${scalar(key)}: { ${value} }`;
}

/** Writes a field with the key at which the mistake is. */
export function lineAt({ at }: Mistake, value: string): string {
  const key = segmentsOf(at.pointer).at(-1) ?? '';
  return /^\d+$/.test(key) ? `- ${value}` : `${scalar(key)}: ${value}`;
}

/** Returns a string unchanged, and any other value as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** Strings that YAML reads as a string without quotes, and as nothing else. */
const plain = /^(?!(?:true|false|null)$)[a-z_][\w.-]*(?:\/[\w.-]+)*$/i;

function scalar(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return plain.test(value) ? value : quoted(value);
}
