/** What draft-07 says, as plainly as it can be written: to compare verdicts with. */
import { isDeepStrictEqual } from 'node:util';

type Fields = Readonly<Record<string, unknown>>;

/** A keyword at work on a value. */
interface Application {
  readonly given: unknown;
  readonly value: unknown;
  /** The schema that the keyword stands in. */
  readonly schema: Fields;
  readonly fits: (value: unknown, schema: unknown) => boolean;
}

/** Whether a value fits a schema; `$ref` holds the name of another one. */
export function fitsSchema(schemas: Fields, name: string, value: unknown): boolean {
  const fits = (part: unknown, schema: unknown): boolean => {
    if (!isFields(schema)) return schema === true;
    return Object.entries(schema).every(([keyword, given]) => {
      if (keyword === '$ref') return fits(part, schemas[String(given)]);
      return KEYWORDS[keyword]?.({ given, value: part, schema, fits }) ?? true;
    });
  };
  return fits(value, schemas[name]);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isFields(value) ? Object.entries(value) : [];
const keys = (value: unknown): readonly string[] => entries(value).map(([key]) => key);
const has = (value: unknown, key: unknown): boolean => keys(value).includes(String(key));
const hasAll = (value: unknown, names: unknown): boolean =>
  list(names).every((name) => has(value, name));

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A number in units of 1e-30, by its decimal digits. */
function scaled(value: number): bigint {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(30 + Number(exponent) - fraction.length);
}

function isListed(key: string, { properties, patternProperties }: Fields): boolean {
  return has(properties, key) || keys(patternProperties).some((each) => RegExp(each).test(key));
}

const KEYWORDS: Readonly<Record<string, (application: Application) => boolean>> = {
  type: ({ given, value }) => [given].flat().includes(typeOf(value)),
  const: ({ given, value }) => isDeepStrictEqual(given, value),
  enum: ({ given, value }) => list(given).some((each) => isDeepStrictEqual(each, value)),
  minLength: ({ given, value }) => typeof value !== 'string' || value.length >= Number(given),
  maximum: ({ given, value }) => typeof value !== 'number' || value <= Number(given),
  multipleOf: ({ given, value }) =>
    typeof value !== 'number' || scaled(value) % scaled(Number(given)) === 0n,
  allOf: ({ given, value, fits }) => list(given).every((each) => fits(value, each)),
  anyOf: ({ given, value, fits }) => list(given).some((each) => fits(value, each)),
  oneOf: ({ given, value, fits }) => list(given).filter((each) => fits(value, each)).length === 1,
  not: ({ given, value, fits }) => !fits(value, given),
  if: ({ given, value, schema, fits }) =>
    fits(value, (fits(value, given) ? schema['then'] : schema['else']) ?? true),
  required: ({ given, value }) => !isFields(value) || hasAll(value, given),
  properties: ({ given, value, fits }) =>
    entries(given).every(([key, each]) => !has(value, key) || fits(Object(value)[key], each)),
  patternProperties: ({ given, value, fits }) =>
    entries(given).every(([pattern, each]) =>
      entries(value).every(([key, part]) => !RegExp(pattern).test(key) || fits(part, each)),
    ),
  additionalProperties: ({ given, value, schema, fits }) =>
    entries(value).every(([key, part]) => isListed(key, schema) || fits(part, given)),
  propertyNames: ({ given, value, fits }) => keys(value).every((key) => fits(key, given)),
  dependencies: ({ given, value, fits }) =>
    entries(given).every(
      ([key, each]) =>
        !has(value, key) || (Array.isArray(each) ? hasAll(value, each) : fits(value, each)),
    ),
  items: ({ given, value, fits }) =>
    list(value).every((item, index) =>
      fits(item, Array.isArray(given) ? (given[index] ?? true) : given),
    ),
  additionalItems: ({ given, value, schema, fits }) =>
    !Array.isArray(schema['items']) ||
    list(value)
      .slice(schema['items'].length)
      .every((item) => fits(item, given)),
  contains: ({ given, value, fits }) =>
    !Array.isArray(value) || value.some((item) => fits(item, given)),
  uniqueItems: ({ given, value }) =>
    given !== true ||
    list(value).every((item, index, items) =>
      items.slice(0, index).every((other) => !isDeepStrictEqual(other, item)),
    ),
};
