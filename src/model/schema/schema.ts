import type { Json } from '../../json/json.js';
import type { Origin } from '../origin.js';
import type { KeywordHolding } from './keywords.js';

/** Identity of a schema: `<absolute file>#<pointer>` of its definition. */
export type SchemaId = string;

/** A JSON Schema draft-07 node: either a reference, a boolean schema, or keywords. */
export type Schema = ReferenceSchema | BooleanSchema | KeywordSchema;

/** Keywords that describe values without constraining them. They are kept beside a `$ref`. */
export interface Annotations {
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
}

export interface ReferenceSchema {
  readonly kind: 'reference';
  readonly origin: Origin;
  readonly target: SchemaId;
  readonly annotations: Annotations;
}

export interface BooleanSchema {
  readonly kind: 'boolean';
  readonly origin: Origin;
  readonly value: boolean;
}

export type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Keywords whose values are plain data. */
export type DataKeyword = KeywordHolding<'data' | 'encoding'>;

type SingleSchemas = Readonly<Partial<Record<KeywordHolding<'schema'>, Schema>>>;
type SchemaArrays = Readonly<Record<KeywordHolding<'array'>, readonly Schema[]>>;
type SchemaMaps = Readonly<Record<KeywordHolding<'map'>, ReadonlyMap<string, Schema>>>;

/** A schema of keywords. Keywords that it does not have are empty or absent. */
export interface KeywordSchema extends SingleSchemas, SchemaArrays, SchemaMaps {
  readonly kind: 'keywords';
  readonly origin: Origin;
  readonly annotations: Annotations;
  /** `type` as an array; absent if the document has no `type`. */
  readonly types?: readonly TypeName[];
  readonly enum?: readonly Json[];
  /** `const`, wrapped to distinguish `const: null` from no `const`. */
  readonly const?: { readonly value: Json };
  readonly data: ReadonlyMap<DataKeyword, Json>;
  readonly required: readonly string[];
  readonly dependencies: ReadonlyMap<string, Schema | readonly string[]>;
  readonly items?: Schema | readonly Schema[];
  /** The property by which variants differ, an addition of AsyncAPI to JSON Schema. */
  readonly discriminator?: string;
  /** The variants that a property distinguishes; set where a `discriminator` has an effect. */
  readonly union?: DiscriminatedUnion;
  /** Whether the type has to allow strings that `enum` does not have; set by the plan. */
  readonly isOpen?: true;
}

/** The values of the property that decides which variant of a union an object belongs to. */
export interface DiscriminatedUnion {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly property: string;
  /** The values for each variant; `undefined` for a variant that allows no objects. */
  readonly values: readonly (readonly string[] | undefined)[];
}
