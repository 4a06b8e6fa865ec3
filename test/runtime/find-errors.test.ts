/** The errors that reports list are those of ajv, in its order; and formats are those of ajv-formats. */
import { expect, it } from '@jest/globals';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import {
  createAjv,
  formatPatterns,
  getValidator,
  type Schemas,
} from '../../templates/runtime/lazy/create-ajv.js';
import { createFindErrors } from '../../templates/runtime/validation/find-errors.js';
import { formatsWith } from '../../templates/runtime/validation/formats.js';
import type { SchemaError } from '../../templates/runtime/validation/schema-error.js';
import { seed, times } from '../properties/chance.js';
import { schemasArbitrary, valueArbitrary } from '../properties/draft-07.arbitrary.js';

const formats = formatsWith(formatPatterns());

/** Returns what reports read of errors. */
function essence(errors: readonly SchemaError[]): readonly object[] {
  return errors.map(({ keyword, instancePath, params, data }) => {
    return { keyword, instancePath, params, data };
  });
}

function errorsOfAjv(schemas: Schemas, values: readonly unknown[]): readonly object[] {
  const ajv = createAjv(schemas);
  Object.assign(ajv.opts, { allErrors: true, verbose: true });
  const validate = getValidator(ajv, 'A');
  return values.map((value) => (validate(value) ? [] : essence(validate.errors ?? [])));
}

it('finds the errors of ajv in random values by random schemas', () => {
  const values = fc.array(valueArbitrary, { minLength: 1, maxLength: 8 });
  const property = fc.property(schemasArbitrary, values, (schemas, parts) => {
    const all = [...parts, parts, Object.fromEntries(parts.map((each) => ['a', each]))];
    const find = createFindErrors(schemas, formats);
    expect(all.map((value) => essence(find(schemas['A'], value)))).toEqual(
      errorsOfAjv(schemas, all),
    );
  });
  fc.assert(property, { seed, numRuns: 200 * times });
});

it.each<[string, object, unknown]>([
  ['late type', { type: 'string', pattern: 'a', enum: ['a'] }, 1],
  ['early type', { type: ['string', 'null'], minLength: 2, const: 'ab' }, 1],
  ['numbers', { minimum: 2, exclusiveMaximum: 0, multipleOf: 3, format: 'int32' }, 1.5],
  ['strings', { maxLength: 1, minLength: 4, pattern: '^b', format: 'ipv4' }, 'a\u{1f600}'],
  ['arrays', { minItems: 3, items: [{ type: 'null' }], additionalItems: false }, [1, 2]],
  ['names', { propertyNames: { maxLength: 1 }, minProperties: 3, required: ['b'] }, { 'a/~': 1 }],
  ['dependencies', { dependencies: { a: ['b', 'c'], d: { required: ['e'] } } }, { a: 1, d: 1 }],
  ['several', { oneOf: [{ minimum: 1 }, { minimum: 2 }, { minimum: 9 }] }, 5],
  ['conditions', { if: { const: 1 }, then: { type: 'string' }, else: false }, 2],
])('finds the errors of ajv: %s', (_name, schema, value) => {
  const schemas = { A: schema };
  const found = essence(createFindErrors(schemas, formats)(schema, value));
  expect([found]).toEqual(errorsOfAjv(schemas, [value]));
  expect(found).not.toEqual([]);
});

/** Applies a format of ajv-formats, whatever its form. */
function verdictOfAjvFormats(name: string, value: unknown): boolean {
  const format = Object.entries(fullFormats).find(([key]) => key === name)?.[1];
  const check =
    typeof format === 'object' && 'validate' in format ? format.validate : (format ?? true);
  if (check instanceof RegExp) return check.test(String(value));
  return typeof check !== 'function' || Reflect.apply(check, undefined, [value]) === true;
}

const dates = fc
  .tuple(
    fc.constantFrom('2024-02-29', '2023-02-29', '2024-13-01', '0000-01-31', '2024-2-1', ''),
    fc.constantFrom('T', ' ', ''),
    fc.constantFrom('12:00:00', '23:59:60', '24:00:00', '12:00:00.5', '12:00', ''),
    fc.constantFrom('', 'Z', '+01', '-0130', '+24:00', '+01:00Z'),
  )
  .map((parts) => parts.join(''));
const others = fc.constantFrom(
  ...['http://a.b/c?d#e', 'a:', 'mailto:a@b', '//a', 'http://[::1]:1/', 'a:b"c', 'http://a b'],
  ...['^a$', '[', '(?<n>a)', 'a\\Z', 'YQ==', 'YWE=', 'YQ=', 'YQ==\n', 'x\nYQ==', ''],
);

it('accepts the strings of ajv-formats', () => {
  const names = ['date-time', 'iso-date-time', 'date', 'time', 'iso-time', 'uri', 'regex', 'byte'];
  const property = fc.property(fc.oneof(dates, others), (text) => {
    for (const name of names) {
      const format = formats[name];
      const isValid = typeof format === 'function' && format(text);
      expect({ name, text, isValid }).toEqual({
        name,
        text,
        isValid: verdictOfAjvFormats(name, text),
      });
    }
  });
  fc.assert(property, { seed, numRuns: 2000 });
});

it.each(['int32', 'int64', 'float', 'double'])('accepts the numbers of ajv-formats: %s', (name) => {
  for (const number of [0, -0, 1.5, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) - 1, 1e300]) {
    const format = formats[name];
    const isValid = typeof format === 'object' && format.validate(number);
    expect({ number, isValid }).toEqual({ number, isValid: verdictOfAjvFormats(name, number) });
  }
});
