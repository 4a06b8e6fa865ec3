import type { Json } from '../../json/json.js';
import type { Origin } from '../origin.js';
import type { KeywordHolding } from './keywords.js';

/** Identity of a schema: `<absolute file>#<pointer>` of the place that defines it. */
export type SchemaId = string;

/** A JSON Schema draft-07 node: either a reference, a boolean schema, or keywords. */
export type Schema = ReferenceSchema | BooleanSchema | KeywordSchema;

/** Keywords that describe and do not constrain; those beside a `$ref` are kept. */
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

/** A schema that says something itself; keywords that it lacks are empty or absent. */
export interface KeywordSchema extends SingleSchemas, SchemaArrays, SchemaMaps {
  readonly kind: 'keywords';
  readonly origin: Origin;
  readonly annotations: Annotations;
  /** `type` as an array; absent where the document leaves the type open. */
  readonly types?: readonly TypeName[];
  readonly enum?: readonly Json[];
  /** Wrapped, since `const: null` is a constraint and no `const` is none. */
  readonly const?: { readonly value: Json };
  readonly data: ReadonlyMap<DataKeyword, Json>;
  readonly required: readonly string[];
  readonly dependencies: ReadonlyMap<string, Schema | readonly string[]>;
  readonly items?: Schema | readonly Schema[];
  /** AsyncAPI's addition to JSON Schema: the property that tells the variants apart. */
  readonly discriminator?: string;
}
