import { expect, test } from '@jest/globals';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import fc from 'fast-check';
import { isDateTime } from '../../templates/runtime/validation/date-time.js';

const reference = fullFormats['date-time'];

function verdictOfAjvFormats(text: string): boolean {
  if (typeof reference !== 'object' || !('validate' in reference)) {
    throw new Error('ajv-formats has changed the form of its formats');
  }
  const { validate } = reference;
  if (typeof validate !== 'function') {
    throw new Error('ajv-formats has changed the form of its formats');
  }
  return Reflect.apply(validate, undefined, [text]) === true;
}

test.each([
  '2024-02-29T12:00:00Z',
  '2024-02-29t12:00:00.123456789z',
  '1985-04-12T23:20:50.52Z',
  '1996-12-19T16:39:57-08:00',
  '1990-12-31T23:59:60Z',
  '1990-12-31T15:59:60-08:00',
])('takes %s', (text) => {
  expect(isDateTime(text)).toBe(true);
});

test.each([
  '',
  'now',
  '2023-02-29T12:00:00Z',
  '1900-02-29T12:00:00Z',
  '2024-13-01T00:00:00Z',
  '2024-00-01T00:00:00Z',
  '2024-01-00T00:00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00.Z',
  '2024-01-01T00:00:00Zz',
  '2024-01-01T00:00:60Z',
  '2024-01-01T00:00:00+24:00',
  '2024-01-01T00:00:00+01:',
  '٢٠٢٤-01-01T00:00:00Z',
])('refuses %s', (text) => {
  expect(isDateTime(text)).toBe(false);
});

const digits = (length: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.integer({ min: 0, max: 10 ** length - 1 }).map((n) => String(n).padStart(length, '0')),
    fc.constantFrom('00', '23', '24', '59', '60', '61', '29', '02', '2000', '1900'),
  );
const nearMiss = fc
  .tuple(
    digits(4),
    digits(2),
    digits(2),
    fc.constantFrom('T', 't', ' ', '\t', '\u00a0', 'x', '', 'TT'),
    fc.oneof(
      fc.constantFrom('23:59:60', '22:59:60', '24:59:60', '00:00:60', '23:60:00'),
      fc.tuple(digits(2), digits(2), digits(2)).map((parts) => parts.join(':')),
    ),
    fc.constantFrom('', '.', '.5', '.123456', '.x'),
    fc.oneof(
      fc.constantFrom('Z', 'z', '', '+', '+1', '+01', '+0100', '+01:00', '-01:00', '-23:59', 'Z '),
      fc.tuple(fc.constantFrom('+', '-'), digits(2), digits(2)).map(([s, h, m]) => `${s}${h}:${m}`),
    ),
  )
  .map(([y, mo, d, sep, time, fraction, zone]) => `${y}-${mo}-${d}${sep}${time}${fraction}${zone}`);

test('gives the verdict of ajv-formats, on near misses and on any text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        nearMiss,
        fc.string(),
        fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
      ),
      (text) => {
        expect(isDateTime(text)).toBe(verdictOfAjvFormats(text));
      },
    ),
    { numRuns: 20_000 },
  );
});
