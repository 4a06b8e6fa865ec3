import { isArray, type Json, member } from '../../../json/json.js';
import { childPointer, valueAt } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import { anyTypes, foreignTypes, jsonTypes } from './foreign-types.js';
import type { Row } from './row.js';
import { lineAt, quoted, textOf, yamlOf } from './yaml-text.js';

const typeField = { objects: ['schema'], fields: ['type'], mistake: 'wrong value' } as const;

/** Rows about the field `type` of a schema. */
export const typeRows: readonly Row[] = [
  {
    ...typeField,
    title: 'the type null without quotes',
    applies: ({ value }) => typesIn(value).includes(null),
    message: () => 'The type "null" must be in quotes: without them, YAML reads no value.',
    help: ({ value }) => `Write "type: ${typesText(value)}".`,
    example: `Write "type: [string, 'null']".`,
  },
  {
    ...typeField,
    title: 'any type',
    applies: ({ value }) => typesIn(value).some((each) => isWord(each, anyTypes)),
    code: 'SCHEMA_TYPE_UNKNOWN',
    message: unknownType,
    help: () => 'Leave out "type": a schema without it allows values of every type.',
    example: 'Leave out "type": a schema without it allows values of every type.',
  },
  {
    ...typeField,
    title: 'the type enum',
    applies: ({ value }) => typesIn(value).some((each) => isWord(each, ['enum'])),
    code: 'SCHEMA_TYPE_UNKNOWN',
    message: unknownType,
    help: ({ owner }) => {
      const values = member(owner, 'enum') ?? member(owner, 'values') ?? ['a', 'b'];
      return `Write "type: ${typeOfAll(values)}" and "enum: ${yamlOf(values, '[…]')}".`;
    },
    example: 'Write "type: string" and "enum: [on, off]".',
  },
  {
    ...typeField,
    title: 'the type of another language',
    applies: ({ value }) => typeof value === 'string' && foreignTypes.has(value.toLowerCase()),
    code: 'SCHEMA_TYPE_UNKNOWN',
    message: unknownType,
    help: ({ value }) => `Write ${keywordsFor(textOf(value))}.`,
    example: 'Write "type: number" and "format: float".',
  },
  {
    ...typeField,
    title: 'types of other languages',
    applies: ({ value }) => isArray(value) && value.some(isForeign),
    code: 'SCHEMA_TYPE_UNKNOWN',
    message: unknownType,
    help: ({ value }) => `Write "type: ${typesText(value)}".`,
    example: 'Write "type: [string, integer]".',
  },
  {
    ...typeField,
    title: 'the name of a schema as a type',
    applies: ({ value, at }) =>
      typeof value === 'string' && valueAt(at.file.data, schemaPointer(value)) !== undefined,
    code: 'SCHEMA_TYPE_UNKNOWN',
    message: unknownType,
    help: ({ value }) =>
      `Write "$ref: ${quoted(`#${schemaPointer(textOf(value))}`)}" in place of "type".`,
    example: `Write "$ref: '#/components/schemas/Lamp'" in place of "type".`,
  },
  {
    title: 'a type in place of a schema',
    objects: ['schema'],
    fields: [''],
    mistake: 'wrong type',
    applies: ({ value }) => isWord(value, jsonTypes) || isForeign(value),
    message: ({ name }) => `The value of "${name}" must be a schema.`,
    help: (mistake) => `Write "${lineAt(mistake, `{ ${flowKeywords(textOf(mistake.value))} }`)}".`,
    example: 'Write "level: { type: string }".',
  },
];

function schemaPointer(name: string): string {
  return childPointer('/components/schemas', name);
}

function unknownType({ value }: Mistake): string {
  const strings = typesIn(value).filter((each) => typeof each === 'string');
  const unknown = strings.find((each) => !isWord(each, jsonTypes)) ?? '';
  return `JSON Schema has no type "${unknown}". Its types are ${jsonTypes.join(', ')}.`;
}

function typesIn(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}

function isForeign(value: Json): boolean {
  return typeof value === 'string' && foreignTypes.has(value.toLowerCase());
}

function isWord(value: Json, words: readonly string[]): boolean {
  return typeof value === 'string' && words.includes(value.toLowerCase());
}

/** The type of the values of an enum. */
function typeOfAll(values: Json): string {
  const types = new Set(isArray(values) ? values.map((value) => typeof value) : []);
  const [only = 'string'] = types;
  return types.size === 1 && only !== 'object' ? only : 'string';
}

/** The value of `type` with each type of another language replaced. */
function typesText(value: Json): string {
  const types = typesIn(value).map(typeText);
  return isArray(value) ? `[${[...new Set(types)].join(', ')}]` : types.join();
}

function typeText(value: Json): string {
  if (value === null || value === 'null') return "'null'";
  const known = typeof value === 'string' ? foreignTypes.get(value.toLowerCase()) : undefined;
  return known?.['type'] ?? yamlOf(value, '<type>');
}

function keywordsFor(type: string): string {
  const keywords = Object.entries(foreignTypes.get(type.toLowerCase()) ?? { type });
  return keywords.map(([keyword, value]) => `"${keyword}: ${value}"`).join(' and ');
}

function flowKeywords(type: string): string {
  const keywords = Object.entries(
    foreignTypes.get(type.toLowerCase()) ?? { type: type.toLowerCase() },
  );
  return keywords.map(([keyword, value]) => `${keyword}: ${value}`).join(', ');
}
