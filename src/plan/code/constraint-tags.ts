import type { Json } from '../../json/json.js';
import type { KeywordSchema, Schema } from '../../model/schema/schema.js';
import { subschemas } from '../../model/schema/subschemas.js';
import { tag, type Tag } from './code.js';

/** Returns the constraints that a TypeScript type cannot express, each as a JSDoc tag. */
export function constraintTags(schema: KeywordSchema): readonly Tag[] {
  const { types, data, discriminator, contains, propertyNames, patternProperties, dependencies } =
    schema;
  const names = [...patternProperties.keys()].join(', ');
  return [
    ...(types?.includes('integer') === true ? [tag('integer')] : []),
    ...[...data].filter(isDemanding).map(([name, value]) => tag(name, textOf(value))),
    ...(discriminator === undefined ? [] : [tag('discriminator', discriminator)]),
    ...inWords('not', schema.not),
    ...inWords('contains', contains),
    ...inWords('propertyNames', propertyNames),
    ...(names === '' ? [] : [tag('patternProperties', names)]),
    ...[...dependencies].map(([name, needed]) =>
      tag('dependencies', `${name} needs ${text(needed)}`),
    ),
  ];
}

/** Whether a keyword excludes any value. `minItems: 0` and the like exclude none. */
function isDemanding([name, value]: readonly [string, Json]): boolean {
  const isMinimalLength = ['minItems', 'minLength', 'minProperties'].includes(name) && value === 0;
  return !isMinimalLength && !(name === 'uniqueItems' && value === false);
}

/** Returns a value as a tag shows it: a string without quotes, other values as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function inWords(name: string, schema: Schema | undefined): readonly Tag[] {
  return schema === undefined ? [] : [tag(name, text(schema))];
}

/** Describes the values of a simple schema in a few words. */
function text(schema: Schema | readonly string[]): string {
  if (isNames(schema)) return schema.length === 0 ? 'nothing' : schema.join(', ');
  if (schema.kind === 'boolean') return schema.value ? 'any value' : 'no value';
  if (schema.kind === 'reference' || subschemas(schema).length > 0)
    return 'what a schema describes';
  const { types, data, required } = schema;
  const words = [
    ...(types === undefined ? [] : [types.join(' or ')]),
    ...(schema.const === undefined ? [] : [textOf(schema.const.value)]),
    ...(schema.enum === undefined ? [] : [schema.enum.map(textOf).join(' or ')]),
    ...[...data].map(([name, value]) => `${name} ${textOf(value)}`),
    ...(required.length === 0 ? [] : [`the properties ${required.join(', ')}`]),
  ];
  return words.length === 0 ? 'any value' : words.join(', ');
}

function isNames(value: Schema | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}
