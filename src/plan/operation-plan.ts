import type { Api, Operation, Parameter } from '../model/api.js';
import { addressParameters } from '../model/address.js';
import { parametersName } from './api-names.js';
import type { Code } from './code.js';
import { operationTypes, type OperationTypes } from './messages.js';
import type { OperationNames } from './subjects.js';
import type { TypeNames } from './type-names.js';

/** An operation with every name and type settled. */
export interface OperationPlan extends OperationTypes {
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly address: string;
  readonly parameters: readonly Parameter[];
  /** Name of the type of the channel parameters, where there are any. */
  readonly parametersType: Code | undefined;
}

/** An operation whose channel has no address cannot be reached and is left out. */
export function planOperation(
  names: OperationNames,
  types: TypeNames,
  api: Api,
): readonly OperationPlan[] {
  const { operation, subject } = names;
  const { address, parameters: declared } = operation.channel;
  if (address === undefined) return [];
  const parameters = [...new Set(addressParameters(address))].map(
    (name) => declared.find((parameter) => parameter.name === name) ?? undeclared(name, operation),
  );
  return [
    {
      operation,
      names,
      address: address.text,
      parameters,
      parametersType: parameters.length === 0 ? undefined : parametersName(subject),
      ...operationTypes(operation, types, api.schemas),
    },
  ];
}

function undeclared(name: string, operation: Operation): Parameter {
  return { name, origin: operation.channel.origin, values: [] };
}
