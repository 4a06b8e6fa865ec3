import type { Schemas } from '../model/schema/schemas.js';
import type { Schema } from '../model/schema/schema.js';
import { findCircles } from './circles.js';
import { comment, identifier, type Code } from './code.js';
import { schemaDocumentation } from './documentation.js';
import { isStringEnum } from './nested-types.js';
import { declaredType, type TypeContext } from './schema-type.js';
import { unknownType, type ObjectType, type TypeExpression } from './type-expression.js';
import type { NamedType, TypeNames } from './type-names.js';
import { unusedNames } from './unused-names.js';
import { camelCase, wordsOf } from './words.js';

/** A declaration of `types.ts`. */
export type TypeDeclaration =
  | (DeclarationBase & { readonly kind: 'interface'; readonly type: ObjectType })
  | (DeclarationBase & { readonly kind: 'alias'; readonly type: TypeExpression })
  | (DeclarationBase & {
      readonly kind: 'enum';
      readonly values: readonly Code[];
      /** Name of the companion array. */
      readonly valuesName: Code;
    });

interface DeclarationBase {
  readonly name: Code;
  /** A JSDoc comment, or empty. */
  readonly docs: Code;
}

/** The declarations of every named type, in document order. */
export function declareTypes(names: TypeNames, context: TypeContext): readonly TypeDeclaration[] {
  const types = [...names.types.values()];
  const arrays = valuesNames(types);
  return withoutCircles(types.map((type) => declare(type, arrays.get(type.name), context)));
}

/** Looks up which schemas are named, be it by reference or by the place where they stand. */
export function typeContext(names: TypeNames, schemas: Schemas): TypeContext {
  return {
    schemas,
    referenceTo: (schema) => {
      const name = names.nameOf(schema);
      return name === undefined ? undefined : identifier(name);
    },
  };
}

function declare(
  { name, schema }: NamedType,
  valuesName: Code | undefined,
  context: TypeContext,
): TypeDeclaration {
  const base = { name: identifier(name), docs: comment(schemaDocumentation(schema)) };
  const type =
    schema.kind === 'reference' ? aliasOf(schema, context) : declaredType(schema, context);
  const values = literalsOf(type);
  if (valuesName !== undefined && values.length > 0) {
    return { ...base, kind: 'enum', values, valuesName };
  }
  return type.kind === 'object'
    ? { ...base, kind: 'interface', type }
    : { ...base, kind: 'alias', type };
}

/** The values of a type that is nothing but a list of them; other keywords may leave fewer than `enum`. */
function literalsOf(type: TypeExpression): readonly Code[] {
  const members = type.kind === 'union' ? type.members : [type];
  const values = members.flatMap((member) => (member.kind === 'literal' ? [member.code] : []));
  return values.length === members.length ? values : [];
}

function aliasOf(schema: Schema, context: TypeContext): TypeExpression {
  const name = context.referenceTo(schema);
  return name === undefined ? unknownType : { kind: 'reference', name };
}

/**
 * The companion array of each enum. `EVInfo` and `EvInfo` want the same one, and a validator may
 * have it already (`isOpenValues`): then a number tells them apart.
 */
function valuesNames(types: readonly NamedType[]): ReadonlyMap<string, Code> {
  const unused = unusedNames(types.flatMap(({ name }) => [`is${name}`, `assert${name}`]));
  const enums = types.filter(({ schema }) => isStringEnum(schema)).map(({ name }) => name);
  const names = new Map<string, Code>();
  for (const type of enums.toSorted((a, b) => (a < b ? -1 : 1))) {
    names.set(type, identifier(unused(`${camelCase(wordsOf(type))}Values`)));
  }
  return names;
}

/**
 * An alias that leads back to itself without an object or a list between (`A = A | string`) is an
 * error in TypeScript and says nothing in JSON Schema: such a step becomes `unknown`.
 */
function withoutCircles(declarations: readonly TypeDeclaration[]): readonly TypeDeclaration[] {
  const aliases = declarations.flatMap((declaration) =>
    declaration.kind === 'alias'
      ? [[declaration.name, directReferences(declaration.type)] as const]
      : [],
  );
  const circular = findCircles(new Map(aliases));
  return declarations.map((declaration) =>
    declaration.kind === 'alias' && circular.has(declaration.name)
      ? { ...declaration, type: unknownType }
      : declaration,
  );
}

function directReferences(type: TypeExpression): readonly Code[] {
  if (type.kind === 'reference') return [type.name];
  return type.kind === 'union' || type.kind === 'intersection'
    ? type.members.flatMap(directReferences)
    : [];
}
