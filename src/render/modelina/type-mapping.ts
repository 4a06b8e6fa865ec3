import {
  ConstrainedArrayModel,
  ConstrainedReferenceModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  type ConstrainedMetaModel,
  type TypeScriptTypeMapping,
} from '@asyncapi/modelina';
import type { ModelMetadata } from './meta-models.js';

/** Returns the metadata that a meta-model carries. */
export function metadataOf(model: ConstrainedMetaModel): ModelMetadata {
  const metadata: { readonly originalInput: ModelMetadata } = model;
  return metadata.originalInput;
}

/**
 * Returns a type as an operand of `[]`, `|` or `&`. Babel cannot parse `-1[]`, so numbers get
 * parentheses.
 */
function operand(model: ConstrainedMetaModel): string {
  const { form } = metadataOf(model);
  const isOperator = model instanceof ConstrainedUnionModel && form !== 'object';
  return isOperator || model.type.startsWith('-') ? `(${model.type})` : model.type;
}

function unionText(model: ConstrainedUnionModel): string {
  if (metadataOf(model).form === 'object') {
    return `{ ${model.union.map(memberText).join('; ')} }`;
  }
  const separator = metadataOf(model).form === 'intersection' ? ' & ' : ' | ';
  return model.union.map(operand).join(separator);
}

/** Returns a member of an object type written in place, with its comment on separate lines. */
function memberText(model: ConstrainedMetaModel): string {
  const { key = '', optional, docs = '' } = metadataOf(model);
  const comment = docs === '' ? '' : `\n${docs}\n`;
  return `${comment}${key}${optional === true ? '?' : ''}: ${model.type}`;
}

function tupleText({ tuple }: ConstrainedTupleModel): string {
  const isLabelled = tuple.some(({ value }) => isLoose(value) && holdsList(value));
  const items = tuple.map(({ value }, index) => {
    const { rest, optional } = metadataOf(value);
    const label = `item${index + 1}`;
    if (rest === true) return `...${isLabelled ? `${label}: ` : ''}${operand(value)}[]`;
    const mark = optional === true ? '?' : '';
    if (isLabelled) return `${label}${mark}: ${value.type}`;
    return mark === '' ? value.type : `${operand(value)}?`;
  });
  return `[${items.join(', ')}]`;
}

function isLoose(model: ConstrainedMetaModel): boolean {
  const { rest, optional } = metadataOf(model);
  return rest === true || optional === true;
}

/**
 * Whether an optional tuple item is an array or a tuple, and so needs a label. Without one,
 * TypeScript resolves its items early and refuses recursive types (`type A = [A[]?] | null`). Other
 * items have no label, since TypeScript then resolves a rest element early (`...A[]`).
 */
function holdsList(model: ConstrainedMetaModel): boolean {
  if (model instanceof ConstrainedUnionModel) {
    return metadataOf(model).form !== 'object' && model.union.some(holdsList);
  }
  if (model instanceof ConstrainedArrayModel) return namesTypes(model.valueModel);
  return (
    model instanceof ConstrainedTupleModel && model.tuple.some(({ value }) => namesTypes(value))
  );
}

function namesTypes(model: ConstrainedMetaModel): boolean {
  if (model instanceof ConstrainedReferenceModel) return true;
  if (model instanceof ConstrainedUnionModel) return model.union.some(namesTypes);
  return holdsList(model);
}

/** Prints each kind of type. All names are final. */
export const typeMapping: Partial<TypeScriptTypeMapping> = {
  Object: ({ constrainedModel }) => constrainedModel.name,
  Reference: ({ constrainedModel }) => constrainedModel.ref.name,
  Any: ({ constrainedModel }) => metadataOf(constrainedModel).text ?? 'unknown',
  Float: () => 'number',
  Integer: () => 'number',
  String: () => 'string',
  Boolean: () => 'boolean',
  Tuple: ({ constrainedModel }) => tupleText(constrainedModel),
  Array: ({ constrainedModel }) => `${operand(constrainedModel.valueModel)}[]`,
  Enum: ({ constrainedModel }) => constrainedModel.name,
  Union: ({ constrainedModel }) => unionText(constrainedModel),
};
