import { loadNative } from './load-native.js';

/** In place of the package `@asyncapi/modelina`, which takes a second to be read: what we import of it. */
export const {
  AnyModel,
  ArrayModel,
  BooleanModel,
  ConstrainedArrayModel,
  ConstrainedReferenceModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  EnumModel,
  EnumValueModel,
  FloatModel,
  InputMetaModel,
  ObjectModel,
  ObjectPropertyModel,
  ReferenceModel,
  StringModel,
  TupleModel,
  TupleValueModel,
  TypeScriptGenerator,
  UnionModel,
} = (await loadNative('@asyncapi/modelina')).default;
