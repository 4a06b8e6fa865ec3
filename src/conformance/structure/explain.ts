import { didYouMean } from '../../diagnostics/did-you-mean.js';
import type { Json } from '../../json/json.js';
import { formats, missingFields, movedFields, sectionOf, typesInYaml } from './remedies.js';
import type { StructureError } from './validators.js';

/** The message and the help of a finding about the structure. */
export interface Explanation {
  readonly message: string;
  readonly help: string;
}

/** An error of ajv and the value that it is about. */
export interface Mistake {
  readonly error: StructureError;
  /** The key of the wrong value, or the empty string for the document. */
  readonly name: string;
  /** The wrong value. */
  readonly value: Json;
  /** The part of the JSON Schema that reports the error. */
  readonly part: string;
  /** The AsyncAPI version of the document. */
  readonly version: string;
}

/** Explains an error in plain words. */
export function explain(mistake: Mistake): Explanation {
  const { error, part, version } = mistake;
  const inWords = Object.hasOwn(words, error.keyword) ? words[error.keyword] : undefined;
  return {
    message: `${describeValue(mistake)} is not valid in AsyncAPI ${version}.`,
    help: `See ${sectionOf(part, version)}.`,
    ...inWords?.(mistake),
  };
}

/**
 * Explanations by keyword. Without a `help`, the finding refers to the section of the specification.
 */
const words: Readonly<Record<string, (mistake: Mistake) => Partial<Explanation>>> = {
  required: ({ error, name, part, version }) => {
    const field = toText(error.params['missingProperty']);
    return {
      message: `${name === '' ? 'The document' : `"${name}"`} must have the field "${field}".`,
      help: own(missingFields, field) ?? `Add "${field}"; see ${sectionOf(part, version)}.`,
    };
  },
  additionalProperties: ({ error, part, version }) => {
    const field = toText(error.params['additionalProperty']);
    const moved = version.startsWith('3') ? own(movedFields, field) : undefined;
    const spelling = `Check the spelling and the indentation; the name of an extension starts with "x-". See ${sectionOf(part, version)}.`;
    return {
      message: `AsyncAPI ${version} does not allow the field "${field}" here.`,
      help: moved ?? spelling,
    };
  },
  propertyNames: ({ error, version }) => ({
    message: `AsyncAPI ${version} does not allow the name "${toText(error.params['propertyName'])}" here.`,
    help: 'Use a name that is not empty, with "{" and "}" only around the names of parameters.',
  }),
  enum: explainChoice,
  const: ({ error, name }) => {
    const allowed = error.params['allowedValue'];
    // In AsyncAPI, only the type of headers is fixed to this value.
    return allowed === 'object'
      ? {
          message: 'The schema of the headers of a message must have the type "object".',
          help: 'Write "type: object", and define the headers under "properties".',
        }
      : { message: `The value of "${name}" must be ${JSON.stringify(allowed)}.` };
  },
  type: (mistake) => {
    const types = [mistake.error.params['type']].flat().map(toText);
    const help = types.map((type) => own(typesInYaml, type)).find((each) => each !== undefined);
    return {
      message: `${describeValue(mistake)} must be of type ${types.join(' or ')}.`,
      ...(help !== undefined && { help }),
    };
  },
  format: (mistake) => {
    const format = toText(mistake.error.params['format']);
    return { message: `${describeValue(mistake)} must be ${own(formats, format) ?? format}.` };
  },
  pattern: (mistake) => ({
    message: `${describeValue(mistake)} must match the pattern ${toText(mistake.error.params['pattern'])}`,
  }),
  minimum: limit('must be at least'),
  maximum: limit('must be at most'),
  exclusiveMinimum: limit('must be greater than'),
  minLength: limit('must have at least', 'character'),
  maxLength: limit('must have at most', 'character'),
  minItems: limit('must have at least', 'item'),
};

function explainChoice(mistake: Mistake): Partial<Explanation> {
  const { error, name, value } = mistake;
  const allowed = [error.params['allowedValues']].flat();
  if (name === 'action') {
    return {
      message: 'The "action" of an operation must be "send" or "receive".',
      help: 'Write "send" if the described application sends the message, "receive" if it receives it. In AsyncAPI 2, "subscribe" means "send", and "publish" means "receive".',
    };
  }
  const guess = typeof value === 'string' ? didYouMean(value, allowed.map(toText)) : undefined;
  const values = allowed.map((each) => JSON.stringify(each)).join(', ');
  return {
    message: `${describeValue(mistake)} must be one of ${values}.`,
    ...(guess !== undefined && { help: `Did you mean "${guess}"?` }),
  };
}

function limit(relation: string, noun?: string) {
  return (mistake: Mistake): Partial<Explanation> => {
    const value = toText(mistake.error.params['limit']);
    const unit = noun === undefined ? '' : ` ${noun}${value === '1' ? '' : 's'}`;
    return { message: `${describeValue(mistake)} ${relation} ${value}${unit}.` };
  };
}

function describeValue({ name }: Mistake): string {
  return name === '' ? 'The document' : `The value of "${name}"`;
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
