import type { Api } from '../../model/api.js';
import { below, originId, type Origin } from '../../model/origin.js';
import { partsOf } from '../../model/schema/composition.js';
import { schemaKey } from '../../model/schema/schema-key.js';
import { resolveSchema, type Schemas } from '../../model/schema/schemas.js';
import type { KeywordSchema, Schema, SchemaId } from '../../model/schema/schema.js';
import { subschemas } from '../../model/schema/subschemas.js';
import { discriminatedUnion, isBase, type FoundUnion } from './discriminated-union.js';
import type { Pin } from './pinned-property.js';
import { titleOf, variantsOf, variantValues, type Hindrance } from './variant-values.js';

/** A discriminator without effect: the place, the reason, and how to fix it. */
export interface IgnoredDiscriminator extends Hindrance {
  readonly origin: Origin;
  readonly property: string;
}

/** What the discriminators of an API mean for its schemas. */
export interface Discriminators {
  readonly unions: ReadonlyMap<KeywordSchema, FoundUnion>;
  /** The schemas whose name is the value of a property, by their ids. */
  readonly pins: ReadonlyMap<SchemaId, Pin>;
  readonly ignored: readonly IgnoredDiscriminator[];
}

/** The schemas that include others by `allOf`. */
interface Inheritance {
  /** For each schema with a discriminator, the named schemas that include it. */
  readonly heirs: ReadonlyMap<KeywordSchema, readonly KeywordSchema[]>;
  /** The schemas that named schemas include. */
  readonly included: ReadonlySet<Schema>;
}

/** Finds out what discriminators mean; `undefined` if there are none. */
export function readDiscriminators(api: Api): Discriminators | undefined {
  const { schemas } = api;
  const nodes = keywordSchemas(schemas);
  const stated = nodes.filter(({ discriminator }) => discriminator !== undefined);
  if (stated.length === 0) return undefined;
  const inheritance = findInheritance(schemas);
  const inherited = pinHeirs(inheritance, schemas);
  const { unions, ignored } = findUnions(nodes, schemas);
  const used = usedSchemas(api, nodes, unions);
  const bases = new Map(stated.filter(isBase).map((base) => [originId(base.origin), base]));
  return {
    unions,
    pins: new Map([...inherited.pins, ...pinVariants(unions, inheritance, schemas)]),
    ignored: [
      ...inherited.ignored,
      ...ignored,
      ...[...bases.values()].flatMap((base) => ignoredBase(base, { inheritance, used, schemas })),
    ],
  };
}

/** Returns the schemas with keywords at any depth. */
function keywordSchemas(schemas: Schemas): readonly KeywordSchema[] {
  const queue = [...schemas.values()];
  for (const schema of queue) for (const each of subschemas(schema)) queue.push(each);
  return queue.filter((schema) => schema.kind === 'keywords');
}

function findInheritance(schemas: Schemas): Inheritance {
  const heirs = new Map<KeywordSchema, KeywordSchema[]>();
  const included = new Set<Schema>();
  for (const schema of schemas.values()) {
    if (schema.kind !== 'keywords' || schemaKey(schema.origin) === undefined) continue;
    for (const { schema: part, isOwn } of partsOf(schema, schemas)) {
      if (isOwn) continue;
      included.add(part);
      if (!isBase(part)) continue;
      const known = heirs.get(part) ?? [];
      known.push(schema);
      heirs.set(part, known);
    }
  }
  return { heirs, included };
}

/**
 * Gives each schema that includes a discriminator its name as value. A schema that others include
 * stays open, since their values match it as well.
 */
function pinHeirs(
  { heirs, included }: Inheritance,
  schemas: Schemas,
): Pick<Discriminators, 'pins' | 'ignored'> {
  const pins = new Map<SchemaId, Pin>();
  const ignored: IgnoredDiscriminator[] = [];
  for (const [{ discriminator: property = '' }, all] of heirs) {
    for (const heir of all.filter((each) => !included.has(each))) {
      const { origin } = heir;
      const found = variantValues(heir, { property, schemas });
      if (found.kind === 'none') ignored.push({ ...found, property, origin });
      if (found.kind === 'named') pins.set(originId(origin), { property, value: found.name });
    }
  }
  return { pins, ignored };
}

function findUnions(
  nodes: readonly KeywordSchema[],
  schemas: Schemas,
): Pick<Discriminators, 'unions' | 'ignored'> {
  const unions = new Map<KeywordSchema, FoundUnion>();
  const ignored: IgnoredDiscriminator[] = [];
  const queue = nodes.map((schema): readonly [KeywordSchema, string?] => [schema]);
  for (const [schema, outer] of queue) {
    const found = unions.has(schema) ? undefined : discriminatedUnion(schema, schemas, outer);
    if (found?.kind === 'found') {
      unions.set(schema, found);
      for (const variant of variantsOf(schema)) {
        const inner = resolveSchema(variant, schemas);
        if (inner.kind === 'keywords') queue.push([inner, found.union.property]);
      }
    } else if (found !== undefined && schema.discriminator !== undefined) {
      ignored.push({ ...found, origin: below(schema.origin, 'discriminator') });
    }
  }
  return { unions, ignored };
}

/** Gives the variants of unions their name as value, unless other schemas include them. */
function pinVariants(
  unions: Discriminators['unions'],
  { included }: Inheritance,
  schemas: Schemas,
): ReadonlyMap<SchemaId, Pin> {
  const pins = new Map<SchemaId, Pin>();
  for (const [schema, { union, names }] of unions) {
    for (const [index, variant] of variantsOf(schema).entries()) {
      const resolved = resolveSchema(variant, schemas);
      const value = names[index];
      if (value === undefined || included.has(resolved)) continue;
      pins.set(originId(resolved.origin), { property: union.property, value });
    }
  }
  return pins;
}

/** Returns the schemas of values: those that references lead to, except for `allOf` and variants. */
function usedSchemas(
  { messages, schemas }: Api,
  nodes: readonly KeywordSchema[],
  unions: Discriminators['unions'],
): ReadonlySet<Schema> {
  const references = nodes.flatMap((schema) => {
    const others = new Set([...schema.allOf, ...(unions.has(schema) ? variantsOf(schema) : [])]);
    return subschemas(schema).filter((each) => !others.has(each));
  });
  const ofMessages = messages.flatMap(({ payload, headers }) => [payload, headers]);
  return new Set(
    [...references, ...ofMessages]
      .filter((schema) => schema?.kind === 'reference')
      .map((schema) => resolveSchema(schema, schemas)),
  );
}

interface BaseFacts {
  readonly inheritance: Inheritance;
  readonly used: ReadonlySet<Schema>;
  readonly schemas: Schemas;
}

function ignoredBase(
  base: KeywordSchema,
  { inheritance, used, schemas }: BaseFacts,
): readonly IgnoredDiscriminator[] {
  const { discriminator: property = '' } = base;
  const origin = below(base.origin, 'discriminator');
  const name = titleOf(base, schemas);
  const heirs = (inheritance.heirs.get(base) ?? []).map((heir) => titleOf(heir, schemas));
  if (heirs.length === 0) {
    const reason = `${name} has no "oneOf" or "anyOf", and no schema includes it by "allOf"`;
    const help = `Add "oneOf" with the variants, or refer to ${name} in "allOf" of each variant.`;
    return [{ origin, property, reason, help }];
  }
  if (!used.has(base)) return [];
  const reason = `a value is described by ${name} itself, so it may be any object with the properties of ${name}`;
  const help = `Refer to a schema with "oneOf" in place of ${name}; its variants are ${heirs.slice(0, 5).join(', ')}${heirs.length > 5 ? ', …' : ''}.`;
  return [{ origin, property, reason, help }];
}
