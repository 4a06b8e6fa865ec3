import { byCodePoint } from '../../system/code-point-order.js';
import type { Schemas } from '../../model/schema/schemas.js';
import type { Schema } from '../../model/schema/schema.js';
import { findCycles } from '../../system/cycles.js';
import { comment, identifier, type Code } from '../code/code.js';
import { schemaDocumentation } from '../code/documentation.js';
import { isStringEnum } from '../names/nested-types.js';
import { declaredType, type TypeContext } from './schema-type.js';
import {
  openStringType,
  unknownType,
  type ObjectType,
  type TypeExpression,
} from './type-expression.js';
import type { NamedType, TypeNames } from '../names/type-names.js';
import { unusedNames } from '../names/unused-names.js';
import { camelCase, wordsOf } from '../names/case.js';

/** A declaration of `types.ts`. */
export type TypeDeclaration =
  | (DeclarationBase & { readonly kind: 'interface'; readonly type: ObjectType })
  | (DeclarationBase & { readonly kind: 'alias'; readonly type: TypeExpression })
  | (DeclarationBase & {
      readonly kind: 'enum';
      readonly values: readonly Code[];
      /** Name of the array of its values. */
      readonly valuesName: Code;
      /** Whether the type also allows other strings. */
      readonly isOpen: boolean;
    });

interface DeclarationBase {
  readonly name: Code;
  /** A JSDoc comment, or an empty string. */
  readonly docs: Code;
}

/** Returns the declarations of all named types, in document order. */
export function declareTypes(names: TypeNames, context: TypeContext): readonly TypeDeclaration[] {
  const types = [...names.types.values()];
  const arrays = valuesNames(types);
  return withoutCycles(types.map((type) => declare(type, arrays.get(type.name), context)));
}

/**
 * Creates the context in which the names of schemas are looked up, whether referenced or written in
 * place.
 */
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
    const isOpen = schema.kind === 'keywords' && schema.isOpen === true;
    return { ...base, kind: 'enum', values, valuesName, isOpen };
  }
  return type.kind === 'object'
    ? { ...base, kind: 'interface', type }
    : { ...base, kind: 'alias', type };
}

/** Returns the values of a union of literals. Other keywords may allow fewer of them than `enum`. */
function literalsOf(type: TypeExpression): readonly Code[] {
  const all = type.kind === 'union' ? type.members : [type];
  const members = all.filter((member) => member !== openStringType);
  const values = members.flatMap((member) => (member.kind === 'literal' ? [member.code] : []));
  return values.length === members.length ? values : [];
}

function aliasOf(schema: Schema, context: TypeContext): TypeExpression {
  const name = context.referenceTo(schema);
  return name === undefined ? unknownType : { kind: 'reference', name };
}

/**
 * Names the array of values of each enum. Names that are taken, e.g. by the array of `EvInfo` for
 * `EVInfo`, or by a validator (`isOpenValues`), are numbered.
 */
function valuesNames(types: readonly NamedType[]): ReadonlyMap<string, Code> {
  const unused = unusedNames(types.flatMap(({ name }) => [`is${name}`, `assert${name}`]));
  const enums = types.filter(({ schema }) => isStringEnum(schema)).map(({ name }) => name);
  const names = new Map<string, Code>();
  for (const type of enums.toSorted(byCodePoint)) {
    names.set(type, identifier(unused(`${camelCase(wordsOf(type))}Values`)));
  }
  return names;
}

/**
 * Replaces cycles of aliases without an object or an array in between (`A = A | string`) by
 * `unknown`. They are errors in TypeScript, and constrain nothing in JSON Schema.
 */
function withoutCycles(declarations: readonly TypeDeclaration[]): readonly TypeDeclaration[] {
  const aliases = declarations.flatMap((declaration) =>
    declaration.kind === 'alias'
      ? [[declaration.name, directReferences(declaration.type)] as const]
      : [],
  );
  const circular = findCycles(new Map(aliases));
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
