import { partsOf, type SchemaPart } from '../../model/schema/composition.js';
import { schemaKey } from '../../model/schema/schema-key.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema, SchemaId } from '../../model/schema/schema.js';
import type { Json } from '../../json/json.js';
import { allKinds, kindsOf, valuesOf, type ValueKind } from './value-kinds.js';

/** A person writes fewer unions within each other. */
const maxNesting = 20;

/** Why a discriminator has no effect, and how to fix that. */
export interface Hindrance {
  readonly reason: string;
  readonly help: string;
}

/** The values of a discriminator that belong to a variant. */
export type VariantValues =
  /** The variant declares the values. */
  | { readonly kind: 'declared'; readonly values: readonly string[] }
  /** The variant declares none, so the value is its name. */
  | { readonly kind: 'named'; readonly values: readonly string[]; readonly name: string }
  /** The variant allows no objects. */
  | { readonly kind: 'other' }
  | ({ readonly kind: 'none' } & Hindrance);

/** What `variantValues` needs to know besides the variant. */
export interface VariantFacts {
  readonly property: string;
  readonly schemas: Schemas;
  /** The kinds of values that the schemas around the variant allow. */
  readonly kinds?: readonly ValueKind[];
  /** The unions that the variant is within. */
  readonly within?: readonly Schema[];
}

/**
 * Returns the values of a property that belong to a variant: those that the variant itself allows by
 * `const` or `enum`, or the values of its own variants, else the key of its schema.
 */
export function variantValues(variant: Schema, facts: VariantFacts): VariantValues {
  const { property, schemas, kinds: allowed = allKinds } = facts;
  const schema = resolveSchema(variant, schemas);
  const kinds = kindsOf(schema, schemas).filter((kind) => allowed.includes(kind));
  if (!kinds.includes('object')) return { kind: 'other' };
  const about = titleOf(variant, schemas);
  if (schema.kind !== 'keywords' || kinds.length > 1) {
    return none(`${about} allows values that are no objects`, 'Add "type: object" to it.');
  }
  const parts = partsOf(schema, schemas);
  const declared = declaredBy(
    parts.filter(({ isOwn }) => isOwn),
    facts,
  );
  const variants = variantsOf(schema);
  if (declared === undefined && variants.length > 0) return nestedValues(schema, variants, facts);
  if (!parts.some((part) => part.schema.required.includes(property))) {
    const help = `Add ${JSON.stringify(property)} to "required" in each variant, or in a schema that all variants include.`;
    return none(`${about} does not require the property`, help);
  }
  if (declared !== undefined) {
    return fromDeclared(
      declared,
      declaredBy(
        parts.filter(({ isOwn }) => !isOwn),
        facts,
      ),
      about,
    );
  }
  return fromName(nameOf(variant, schemas), parts, facts);
}

/** Returns the variants of a union; none for any other schema. */
export function variantsOf({ oneOf, anyOf }: KeywordSchema): readonly Schema[] {
  return oneOf.length > 0 ? oneOf : anyOf;
}

function nestedValues(
  schema: KeywordSchema,
  variants: readonly Schema[],
  facts: VariantFacts,
): VariantValues {
  const { within = [] } = facts;
  if (within.includes(schema) || within.length > maxNesting) {
    return none('a union contains itself', 'Remove the union from its own variants.');
  }
  const values = new Set<string>();
  for (const variant of variants) {
    const found = variantValues(variant, { ...facts, within: [...within, schema] });
    if (found.kind === 'none') return found;
    if (found.kind !== 'other') found.values.forEach((value) => values.add(value));
  }
  return { kind: 'declared', values: [...values] };
}

function fromName(
  name: string | undefined,
  parts: readonly SchemaPart[],
  { property, schemas }: VariantFacts,
): VariantValues {
  if (name === undefined) {
    const help = 'Move it to the components, or declare the property in it with "const".';
    return none('a variant has no name, and declares no "const" for the property', help);
  }
  const isAllowed = declarationsIn(parts, property, schemas).every(
    (schema) =>
      (schema.types?.includes('string') ?? true) && (valuesOf(schema)?.includes(name) ?? true),
  );
  const about = JSON.stringify(name);
  const help = `Declare the property in ${about} with the "const" that its values have.`;
  return isAllowed
    ? { kind: 'named', values: [name], name }
    : none(`the property does not allow the name of the schema ${about}`, help);
}

function none(reason: string, help: string): VariantValues {
  return { kind: 'none', reason, help };
}

function fromDeclared(
  declared: readonly Json[],
  inherited: readonly Json[] | undefined,
  about: string,
): VariantValues {
  const strings = declared.filter((value) => typeof value === 'string');
  const values = strings.filter((value) => inherited?.includes(value) ?? true);
  return strings.length === declared.length && values.length > 0
    ? { kind: 'declared', values }
    : none(
        `${about} allows no value, or values that are no strings`,
        'Use one string for each variant.',
      );
}

/** Returns the values that all of some schemas allow; `undefined` if none of them lists values. */
function declaredBy(
  parts: readonly SchemaPart[],
  { property, schemas }: VariantFacts,
): readonly Json[] | undefined {
  const [first, ...others] = declarationsIn(parts, property, schemas)
    .map(valuesOf)
    .filter((values) => values !== undefined);
  return first?.filter((value) => others.every((each) => each.includes(value)));
}

function declarationsIn(
  parts: readonly SchemaPart[],
  property: string,
  schemas: Schemas,
): readonly KeywordSchema[] {
  return parts
    .flatMap(({ schema }) => schema.properties.get(property) ?? [])
    .map((schema) => resolveSchema(schema, schemas))
    .filter((schema) => schema.kind === 'keywords');
}

/** Returns the key where a schema is defined; if that place has none, the last key on the way to it. */
export function nameOf(schema: Schema, schemas: Schemas): string | undefined {
  const seen = new Set<SchemaId>();
  let name = schemaKey(schema.origin);
  let current: Schema | undefined = schema;
  while (current?.kind === 'reference' && !seen.has(current.target)) {
    seen.add(current.target);
    current = schemas.get(current.target);
    name = (current && schemaKey(current.origin)) ?? name;
  }
  return name;
}

/** Returns the name of a schema in quotes. */
export function titleOf(schema: Schema, schemas: Schemas): string {
  const name = nameOf(schema, schemas);
  return name === undefined ? 'a variant' : JSON.stringify(name);
}
