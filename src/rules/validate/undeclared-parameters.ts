import { diagnostic } from '../../diagnostics/catalogue.js';
import { addressParameters } from '../../model/address.js';
import type { DocumentRule } from '../rule.js';

/**
 * Finds parameters of addresses that the channel does not declare. In AsyncAPI 3, a rule of
 * @asyncapi/parser refuses such a document before.
 */
export const findUndeclaredParameters: DocumentRule = ({ plan: { api }, locate }) =>
  api.channels.flatMap(({ id, address, parameters, origin }) => {
    const declared = new Set(parameters.map(({ name }) => name));
    const names = address === undefined ? [] : new Set(addressParameters(address));
    return [...names]
      .filter((name) => !declared.has(name))
      .map((name) =>
        diagnostic('PARAMETER_UNDECLARED', {
          message: `The address of the channel ${id} has a parameter {${name}} that is not declared.`,
          help: `Add "${name}" under "parameters" of the channel, with a description.`,
          place: locate(origin),
        }),
      );
  });
