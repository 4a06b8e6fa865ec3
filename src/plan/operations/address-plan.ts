import { addressParameters } from '../../model/address.js';
import type { Address, Channel, Parameter, Segment } from '../../model/api.js';

/** A parameter of an address. */
export interface AddressParameter extends Parameter {
  /** Whether the value may have several topic levels: the wildcard `#`. */
  readonly multiLevel?: true;
}

/** An address in which every wildcard is a parameter, with the parameters in its order. */
export interface AddressPlan {
  readonly address: string;
  readonly parameters: readonly AddressParameter[];
  /** The names of the parameters that are wildcards. */
  readonly wildcards: readonly string[];
}

/** The names and descriptions of wildcards. */
const wildcards = {
  '+': { description: 'The topic level that the wildcard `+` of the address stands for.' },
  '#': {
    description:
      'The topic levels that the wildcard `#` of the address stands for; empty if there are none.',
    multiLevel: true,
  },
} as const;

/**
 * Plans the address of a channel. A wildcard is a parameter that the document leaves without a name,
 * so it gets one: `wildcard1`, `wildcard2` and so on. A parameter that is not declared is a string.
 */
export function planAddress(address: Address, { parameters, origin }: Channel): AddressPlan {
  const declared = new Map(parameters.map((each) => [each.name, each]));
  const names = new Set(addressParameters(address));
  const found = new Map<string, AddressParameter>();
  const unnamed: string[] = [];
  const parameterOf = (segment: Exclude<Segment, { kind: 'text' }>): AddressParameter => {
    if (segment.kind === 'parameter') {
      return declared.get(segment.name) ?? { name: segment.name, origin, values: [] };
    }
    const name = wildcardName(unnamed.length + 1, names);
    unnamed.push(name);
    return { name, origin, values: [], ...wildcards[segment.text] };
  };
  const texts = address.segments.map((segment) => {
    if (segment.kind === 'text') return segment.text;
    const parameter = parameterOf(segment);
    found.set(parameter.name, parameter);
    return `{${parameter.name}}`;
  });
  return { address: texts.join(''), parameters: [...found.values()], wildcards: unnamed };
}

/** Names a wildcard by its number. A parameter of the address keeps its name. */
function wildcardName(number: number, names: ReadonlySet<string>): string {
  const name = `wildcard${number}`;
  return names.has(name) ? `${name}Value` : name;
}
