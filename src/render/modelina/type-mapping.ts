import {
  ConstrainedArrayModel,
  ConstrainedReferenceModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  type ConstrainedMetaModel,
  type TypeScriptTypeMapping,
} from '@asyncapi/modelina';
import type { ModelMetadata } from './meta-models.js';

/** What a meta-model brought along; see {@link ModelMetadata}. */
export function metadataOf(model: ConstrainedMetaModel): ModelMetadata {
  const metadata: { readonly originalInput: ModelMetadata } = model;
  return metadata.originalInput;
}

/** A type as an operand of `[]`, `|` or `&`; Babel reads no `-1[]`. */
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

/** A member of an object type written in place: its comment takes lines of its own. */
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
 * A list of other types within an item that may be left out: TypeScript looks at its items at once
 * unless the place has a label, and so refuses it in a type that is recursive (`type A = [A[]?] | null`).
 * Labels are for such places only: with them it looks at once at what comes after (`...A[]`).
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

/** The text of each kind of type; every name in it is final already. */
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
