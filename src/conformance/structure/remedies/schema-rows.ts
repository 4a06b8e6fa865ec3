import { isArray, isObject, member, type Json } from '../../../json/json.js';
import { pointerOf, segmentsOf, valueAt } from '../../../json/pointer.js';
import type { Mistake } from '../mistake.js';
import type { Row } from './row.js';
import { yamlOf } from './yaml-text.js';

/** Rows about fields of a schema other than `type`. */
export const schemaRows: readonly Row[] = [
  {
    title: 'required as a boolean in a property',
    objects: ['schema'],
    fields: ['required'],
    mistake: 'wrong type',
    applies: ({ value }) => typeof value === 'boolean',
    message: () =>
      'The field "required" must list names of properties; it does not say whether this schema is required.',
    help: (mistake) =>
      mistake.value === true
        ? `Remove it, and write "required: ${requiredAround(mistake)}" in the schema that has the property.`
        : 'Remove it: only properties listed under "required" of the object are required.',
    example: 'Remove it, and write "required: [id, name]" in the schema that has the property.',
  },
  {
    title: 'the Discriminator Object of OpenAPI',
    objects: ['schema'],
    fields: ['discriminator'],
    mistake: 'wrong type',
    applies: ({ value }) => typeof member(value, 'propertyName') === 'string',
    message: () => 'In AsyncAPI, "discriminator" is the name of a property, not an object.',
    help: ({ value }) =>
      `Write "discriminator: ${yamlOf(member(value, 'propertyName') ?? null, '<property>')}".`,
    example: 'Write "discriminator: kind".',
  },
  {
    title: 'an exclusive bound as a boolean',
    objects: ['schema'],
    fields: ['exclusiveMinimum', 'exclusiveMaximum'],
    mistake: 'wrong type',
    applies: ({ value }) => typeof value === 'boolean',
    help: ({ value, field, owner }) => {
      const bound = field.replace('exclusiveM', 'm');
      if (value === false) return `Remove it: "${bound}" includes the bound.`;
      return `Write "${field}: ${yamlOf(member(owner, bound) ?? null, '<number>')}" in place of "${bound}".`;
    },
    example: 'Write "exclusiveMinimum: 0" in place of "minimum".',
  },
  {
    title: 'headers that are no object',
    objects: ['schema', 'message', 'messageTrait'],
    mistake: 'wrong value',
    applies: ({ error }) => error.params['allowedValue'] === 'object',
    message: () => 'The schema of the headers of a message must have the type "object".',
    help: () => 'Write "type: object", and define the headers under "properties".',
    example: 'Write "type: object", and define the headers under "properties".',
  },
];

/** The value of `required` for the schema around a property, with the names that it has already. */
function requiredAround({ at }: Mistake): string {
  const segments = segmentsOf(at.pointer);
  const [holder, name] = segments.slice(-3, -1);
  if (holder !== 'properties' || name === undefined) return '[<name of the property>]';
  const around = valueAt(at.file.data, pointerOf(segments.slice(0, -3)));
  const names: Json | undefined = isObject(around) ? around['required'] : undefined;
  const listed = isArray(names) ? names.filter((each) => each !== name) : [];
  return yamlOf([...listed, name], `[…, ${yamlOf(name, '<name>')}]`);
}
