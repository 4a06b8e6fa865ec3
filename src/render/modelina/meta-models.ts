import {
  AnyModel,
  ArrayModel,
  BooleanModel,
  EnumModel,
  EnumValueModel,
  FloatModel,
  ObjectModel,
  ObjectPropertyModel,
  ReferenceModel,
  StringModel,
  TupleModel,
  TupleValueModel,
  UnionModel,
  type MetaModel,
} from '@asyncapi/modelina';
import { code, type Code } from '../../plan/code/code.js';
import type { TypeDeclaration } from '../../plan/types/declarations.js';
import type { Member, ObjectType, TypeExpression } from '../../plan/types/type-expression.js';

/** The data of ours that a meta-model carries through Modelina to our presets and type mapping. */
export interface ModelMetadata {
  readonly docs?: Code;
  /** The property name, as printed. */
  readonly key?: Code;
  readonly optional?: boolean;
  /** The code of a type that Modelina has no model for. */
  readonly text?: Code;
  /** What a union model stands for. */
  readonly form?: 'union' | 'intersection' | 'object';
  /** Whether the last item of a tuple stands for any number of items. */
  readonly rest?: boolean;
  /** The name of the array of the values of an enum. */
  readonly valuesName?: Code;
  /** Whether an enum allows other strings, too. */
  readonly isOpen?: boolean;
}

/**
 * Creates the meta-model of a declaration. Modelina's input processors and its schema interpreter,
 * which lose and rename parts of documents, are not used.
 */
export function metaModelOf(declaration: TypeDeclaration): MetaModel {
  const { name, docs } = declaration;
  switch (declaration.kind) {
    case 'enum':
      return new EnumModel(
        name,
        { docs, valuesName: declaration.valuesName, isOpen: declaration.isOpen },
        {},
        declaration.values.map((value) => new EnumValueModel(value, value)),
      );
    case 'interface':
      return objectModel(name, declaration.type, docs);
    case 'alias':
      return typeModel(name, declaration.type, { docs });
  }
}

function typeModel(name: string, type: TypeExpression, metadata: ModelMetadata = {}): MetaModel {
  switch (type.kind) {
    case 'keyword':
      return keywordModel(name, type.name, metadata);
    case 'literal':
      return new AnyModel(name, { ...metadata, text: type.code }, {});
    case 'reference':
      return new ReferenceModel(name, metadata, {}, new AnyModel(type.name, {}, {}));
    case 'array':
      return new ArrayModel(name, metadata, {}, typeModel('item', type.items));
    case 'tuple':
      return tupleModel(name, type, metadata);
    case 'union':
    case 'intersection':
      return new UnionModel(
        name,
        { ...metadata, form: type.kind },
        {},
        type.members.map((member) => typeModel('member', member)),
      );
    case 'object':
      return inlineObjectModel(name, type, metadata);
  }
}

function keywordModel(
  name: string,
  keyword: Extract<TypeExpression, { kind: 'keyword' }>['name'],
  metadata: ModelMetadata,
): MetaModel {
  switch (keyword) {
    case 'string':
      return new StringModel(name, metadata, {});
    case 'number':
      return new FloatModel(name, metadata, {});
    case 'boolean':
      return new BooleanModel(name, metadata, {});
    case 'null':
      return new AnyModel(name, { ...metadata, text: code`null` }, {});
    case 'never':
      return new AnyModel(name, { ...metadata, text: code`never` }, {});
    case 'undefined':
      return new AnyModel(name, { ...metadata, text: code`undefined` }, {});
    case 'unknown':
      return new AnyModel(name, metadata, {});
  }
}

function tupleModel(
  name: string,
  type: Extract<TypeExpression, { kind: 'tuple' }>,
  metadata: ModelMetadata,
): MetaModel {
  const items = type.items.map(
    (item, index) =>
      new TupleValueModel(index, typeModel('item', item, { optional: index >= type.required })),
  );
  const rest =
    type.rest === undefined
      ? []
      : [new TupleValueModel(items.length, typeModel('rest', type.rest, { rest: true }))];
  return new TupleModel(name, metadata, {}, [...items, ...rest]);
}

function objectModel(name: string, type: ObjectType, docs: Code): MetaModel {
  const properties = membersOf(type).map((member, index) => {
    // Modelina uses this name as an object key, and objects put numeric keys first, so it has a prefix.
    const neutral = `p${index}`;
    const model = typeModel(neutral, member.type, memberMetadata(member));
    return [neutral, new ObjectPropertyModel(neutral, !member.optional, model)] as const;
  });
  return new ObjectModel(name, { docs }, {}, Object.fromEntries(properties));
}

/**
 * Models an object type written in place as a union of its members: Modelina types an object before
 * its members.
 */
function inlineObjectModel(name: string, type: ObjectType, metadata: ModelMetadata): MetaModel {
  const members = membersOf(type).map((member) =>
    typeModel('member', member.type, memberMetadata(member)),
  );
  return new UnionModel(name, { ...metadata, form: 'object' }, {}, members);
}

function memberMetadata({ key, docs, optional }: Member): ModelMetadata {
  return { key, docs, optional };
}

/** Returns the members, and the index signature as the last one. */
function membersOf({ members, index }: ObjectType): readonly Member[] {
  if (index === undefined) return members;
  const signature = { key: code`[key: string]`, optional: false, type: index, docs: code`` };
  return [...members, signature];
}
