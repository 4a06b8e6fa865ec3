import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import { member } from '../../../json/json.js';
import type { Mistake } from '../mistake.js';
import { sectionOf } from '../sections.js';
import type { Row } from './row.js';

/** Fields of a Parameter Object of OpenAPI. */
const openApi = ['type', 'format', 'required', 'in', 'name'];

const unknown = { mistake: 'unknown field' } as const;

/** Rows about fields that AsyncAPI has in neither version, after those that another version has. */
export const unknownRows: readonly Row[] = [
  {
    ...unknown,
    title: 'a parameter as in OpenAPI',
    objects: ['parameter'],
    fields: openApi,
    replaces: () => openApi,
    code: 'FIELD_UNKNOWN',
    help: ({ field }) =>
      `Remove "${field}": a parameter is a required string in the address of its channel.`,
    example: 'Remove "required": a parameter is a required string in the address of its channel.',
  },
  {
    ...unknown,
    title: 'parameters of an operation',
    objects: ['operation'],
    fields: ['parameters'],
    code: 'FIELD_UNKNOWN',
    help: () => 'Move "parameters" to the channel of the operation.',
    example: 'Move "parameters" to the channel of the operation.',
  },
  {
    ...unknown,
    title: 'a misspelt field',
    applies: (mistake) => intended(mistake) !== undefined,
    code: 'FIELD_MISSPELT',
    help: (mistake) =>
      `Did you mean "${intended(mistake) ?? ''}"? See ${sectionOf(mistake.part, mistake.version)}.`,
    replaces: (mistake) => [intended(mistake) ?? ''],
    example:
      'Did you mean "action"? See https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject.',
  },
  {
    ...unknown,
    title: 'another unknown field',
    code: 'FIELD_UNKNOWN',
    help: ({ part, version }) =>
      `Remove it, or check its indentation; the name of an extension starts with "x-". See ${sectionOf(part, version)}.`,
    example:
      'Remove it, or check its indentation; the name of an extension starts with "x-". See https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject.',
  },
];

/** The field that an unknown field is a misspelling of, unless the object has that one, too. */
function intended({ error, allowed, owner }: Mistake): string | undefined {
  const field = String(error.params['additionalProperty']);
  return didYouMean(
    field,
    allowed.filter((each) => member(owner, each) === undefined),
  );
}
