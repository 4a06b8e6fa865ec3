import { diagnostic } from '../../diagnostics/catalogue.js';
import { isArray, isObject, type Json } from '../../json/json.js';
import { below, type Origin } from '../../model/origin.js';
import type { KeywordSchema } from '../../model/schema/schema.js';
import { kindOfType } from '../../plan/types/value-kinds.js';
import { groupBy } from '../../system/group-by.js';
import { placesOf, timesText } from '../group.js';
import type { DocumentRule } from '../rule.js';

/** Finds integers of schemas that JavaScript cannot represent exactly: JSON.parse rounds them. */
export const findUnsafeIntegers: DocumentRule = ({ nodes, locate }) => {
  const schemas = nodes.flatMap(({ schema }) => (schema.kind === 'keywords' ? [schema] : []));
  const values = schemas.flatMap(unsafeIn);
  const wide = schemas.filter(isWide).map(({ origin }) => below(origin, 'format'));
  return [
    ...[...groupBy(values, ({ value, keyword }) => `${keyword} ${value}`).values()].map((group) =>
      diagnostic('INTEGER_UNSAFE', {
        message: `"${group[0]?.keyword}" contains the integer ${group[0]?.value} or one near it${timesText(group.length)}: JavaScript rounds integers beyond 2^53.`,
        help: 'Describe such values as strings, or keep them within ±9007199254740991.',
        ...placesOf(
          group.map(({ origin }) => origin),
          locate,
        ),
      }),
    ),
    ...(wide.length === 0
      ? []
      : [
          diagnostic('INTEGER_WIDE', {
            message: `A format of 64 bits allows integers that JavaScript rounds${timesText(wide.length)}.`,
            help: 'Add "minimum" and "maximum" within ±9007199254740991, or describe the value as a string.',
            ...placesOf(wide, locate),
          }),
        ]),
  ];
};

const limiting = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const;

interface UnsafeValue {
  readonly keyword: string;
  readonly value: number;
  readonly origin: Origin;
}

function unsafeIn(schema: KeywordSchema): readonly UnsafeValue[] {
  const { const: constant, enum: values, annotations, data } = schema;
  const held: readonly (readonly [keyword: string, value: Json | undefined])[] = [
    ['const', constant?.value],
    ['enum', values],
    ['default', annotations.default],
    ...limiting.map((keyword) => [keyword, data.get(keyword)] as const),
  ];
  return held.flatMap(([keyword, value]) =>
    integersIn(value)
      .filter((integer) => !Number.isSafeInteger(integer))
      .map((integer) => ({ keyword, value: integer, origin: below(schema.origin, keyword) })),
  );
}

function integersIn(value: Json | undefined): readonly number[] {
  if (typeof value === 'number') return Number.isInteger(value) ? [value] : [];
  if (isArray(value)) return value.flatMap(integersIn);
  return isObject(value) ? Object.values(value).flatMap(integersIn) : [];
}

/** Whether the format is `int64`, values are numbers, and no limits keep them within 2^53. */
function isWide({ data, types }: KeywordSchema): boolean {
  const isLimited = (keyword: (typeof limiting)[number]): boolean =>
    Number.isSafeInteger(data.get(keyword));
  const isBounded =
    (isLimited('minimum') || isLimited('exclusiveMinimum')) &&
    (isLimited('maximum') || isLimited('exclusiveMaximum'));
  const isNumber = types?.some((type) => kindOfType(type) === 'number') ?? true;
  return data.get('format') === 'int64' && isNumber && !isBounded;
}
