import {
  ConstrainedArrayModel,
  ConstrainedReferenceModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  type ConstrainedMetaModel,
  type TypeScriptTypeMapping,
} from '@asyncapi/modelina';
import type { Passenger } from './meta-models.js';

/** What a meta-model brought along; see {@link Passenger}. */
export function passengerOf(model: ConstrainedMetaModel): Passenger {
  const passenger: { readonly originalInput: Passenger } = model;
  return passenger.originalInput;
}

/** A type as an operand of `[]`, `|` or `&`; Babel reads no `-1[]`. */
function operand(model: ConstrainedMetaModel): string {
  const { form } = passengerOf(model);
  const isOperator = model instanceof ConstrainedUnionModel && form !== 'object';
  return isOperator || model.type.startsWith('-') ? `(${model.type})` : model.type;
}

function unionText(model: ConstrainedUnionModel): string {
  if (passengerOf(model).form === 'object') {
    return `{ ${model.union.map(memberText).join('; ')} }`;
  }
  const separator = passengerOf(model).form === 'intersection' ? ' & ' : ' | ';
  return model.union.map(operand).join(separator);
}

/** A member of an object type written in place: its comment takes lines of its own. */
function memberText(model: ConstrainedMetaModel): string {
  const { key = '', optional, docs = '' } = passengerOf(model);
  const comment = docs === '' ? '' : `\n${docs}\n`;
  return `${comment}${key}${optional === true ? '?' : ''}: ${model.type}`;
}

function tupleText({ tuple }: ConstrainedTupleModel): string {
  const isLabelled = tuple.some(({ value }) => isLoose(value) && holdsList(value));
  const items = tuple.map(({ value }, index) => {
    const { rest, optional } = passengerOf(value);
    const label = `item${index + 1}`;
    if (rest === true) return `...${isLabelled ? `${label}: ` : ''}${operand(value)}[]`;
    const mark = optional === true ? '?' : '';
    if (isLabelled) return `${label}${mark}: ${value.type}`;
    return mark === '' ? value.type : `${operand(value)}?`;
  });
  return `[${items.join(', ')}]`;
}

function isLoose(model: ConstrainedMetaModel): boolean {
  const { rest, optional } = passengerOf(model);
  return rest === true || optional === true;
}

/**
 * A list of other types within an item that may be left out: TypeScript looks at its items at once
 * unless the place has a label, and so refuses it in a type that is recursive (`type A = [A[]?] | null`).
 * Labels are for such places only: with them it looks at once at what comes after (`...A[]`).
 */
function holdsList(model: ConstrainedMetaModel): boolean {
  if (model instanceof ConstrainedUnionModel) {
    return passengerOf(model).form !== 'object' && model.union.some(holdsList);
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
  Any: ({ constrainedModel }) => passengerOf(constrainedModel).text ?? 'unknown',
  Float: () => 'number',
  Integer: () => 'number',
  String: () => 'string',
  Boolean: () => 'boolean',
  Tuple: ({ constrainedModel }) => tupleText(constrainedModel),
  Array: ({ constrainedModel }) => `${operand(constrainedModel.valueModel)}[]`,
  Enum: ({ constrainedModel }) => constrainedModel.name,
  Union: ({ constrainedModel }) => unionText(constrainedModel),
};
