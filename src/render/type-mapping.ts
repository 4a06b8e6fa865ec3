import {
  ConstrainedUnionModel,
  type ConstrainedMetaModel,
  type ConstrainedTupleModel,
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

function tupleText(model: ConstrainedTupleModel): string {
  const items = model.tuple.map(({ value }) => {
    const { rest, optional } = passengerOf(value);
    if (rest === true) return `...${operand(value)}[]`;
    return optional === true ? `${operand(value)}?` : value.type;
  });
  return `[${items.join(', ')}]`;
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
