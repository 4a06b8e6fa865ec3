/** Finds all errors of a value by reading its schema. */
import {
  failure,
  hasType,
  listOf,
  type Finder,
  unless,
  type Keywords,
  type Place,
  type Use,
} from "./finder.js";
import type { Formats } from "./formats.js";
import { anyKeywords } from "./keywords-of-any.js";
import { arrayKeywords, objectKeywords } from "./keywords-of-containers.js";
import { numberKeywords, stringKeywords } from "./keywords-of-values.js";
import { namesInherited } from "./names-inherited.js";
import {
  isRecord,
  type JsonSchemas,
  type SchemaError,
} from "./schema-error.js";
import { toRegExp } from "./strings.js";

type ObjectSchema = Readonly<Record<string, unknown>>;

/** The keywords that restrict values of one type. */
const KEYWORDS_BY_TYPE: readonly (readonly [string, Keywords])[] = [
  ["number", numberKeywords],
  ["string", stringKeywords],
  ["array", arrayKeywords],
  ["object", objectKeywords],
];

/** Returns all errors of a value, as ajv would list them. */
export type FindErrors = (
  schema: unknown,
  value: unknown,
) => readonly SchemaError[];

/** Creates a function that finds errors. Its schemas may refer to `schemas`. */
export function createFindErrors(
  schemas: JsonSchemas,
  formats: Formats,
): FindErrors {
  const finder = new SchemaReader(schemas, formats);
  return (schema, value) => finder.find(schema, { value, path: "" });
}

class SchemaReader implements Finder {
  readonly formats: Formats;
  readonly #schemas: JsonSchemas;
  readonly #patterns = new Map<string, RegExp>();
  /** Whether inherited properties count as absent. */
  readonly #ownOnly: boolean;

  constructor(schemas: JsonSchemas, formats: Formats) {
    this.#schemas = schemas;
    this.formats = formats;
    this.#ownOnly = Object.values(schemas).some(namesInherited);
  }

  named(name: string): unknown {
    return this.#schemas[name];
  }

  pattern(pattern: string): RegExp {
    const compiled = this.#patterns.get(pattern) ?? toRegExp(pattern);
    this.#patterns.set(pattern, compiled);
    return compiled;
  }

  has(value: object, name: string): boolean {
    const isPresent = !this.#ownOnly || Object.hasOwn(value, name);
    return isPresent && Reflect.get(value, name) !== undefined;
  }

  keysOf(value: object): readonly string[] {
    if (this.#ownOnly) {
      return Object.keys(value);
    }
    const names: string[] = [];
    for (const name in value) {
      names.push(name);
    }
    return names;
  }

  find(schema: unknown, place: Place): readonly SchemaError[] {
    if (schema === false) {
      const keyword = "false schema";
      const use = { ...place, keyword, given: false, parent: {}, finder: this };
      return failure(use);
    }
    return isRecord(schema) ? this.#findByKeywords(schema, place) : [];
  }

  #findByKeywords(parent: ObjectSchema, place: Place): readonly SchemaError[] {
    const apply = (keywords: Keywords): readonly SchemaError[] =>
      keywords.flatMap(([keyword, errorsOf]) => {
        const given = parent[keyword];
        const use = { ...place, keyword, given, parent, finder: this };
        return given === undefined ? [] : errorsOf(use);
      });
    const restricted = KEYWORDS_BY_TYPE.filter(([, keywords]) =>
      keywords.some(([keyword]) => parent[keyword] !== undefined),
    );
    const { type } = parent;
    const isLate = restricted.some(([each]) => isOnly(type, each));
    const ofType = apply([["type", wrongType]]);
    return [
      ...(isLate ? [] : ofType),
      ...apply(anyKeywords),
      ...restricted.flatMap(([each, keywords]) => {
        if (hasType(place.value, each)) {
          return apply(keywords);
        }
        return isOnly(type, each) ? ofType : [];
      }),
    ];
  }
}

function wrongType(use: Use): readonly SchemaError[] {
  const { given: type, value } = use;
  const types = Array.isArray(type) ? listOf(type) : [type];
  return unless(
    types.some((each) => hasType(value, each)),
    use,
    { type },
  );
}

/** Whether a schema allows one type only. ajv then states a wrong type after other errors. */
function isOnly(type: unknown, only: string): boolean {
  return Array.isArray(type)
    ? type.length === 1 && type[0] === only
    : type === only;
}
