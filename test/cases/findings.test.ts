/** Documents with mistakes: `validate` names each one, with its place and what to write. */
import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { validate } from '../support/generating.js';

/** For each document, the lines of its findings with their codes and the start of the help. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'refused/aquarium': ['10 ASYNCAPI_STRUCTURE Write "discriminator: species".'],
  'refused/bakery': [
    '8 ASYNCAPI_STRUCTURE Write "action: send" if the described application sends',
    `9 REF_AS_STRING Write "channel: { $ref: '#/channels/oven' }".`,
  ],
  'refused/cinema': [
    '5 REF_NOT_FOUND Write "/" in a key as "~1": "#/components/messages/film~1short".',
  ],
  'refused/clinic': [
    '11 SCHEMA_TYPE_UNKNOWN Write "type: number" and "format: float".',
    '12 SCHEMA_TYPE_UNKNOWN Write "type: string" and "format: date".',
    '13 SCHEMA_TYPE_UNKNOWN Write "type: string" and "format: uuid".',
    '14 SCHEMA_TYPE_UNKNOWN Leave out "type"',
  ],
  'refused/forest': ['7 FIELD_OF_OTHER_VERSION Write "enum: [oak, elm]" in place of "schema"'],
  'refused/quarry': [
    '12 REF_NOT_FOUND A pointer starts at the root of the file. Did you mean "#/channels/blast/messages/blast/payload/definitions/Charge"?',
  ],
  'content-types/lazy-words': [
    '5 CONTENT_TYPE_INVALID Write application/json.',
    '8 CONTENT_TYPE_INVALID Write application/xml.',
  ],
  'silent-keywords/sauna': [
    '6 KEYWORD_INEFFECTIVE If "degrees" is a property, write "type: object"',
    '13 KEYWORD_INEFFECTIVE Did you mean "required"?',
    '14 KEYWORD_INEFFECTIVE Did you mean "properties"?',
    '16 KEYWORD_INEFFECTIVE Write the array of schemas under "items"',
    `17 KEYWORD_INEFFECTIVE Put the schema and { type: 'null' } into "oneOf".`,
    '18 SCHEMA_UNSATISFIABLE Put the values in quotes',
    '19 SCHEMA_UNSATISFIABLE Write "oneOf" in place of "allOf"',
  ],
  'wide-integers/beacons': [
    '13 INTEGER_UNSAFE Describe such values as strings',
    '14 KEYWORD_INEFFECTIVE Correct the type, or remove "format".',
  ],
  'wide-integers/ledger': [
    '13 INTEGER_UNSAFE Describe such values as strings',
    '14 INTEGER_UNSAFE Describe such values as strings',
    '15 INTEGER_UNSAFE Describe such values as strings',
    '16 INTEGER_WIDE Add "minimum" and "maximum"',
  ],
};

const folder = resolve('test/cases');
let diagnostics: readonly Diagnostic[];
beforeAll(async () => {
  const specs = Object.keys(expected).map((name) => resolve(folder, `${name}.yaml`));
  ({ diagnostics } = await validate(specs));
}, 60_000);

it.each(Object.entries(expected))('%s', (name, findings) => {
  const found = diagnostics.filter(({ place }) => place?.file.endsWith(`${name}.yaml`));
  const texts = found.map(({ code, help, place }) => `${place?.line} ${code} ${help}`);
  expect(texts).toHaveLength(findings.length);
  // The start of the help is enough to tell which one it is.
  expect(texts.map((text, index) => text.slice(0, findings[index]?.length))).toEqual(findings);
});

it('every refused document is among them', () => {
  const names = readdirSync(resolve(folder, 'refused')).map((name) => basename(name, '.yaml'));
  expect(Object.keys(expected)).toEqual(
    expect.arrayContaining(names.map((name) => `refused/${name}`)),
  );
});
